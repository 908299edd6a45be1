// How long after it is due a callback reaches its receiver, and how many a second can be sent, with a paced clock.
import { Worker } from "node:worker_threads";
import { POST_DEPOSIT, WARM_SECONDS, call, deposits, merchant, quantile, simulator, stock, until } from "./lab.mjs";

export async function receiver(answer) {
  const worker = new Worker(new URL("./receiver.mjs", import.meta.url), { workerData: { answer } });
  worker.once("error", (error) => {
    throw error;
  });
  const next = () => new Promise((resolve) => worker.once("message", resolve));
  const { port } = await next();
  const ask = (question) => {
    const reply = next();
    worker.postMessage(question);
    return reply;
  };
  return {
    url: `http://127.0.0.1:${port}/callback`,
    progress: () => ask("progress"),
    report: () => ask("report"),
    stop: () => worker.postMessage("stop"),
  };
}

/** Sends deposits at a fixed rate, whatever the answers take. */
export function atRate(port, lines, perSecond) {
  const path = POST_DEPOSIT.split(" ")[1];
  const began = performance.now();
  const underWay = [];
  return new Promise((resolve, reject) => {
    const timer = setInterval(() => {
      const dueNow = Math.min(lines.length, Math.floor(((performance.now() - began) / 1000) * perSecond) + 1);
      while (underWay.length < dueNow) {
        const [Authorization, body] = lines[underWay.length];
        underWay.push(call(port, "POST", path, { headers: { Authorization }, body: JSON.parse(body) }));
      }
      if (underWay.length === lines.length) {
        clearInterval(timer);
        Promise.all(underWay).then(resolve, reject);
      }
    }, 5);
  });
}

export default async function callbacks({ count = 2000, rate = 200, pace = 1000 }) {
  const rows = [];
  const server = await simulator({ options: ["--quiet"] });
  try {
    const warming = rate * WARM_SECONDS;
    const users = await stock(server.port, Math.ceil(Math.max(count, warming) / 25));
    // The first one only warms up.
    for (const [round, answer] of ["good", "good", "fails-first", "slow"].entries()) {
      const many = round === 0 ? warming : count;
      const theirs = await receiver(answer);
      const owner = await merchant(server.port, { clock: "paced", pace: `${pace}ms`, callbackUrl: theirs.url });
      await atRate(server.port, deposits(owner, users, many), rate);
      await until("all trades are complete", 60, async () => (await theirs.progress()).complete === many);
      const { late, retriedAfter, attempts, paths } = await theirs.report();
      const lost = Object.entries(paths).filter(([path]) => path.includes("!"));
      if (Object.keys(paths).length !== 1 || lost.length > 0) {
        console.error(`${answer}: ${JSON.stringify(paths)}`);
      }
      rows.push({
        measure: `callbacks, receiver ${answer}`,
        simulator: `p50 ${quantile(late, 0.5).toFixed(1)} ms, p99 ${quantile(late, 0.99).toFixed(1)} ms`
          + (retriedAfter.length
            ? `; retried after ${quantile(retriedAfter, 0.5).toFixed(0)} to ${quantile(retriedAfter, 0.99).toFixed(0)} ms`
            : ""),
        peer: "",
        ratio: `${attempts} attempts, ${lost.length} lost`,
        aim: "p99 ≤ 15 ms, none lost",
        met: quantile(late, 0.99) <= 15
          && lost.length === 0
          && (retriedAfter.length === 0 || quantile(retriedAfter, 0.99) <= pace + 15),
      });
      theirs.stop();
    }
    return rows.slice(1);
  } finally {
    await server.stop();
  }
}

/** Of a deposit that nothing disturbs. */
const CALLBACKS_EACH = 5;

/** As many callbacks a second as are asked for, for a while: whether they are sent as fast as they come about. */
export async function sustained({ seconds = 20, callbacks: perSecond = 3500, pace = 20 }) {
  const server = await simulator({ options: ["--quiet"] });
  try {
    const rate = Math.ceil(perSecond / CALLBACKS_EACH);
    const users = await stock(server.port, Math.ceil((rate * Math.max(seconds, WARM_SECONDS)) / 25));
    let result;
    // The first one only warms up.
    for (const count of [rate * WARM_SECONDS, rate * seconds]) {
      const theirs = await receiver("good");
      const owner = await merchant(server.port, { clock: "paced", pace: `${pace}ms`, callbackUrl: theirs.url });
      const began = performance.now();
      await atRate(server.port, deposits(owner, users, count), rate);
      await until("all trades are complete", 60, async () => (await theirs.progress()).complete === count);
      const took = performance.now() - began;
      const { late, attempts, paths } = await theirs.report();
      const lost = count * CALLBACKS_EACH - late.length + Object.keys(paths).filter((path) => path.includes("!")).length;
      result = { late, attempts, lost, reached: attempts / (took / 1000) };
      theirs.stop();
    }
    return [{
      measure: `callbacks, ${perSecond} a second asked for, ${seconds} s`,
      simulator: `${result.reached.toFixed(0)}/s, p50 ${quantile(result.late, 0.5).toFixed(1)} ms, p99 ${quantile(result.late, 0.99).toFixed(1)} ms`,
      peer: "",
      ratio: `${result.attempts} attempts, ${result.lost} lost`,
      aim: "≥ 3000/s, none lost",
      met: result.reached >= 3000 && result.lost === 0,
    }];
  } finally {
    await server.stop();
  }
}
