// A merchant's callback handler on a thread of its own, which also keeps the times.
import http from "node:http";
import { parentPort, workerData } from "node:worker_threads";

const { answer } = workerData;
const now = () => performance.timeOrigin + performance.now();
/** By trade: when the last first attempt was over, and the statuses in the order they came. */
const trades = new Map();
const late = [];
const retriedAfter = [];
let attempts = 0;

function seen(trade, status, generatedAt, at) {
  let known = trades.get(trade);
  if (!known) {
    trades.set(trade, (known = { over: 0, statuses: new Map() }));
  }
  let one = known.statuses.get(status);
  if (!one) {
    known.statuses.set(status, (one = { tries: 0, answered: 0, delivered: false }));
    // A first attempt is due when its status has come and the first attempt before it is over.
    late.push(at - Math.max(generatedAt, known.over));
  } else {
    retriedAfter.push(at - one.answered);
  }
  one.tries++;
  return { known, one };
}

const server = http.createServer((request, response) => {
  const at = now();
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.once("end", () => {
    const { payload } = JSON.parse(Buffer.concat(chunks));
    attempts++;
    const { known, one } = seen(payload.trade.id, payload.trade.status, Date.parse(payload.timestamp), at);
    const fails = answer === "fails-first" && one.tries === 1;
    const reply = () => {
      response.statusCode = fails ? 500 : 200;
      response.end("{}");
      one.answered = now();
      one.delivered ||= !fails;
      if (one.tries === 1) {
        known.over = one.answered;
      }
    };
    if (answer === "slow") {
      setTimeout(reply, 200);
    } else {
      reply();
    }
  });
});

server.keepAliveTimeout = 30_000;
server.listen(0, "127.0.0.1", () => parentPort.postMessage({ port: server.address().port }));

parentPort.on("message", (question) => {
  if (question === "progress") {
    let complete = 0;
    for (const { statuses } of trades.values()) {
      complete += statuses.get("COMPLETED")?.delivered ? 1 : 0;
    }
    parentPort.postMessage({ complete });
  } else if (question === "report") {
    const paths = {};
    for (const { statuses } of trades.values()) {
      const path = [...statuses].map(([status, { delivered }]) => (delivered ? status : `${status}!`)).join(" ");
      paths[path] = (paths[path] ?? 0) + 1;
    }
    parentPort.postMessage({ late, retriedAfter, attempts, paths });
  } else {
    server.close();
    server.closeAllConnections();
    parentPort.close();
  }
});
