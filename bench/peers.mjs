// Against WireMock from Maven Central with ready answers: our own bytes, the same each time.
import { mkdirSync } from "node:fs";
import { WARM_SECONDS, bare, file, launched, simulator, wireMock, wireMockJar, write } from "./lab.mjs";
import { depositAgainst, inventoryAgainst } from "./requests.mjs";
import { startRow, startTimes } from "./start.mjs";

/** A folder of stubs: each the method, the path and an answer of ours to repeat. */
function stubs(...all) {
  for (const folder of ["wiremock", "wiremock/mappings"]) {
    mkdirSync(file(folder), { recursive: true });
  }
  all.forEach(({ method, path, answer }, i) => write(`wiremock/mappings/${i}.json`, JSON.stringify({
    request: { method, urlPath: path },
    response: { status: 200, body: String(answer.text), headers: sent(answer.headers) },
  })));
  return file("wiremock");
}

/** What the server writes by itself it need not be told. */
const sent = (headers) => Object.fromEntries(
  Object.entries(headers).filter(([name]) => !["date", "content-length", "connection"].includes(name)));

async function starts(jar, rounds) {
  const launcher = process.env.BENCH_LAUNCHER;
  const times = await startTimes(rounds, {
    wireMock: () => wireMock(jar, stubs()),
    bare,
    simulator,
    ...(launcher ? { launcher: () => launched(launcher) } : {}),
  });
  return [
    startRow("start, against WireMock", times.simulator, times.wireMock, 0.75),
    ...(launcher
      ? [
        startRow("start by the launcher, against WireMock", times.launcher, times.wireMock, 0.32),
        startRow("start by the launcher, against bare Javalin", times.launcher, times.bare, 0.45),
      ]
      : []),
  ];
}

export default async function peers({ starts: howMany = 15, rounds = 8, seconds }) {
  const jar = wireMockJar();
  const tuned = (...all) => wireMock(jar, stubs(...all));
  return [
    ...(howMany > 0 ? await starts(jar, howMany) : []),
    await inventoryAgainst(tuned, { rounds, seconds, warm: WARM_SECONDS, least: 1, name: "inventory, against WireMock" }),
    await depositAgainst(tuned, { rounds, seconds, warm: WARM_SECONDS, least: 0.6, name: "deposit, against WireMock" }),
  ];
}
