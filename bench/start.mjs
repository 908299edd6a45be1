// From the start of the process to its first answer, in turn.
import { bare, median, range, simulator } from "./lab.mjs";

/** Starts each of the servers in turn, once to warm the disk up and then so many times; the times by name. */
export async function startTimes(rounds, servers) {
  const times = Object.fromEntries(Object.keys(servers).map((name) => [name, []]));
  for (let round = -1; round < rounds; round++) {
    for (const [name, start] of Object.entries(servers)) {
      const server = await start();
      await server.stop();
      if (round >= 0) {
        times[name].push(server.startMillis);
      }
    }
  }
  return times;
}

export function startRow(measure, ours, theirs, most) {
  const ratios = ours.map((millis, round) => millis / theirs[round]);
  return {
    measure,
    simulator: `${median(ours).toFixed(0)} ms`,
    peer: `${median(theirs).toFixed(0)} ms`,
    ratio: range(ratios),
    aim: `≤ ${most}`,
    met: median(ratios) <= most,
  };
}

export default async function start({ rounds = 9 }) {
  const times = await startTimes(rounds, { bare, simulator });
  return [startRow("start to first answer", times.simulator, times.bare, 1.3)];
}
