// Inventory and deposits, against a server that answers the same requests with ready bytes of the same size.
import {
  GET_INVENTORY, POST_DEPOSIT, bare, call, deposits, end, flood, looks, median, merchant, range, requestFile, simulator,
  stock, write, wrk,
} from "./lab.mjs";

const CONNECTIONS = 8;

/** Both in turn; the first `warm` seconds of each count for nothing. */
async function alternate(count, seconds, warm, ours, theirs) {
  const ratios = [];
  const all = { ours: [], theirs: [], ourCpu: [], theirCpu: [] };
  for (let round = -Math.ceil(warm / seconds); round < count; round++) {
    const reference = await theirs(seconds);
    const result = await ours(seconds);
    if (round >= 0) {
      all.ours.push(result.perSecond);
      all.theirs.push(reference.perSecond);
      all.ourCpu.push(result.cpu);
      all.theirCpu.push(reference.cpu);
      ratios.push(result.perSecond / reference.perSecond);
    }
  }
  return {
    ratios,
    ours: median(all.ours),
    theirs: median(all.theirs),
    ourCpu: median(all.ourCpu),
    theirCpu: median(all.theirCpu),
  };
}

const row = (measure, { ratios, ours, theirs, ourCpu, theirCpu }, least) => ({
  measure,
  simulator: `${ours.toFixed(0)}/s, ${ourCpu.toFixed(0)} µs CPU each`,
  peer: `${theirs.toFixed(0)}/s, ${theirCpu.toFixed(0)} µs CPU each`,
  ratio: range(ratios),
  aim: `≥ ${least}`,
  met: median(ratios) >= least,
});

const path = (requestLine) => requestLine.split(" ")[1];

/** Bare Javalin with such an answer. */
const answering = ({ method, answer }) => {
  const body = write("answer.json", answer.text);
  return method === "GET" ? bare(body) : bare(write("nothing", ""), body);
};

export const inventory = async ({ rounds = 6, seconds = 4 }) =>
  [await inventoryAgainst(answering, { rounds, seconds, warm: 2 * seconds, least: 0.75, name: "inventory" })];

/** @param startPeer starts the other server with what it has to answer */
export async function inventoryAgainst(startPeer, { rounds, seconds = 4, warm, least, name }) {
  const ours = await simulator({ options: ["--clock", "frozen", "--quiet"] });
  try {
    const users = await stock(ours.port, 100);
    const owner = await merchant(ours.port);
    const lines = looks(owner, users);
    const answer = await call(ours.port, "GET", path(GET_INVENTORY), { headers: { Authorization: lines[0][0] } });
    const theirs = await startPeer({ method: "GET", path: path(GET_INVENTORY), answer });
    try {
      const requests = requestFile("inventory.txt", GET_INVENTORY, lines);
      const result = await alternate(
        rounds, seconds, warm, (s) => wrk(ours, requests, { seconds: s }), (s) => wrk(theirs, requests, { seconds: s }));
      return row(`${name}, ${(answer.text.length / 1024).toFixed(0)} KiB`, result, least);
    } finally {
      await theirs.stop();
    }
  } finally {
    await ours.stop();
  }
}

/** So many a second are prepared; a machine that makes more runs out of them. */
const MOST_DEPOSITS = 40_000;

export const deposit = async ({ rounds = 6, seconds = 1 }) =>
  [await depositAgainst(answering, { rounds, seconds, warm: 2 * seconds, least: 0.5, name: "deposit" })];

/** @param startPeer starts the other server with what it has to answer */
export async function depositAgainst(startPeer, { rounds, seconds = 1, warm, least, name }) {
  const ours = await simulator({ options: ["--clock", "frozen", "--quiet"] });
  try {
    const users = await stock(ours.port, 1000);
    const first = await merchant(ours.port);
    const [[auth, body]] = deposits(first, users, 1);
    const answer = await call(ours.port, "POST", path(POST_DEPOSIT), {
      headers: { Authorization: auth },
      body: JSON.parse(body),
    });
    await end(ours.port, first);
    const theirs = await startPeer({ method: "POST", path: path(POST_DEPOSIT), answer });
    try {
      let requests;
      const fresh = (owner, s) => requestFile("deposits.txt", POST_DEPOSIT, deposits(owner, users, MOST_DEPOSITS * s));
      const result = await alternate(
        rounds,
        seconds,
        warm,
        async (s) => {
          // Another merchant each time: to it nothing is taken yet.
          const owner = await merchant(ours.port);
          await flood(ours.port, `${GET_INVENTORY}?perPage=1`, looks(owner, users));
          requests = fresh(owner, s);
          const done = await wrk(ours, requests, { seconds: s, connections: CONNECTIONS, once: true });
          const { pending } = (await call(ours.port, "GET", `/_sim/merchants/${owner.id}/clock`)).json();
          if (pending < done.requests || pending > done.requests + CONNECTIONS) {
            throw new Error(`${done.requests} answers, but ${pending} open trades`);
          }
          await end(ours.port, owner);
          return done;
        },
        (s) => wrk(
          theirs,
          (requests ??= fresh({ merchantId: first.merchantId, apiSecret: "x" }, s)),
          { seconds: s, connections: CONNECTIONS }));
      return row(`${name}, ${body.length} bytes in, ${answer.text.length} out`, result, least);
    } finally {
      await theirs.stop();
    }
  } finally {
    await ours.stop();
  }
}
