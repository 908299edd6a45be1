// A merchant's callback handler on a thread of its own, which also keeps the times.
import net from "node:net";
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

/** Takes one callback; `reply` writes the answer with that status. */
function take(body, at, reply) {
  const { payload } = JSON.parse(body);
  attempts++;
  const { known, one } = seen(payload.trade.id, payload.trade.status, Date.parse(payload.timestamp), at);
  const fails = answer === "fails-first" && one.tries === 1;
  const answerNow = () => {
    reply(fails ? "500 Internal Server Error" : "200 OK");
    one.answered = now();
    one.delivered ||= !fails;
    if (one.tries === 1) {
      known.over = one.answered;
    }
  };
  if (answer === "slow") {
    setTimeout(answerNow, 200);
  } else {
    answerNow();
  }
}

// As little HTTP as the simulator needs: the processors are for the simulator.
const open = new Set();
const server = net.createServer({ noDelay: true }, (socket) => {
  let read = Buffer.alloc(0);
  open.add(socket);
  socket.once("close", () => open.delete(socket));
  socket.on("error", () => socket.destroy());
  socket.on("data", (chunk) => {
    const at = now();
    read = read.length === 0 ? chunk : Buffer.concat([read, chunk]);
    const end = read.indexOf("\r\n\r\n");
    if (end < 0) {
      return;
    }
    const head = read.toString("latin1", 0, end);
    const whole = end + 4 + Number(/^content-length: (\d+)$/im.exec(head)?.[1]);
    if (!(read.length <= whole)) {
      throw new Error(`neither more nor less than one request with its length is expected, not ${head}`);
    }
    if (read.length < whole) {
      return;
    }
    const body = read.toString("utf8", end + 4);
    read = Buffer.alloc(0);
    const last = /^connection: close$/im.test(head);
    take(body, at, (status) => {
      socket.write(`HTTP/1.1 ${status}\r\nContent-Length: 2\r\n\r\n{}`);
      if (last) {
        socket.end();
      }
    });
  });
});

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
    open.forEach((socket) => socket.destroy());
    parentPort.close();
  }
});
