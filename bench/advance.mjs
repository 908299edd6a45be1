// Seven days for many deposits in HOLD: what one deposit costs must not depend on how many there are.
import { POST_DEPOSIT, call, deposits, end, flood, median, merchant, simulator, stock } from "./lab.mjs";

async function sevenDays(port, users, count) {
  const owner = await merchant(port);
  await flood(port, POST_DEPOSIT, deposits(owner, users, count));
  const clock = `/_sim/merchants/${owner.id}/clock`;
  const advance = (by) => call(port, "POST", `${clock}/advance`, { body: { by } });
  await advance("60s");
  const { pending } = (await call(port, "GET", clock)).json();
  if (pending !== count) {
    throw new Error(`${pending} in HOLD, not ${count}`);
  }
  const began = performance.now();
  const { text } = await advance("7d");
  const millis = performance.now() - began;
  if (!text.subarray(-100).toString().includes('"pending":0')) {
    throw new Error("something is left after seven days");
  }
  await end(port, owner);
  return millis;
}

export default async function advance({ many = 100_000 }) {
  const few = 1000;
  const server = await simulator({ options: ["--quiet"] });
  try {
    const users = await stock(server.port, Math.ceil(many / 40));
    await sevenDays(server.port, users, 10 * few);
    const small = [];
    const large = [];
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < 7; i++) {
        small.push((await sevenDays(server.port, users, few)) / few);
      }
      large.push((await sevenDays(server.port, users, many)) / many);
    }
    const ratio = median(large) / median(small);
    const micros = (millis) => (millis * 1000).toFixed(1);
    return [{
      measure: `advance 7 d, ${many} deposits in HOLD`,
      simulator: `${((median(large) * many) / 1000).toFixed(2)} s, ${micros(median(large))} µs each`,
      peer: `with ${few}: ${micros(median(small))} µs each`,
      ratio: ratio.toFixed(2),
      aim: "0.7 to 1.3",
      met: ratio <= 1.3,
    }];
  } finally {
    await server.stop();
  }
}
