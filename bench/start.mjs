// From the start of the process to its first answer.
import { bare, median, range, simulator } from "./lab.mjs";

export default async function start({ rounds = 9 }) {
  const ratios = [];
  const all = { simulator: [], bare: [] };
  for (let round = -1; round < rounds; round++) {
    const empty = await bare();
    await empty.stop();
    const full = await simulator();
    await full.stop();
    if (round >= 0) {
      all.bare.push(empty.startMillis);
      all.simulator.push(full.startMillis);
      ratios.push(full.startMillis / empty.startMillis);
    }
  }
  return [{
    measure: "start to first answer",
    simulator: `${median(all.simulator).toFixed(0)} ms`,
    bare: `${median(all.bare).toFixed(0)} ms`,
    ratio: range(ratios),
    aim: "≤ 1.3",
    met: median(ratios) <= 1.3,
  }];
}
