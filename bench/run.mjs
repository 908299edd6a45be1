// node bench/run.mjs [start|warm|inventory|deposit|callbacks|memory|advance …] [name=number …]
import advance from "./advance.mjs";
import callbacks from "./callbacks.mjs";
import { cleanUp, prepare } from "./lab.mjs";
import memory from "./memory.mjs";
import { deposit, inventory } from "./requests.mjs";
import start from "./start.mjs";
import warm from "./warm.mjs";

const MEASURES = { start, warm, inventory, deposit, callbacks, memory, advance };
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
console.log("| Measure | Simulator | Bare Javalin | Ratio: median (least to most) | Aim | Met |");
console.log("|---|---|---|---|---|---|");
for (const name of names.length > 0 ? names : Object.keys(MEASURES)) {
  for (const row of await MEASURES[name](options)) {
    console.log(`| ${row.measure} | ${row.simulator} | ${row.bare} | ${row.ratio} | ${row.aim} | ${row.met ? "yes" : "no"} |`);
  }
}
process.exit(0);
