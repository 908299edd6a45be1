// A simulator in a JVM that has started one before, as in tests; the first start is left out.
import { inOneJvm, median, range } from "./lab.mjs";

export default async function warm({ starts = 50 }) {
  const rounds = inOneJvm("Warm", starts + 1).slice(1);
  const column = (index) => rounds.map((round) => round[index]);
  return ["start", "close"].map((what, index) => ({
    measure: `${what} in a running JVM`,
    simulator: `${median(column(index)).toFixed(1)} ms`,
    peer: `${median(column(index + 2)).toFixed(1)} ms`,
    ratio: range(rounds.map((round) => round[index] / round[index + 2])),
    aim: "≤ 50 ms",
    met: median(column(index)) <= 50,
  }));
}
