// The process's memory under a mixed load: the launcher's, or `java -jar` with the launcher's options.
import { readFileSync } from "node:fs";
import { GET_INVENTORY, deposits, launched, looks, merchant, requestFile, simulator, sleep, stock, wrk } from "./lab.mjs";
import { atRate, receiver } from "./callbacks.mjs";

const DEPOSITS_PER_SECOND = 50;
/** What dist/src/launcher.sh gives the JVM. */
const LAUNCHERS = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xms24m", "-Xmn16m", "-Xmx112m", "-XX:MinHeapFreeRatio=20"];

const rssMiB = (pid) => Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) / 1024;

/** Least squares, in MiB a minute. */
function slope(samples) {
  const mean = (values) => values.reduce((a, b) => a + b, 0) / values.length;
  const t = mean(samples.map(([second]) => second));
  const m = mean(samples.map(([, mib]) => mib));
  const over = samples.reduce((sum, [second, mib]) => sum + (second - t) * (mib - m), 0);
  return (60 * over) / samples.reduce((sum, [second]) => sum + (second - t) ** 2, 0);
}

export default async function memory({ seconds = 60 }) {
  process.env.MALLOC_ARENA_MAX = "2";
  const launcher = process.env.BENCH_LAUNCHER;
  const server = launcher
    ? await launched(launcher, "--quiet")
    : await simulator({ java: LAUNCHERS, options: ["--quiet"] });
  const theirs = await receiver("good");
  try {
    const count = DEPOSITS_PER_SECOND * seconds;
    const users = await stock(server.port, Math.ceil(count / 25));
    const owner = await merchant(server.port, { clock: "paced", callbackUrl: theirs.url });
    const requests = requestFile("looks.txt", GET_INVENTORY, looks(owner, users));
    const samples = [];
    let on = true;
    const sampling = (async () => {
      for (let second = 0; on; second++) {
        samples.push([second, rssMiB(server.pid)]);
        await sleep(1000);
      }
    })();
    const [, { perSecond }] = await Promise.all([
      atRate(server.port, deposits(owner, users, count), DEPOSITS_PER_SECOND),
      wrk(server, requests, { seconds, connections: 4 }),
    ]);
    on = false;
    await sampling;
    const { attempts } = await theirs.report();
    const last = samples.slice(-Math.ceil(seconds / 2));
    const most = Math.max(...samples.map(([, mib]) => mib));
    const perMinute = slope(last);
    return [{
      measure: `memory, ${seconds} s of ${perSecond.toFixed(0)} inventories/s, ${DEPOSITS_PER_SECOND} deposits/s, ${attempts} callbacks`,
      simulator: `${most.toFixed(0)} MiB at most, ${perMinute.toFixed(1)} MiB/min in the second half`,
      peer: "",
      ratio: samples.filter((_, i) => i % 10 === 0).map(([, mib]) => mib.toFixed(0)).join(" "),
      aim: "≤ 200 MiB, flat",
      met: most <= 200 && perMinute <= 4,
    }];
  } finally {
    theirs.stop();
    await server.stop();
  }
}
