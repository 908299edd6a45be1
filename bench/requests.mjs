// Inventory and deposits, against Javalin that answers ready bytes of the same size to the same requests.
import {
  GET_INVENTORY, POST_DEPOSIT, bare, call, deposits, end, flood, looks, median, merchant, range, requestFile, simulator,
  stock, write, wrk,
} from "./lab.mjs";

const CONNECTIONS = 8;

async function rounds(count, seconds, ours, theirs) {
  const ratios = [];
  const all = { ours: [], theirs: [], ourCpu: [], theirCpu: [] };
  // The first rounds only warm both servers up.
  for (let round = -2; round < count; round++) {
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
  bare: `${theirs.toFixed(0)}/s, ${theirCpu.toFixed(0)} µs CPU each`,
  ratio: range(ratios),
  aim: `≥ ${least}`,
  met: median(ratios) >= least,
});

export async function inventory({ rounds: count = 6, seconds = 4 }) {
  const ours = await simulator({ options: ["--clock", "frozen", "--quiet"] });
  try {
    const users = await stock(ours.port, 100);
    const owner = await merchant(ours.port);
    const lines = looks(owner, users);
    const sample = await call(ours.port, "GET", "/client/inventory", { headers: { Authorization: lines[0][0] } });
    const theirs = await bare(write("inventory.json", sample.text));
    try {
      const requests = requestFile("inventory.txt", GET_INVENTORY, lines);
      const result = await rounds(
        count, seconds, (s) => wrk(ours, requests, { seconds: s }), (s) => wrk(theirs, requests, { seconds: s }));
      return [row(`inventory, ${(sample.text.length / 1024).toFixed(0)} KiB`, result, 0.75)];
    } finally {
      await theirs.stop();
    }
  } finally {
    await ours.stop();
  }
}

/** So many a second are prepared; a machine that makes more runs out of them. */
const MOST_DEPOSITS = 40_000;

export async function deposit({ rounds: count = 6, seconds = 1 }) {
  const ours = await simulator({ options: ["--clock", "frozen", "--quiet"] });
  try {
    const users = await stock(ours.port, 1000);
    const first = await merchant(ours.port);
    const [[auth, body]] = deposits(first, users, 1);
    const sample = await call(ours.port, "POST", "/client/trading/deposit", {
      headers: { Authorization: auth },
      body: JSON.parse(body),
    });
    await end(ours.port, first);
    const theirs = await bare(write("nothing", ""), write("deposit.json", sample.text));
    try {
      let requests;
      const result = await rounds(
        count,
        seconds,
        async (s) => {
          // Another merchant each time: to it nothing is taken yet.
          const owner = await merchant(ours.port);
          await flood(ours.port, `${GET_INVENTORY}?perPage=1`, looks(owner, users));
          requests = requestFile("deposits.txt", POST_DEPOSIT, deposits(owner, users, MOST_DEPOSITS * s));
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
          (requests ??= requestFile("deposits.txt", POST_DEPOSIT, deposits({ merchantId: first.merchantId, apiSecret: "x" }, users, MOST_DEPOSITS * s))),
          { seconds: s, connections: CONNECTIONS }));
      return [row(`deposit, ${body.length} bytes in, ${sample.text.length} out`, result, 0.5)];
    } finally {
      await theirs.stop();
    }
  } finally {
    await ours.stop();
  }
}
