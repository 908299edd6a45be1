// node bench/run.mjs [start|warm|inventory|deposit|callbacks|sustained|memory|footprint|advance|peers …] [name=number …]
import advance from "./advance.mjs";
import callbacks, { sustained } from "./callbacks.mjs";
import footprint from "./footprint.mjs";
import { cleanUp, prepare } from "./lab.mjs";
import memory from "./memory.mjs";
import peers from "./peers.mjs";
import { deposit, inventory } from "./requests.mjs";
import start from "./start.mjs";
import warm from "./warm.mjs";

const MEASURES = { start, warm, inventory, deposit, callbacks, sustained, memory, footprint, advance, peers };
/** Needs Maven Central. */
const BY_NAME_ONLY = ["peers"];
const LONGEST_MINUTES = 15;

const words = process.argv.slice(2);
const options = Object.fromEntries(
  words.filter((word) => word.includes("=")).map((word) => word.split("=")).map(([name, value]) => [name, Number(value)]));
const names = words.filter((word) => !word.includes("="));
const unknown = names.filter((name) => !(name in MEASURES));
if (unknown.length > 0) {
  console.error(`unknown: ${unknown.join(", ")}; there are ${Object.keys(MEASURES).join(", ")}`);
  process.exit(2);
}

process.once("exit", cleanUp);
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, () => process.exit(1));
}
setTimeout(() => {
  console.error(`not finished after ${LONGEST_MINUTES} minutes`);
  process.exit(1);
}, LONGEST_MINUTES * 60_000).unref();

prepare();
console.log("| Measure | Simulator | Compared with | Ratio: median (least to most) | Aim | Met |");
console.log("|---|---|---|---|---|---|");
const ordinary = Object.keys(MEASURES).filter((name) => !BY_NAME_ONLY.includes(name));
for (const name of names.length > 0 ? names : ordinary) {
  for (const row of await MEASURES[name](options)) {
    console.log(`| ${row.measure} | ${row.simulator} | ${row.peer} | ${row.ratio} | ${row.aim} | ${row.met ? "yes" : "no"} |`);
  }
}
process.exit(0);
