// What is kept takes memory: heap after a full collection, each thing against the same merchant without it. Needs jcmd.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { POST_DEPOSIT, call, deposits, end, flood, merchant, simulator, stock } from "./lab.mjs";
import { receiver } from "./callbacks.mjs";

/** Bytes of all objects that are reachable. */
function heap({ pid }) {
  const histogram = execFileSync("jcmd", [String(pid), "GC.class_histogram"], { encoding: "utf8", maxBuffer: 1 << 26 });
  return Number(/^Total\s+\d+\s+(\d+)/m.exec(histogram)[1]);
}

const rssMiB = (pid) => Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) / 1024;

const row = (measure, simulator, aim = "", met = true) => ({ measure, simulator, peer: "", ratio: "", aim, met });

const each = (bytes, count) => `${(bytes / count).toFixed(0)} bytes each`;

export default async function footprint({ many = 20_000 }) {
  const server = await simulator({ options: ["--quiet"] });
  const theirs = await receiver("good");
  try {
    const rows = [row("idle", `${(heap(server) / 2 ** 20).toFixed(1)} MiB of heap, ${rssMiB(server.pid).toFixed(0)} MiB resident`)];
    const users = await stock(server.port, Math.ceil(many / 25));
    const make = async (settings, count) => {
      const owner = await merchant(server.port, settings);
      await flood(server.port, POST_DEPOSIT, deposits(owner, users, count));
      return owner;
    };
    const advance = ({ id }, by) =>
      call(server.port, "POST", `/_sim/merchants/${id}/clock/advance`, { body: { by } });
    // Classes, caches and pools get their size.
    const warm = await make({ remember: 1 }, 5000);
    await advance(warm, "8d");
    await end(server.port, warm);

    let before = heap(server);
    const open = await make({ remember: 1 }, many);
    await advance(open, "60s");
    rows.push(row(`${many} trades in HOLD, ${users.length} users`, `${each(heap(server) - before, many)}, ${rssMiB(server.pid).toFixed(0)} MiB resident`));
    await end(server.port, open);

    before = heap(server);
    const over = await make({ remember: many }, many);
    await advance(over, "8d");
    const withRequests = heap(server);
    const { requests } = (await call(server.port, "GET", `/_sim/merchants/${over.id}/requests`)).json();
    await call(server.port, "DELETE", `/_sim/merchants/${over.id}/requests`);
    const finished = heap(server) - before;
    rows.push(row(`${requests.length} requests for a deposit, journalled`, each(withRequests - before - finished, requests.length)));
    rows.push(row(`${many} finished trades, each with an undelivered callback`, each(finished, many)));
    await end(server.port, over);

    before = heap(server);
    const told = await make({ remember: many, callbackUrl: theirs.url }, many / 4);
    await advance(told, "60s");
    await call(server.port, "DELETE", `/_sim/merchants/${told.id}/requests`);
    const { callbacks } = (await call(server.port, "GET", `/_sim/merchants/${told.id}/callbacks`)).json();
    rows.push(row(`${many / 4} trades in HOLD and their ${callbacks.length} callbacks, delivered`, each(heap(server) - before, callbacks.length)));
    await end(server.port, told);
    rows.push(row("after all of that was deleted", `${(heap(server) / 2 ** 20).toFixed(1)} MiB of heap`));
    return rows;
  } finally {
    theirs.stop();
    await server.stop();
  }
}
