// What all measures need: servers that are started and ended here, prepared requests, loaders, statistics.
import { spawn, execFile, execFileSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import net from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const jar = process.env.BENCH_JAR ?? join(here, "../simulator/target/assetpay-simulator.jar");
const classes = join(here, "target");
const scratch = mkdtempSync(join(tmpdir(), "assetpay-bench-"));
const running = new Set();
const WIREMOCK = "3.13.2";

export function prepare() {
  if (!existsSync(jar)) {
    throw new Error("first build the simulator: mvn -q -DskipTests package");
  }
  mkdirSync(classes, { recursive: true });
  // The runnable jar carries the very Javalin that the simulator uses.
  execFileSync("javac", ["--release", "17", "-cp", jar, "-d", classes, join(here, "Bare.java"), join(here, "Warm.java")]);
}

/** Runs a class of this folder to its end; one array of numbers for each line it prints. */
export function inOneJvm(name, ...words) {
  const out = execFileSync("java", [...flags, "-cp", `${jar}:${classes}`, name, ...words.map(String)], {
    encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], timeout: 120_000,
  });
  return out.trim().split("\n").map((line) => line.split(" ").map(Number));
}

export function cleanUp() {
  for (const child of running) {
    child.kill("SIGKILL");
  }
  rmSync(scratch, { recursive: true, force: true });
}

export const file = (name) => join(scratch, name);

export const write = (name, content) => {
  writeFileSync(file(name), content);
  return file(name);
};

/** After so long under load the compiler has little left to do. */
export const WARM_SECONDS = 30;

export const sleep = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

export async function until(what, seconds, condition) {
  const end = performance.now() + seconds * 1000;
  while (!(await condition())) {
    if (performance.now() > end) {
      throw new Error(`${what}: not within ${seconds} s`);
    }
    await sleep(20);
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Starts a program and waits until it answers its first request. */
async function server(name, path, command) {
  const port = await freePort();
  const log = openSync(file(`${name}-${port}.log`), "w");
  const began = performance.now();
  const [program, ...words] = command(port);
  const child = spawn(program, words, { stdio: ["ignore", "ignore", log] });
  running.add(child);
  const ended = new Promise((resolve) => child.once("exit", resolve));
  let gone = false;
  ended.then(() => {
    gone = true;
    running.delete(child);
  });
  while (!(await answers(port, path))) {
    if (gone || performance.now() - began > 60_000) {
      throw new Error(`${name} did not start; see ${file(`${name}-${port}.log`)}`);
    }
    await sleep(2);
  }
  return {
    port,
    pid: child.pid,
    startMillis: performance.now() - began,
    stop: async () => {
      child.kill("SIGTERM");
      await Promise.race([ended, sleep(8000).then(() => child.kill("SIGKILL"))]);
      await ended;
    },
  };
}

function answers(port, path) {
  return new Promise((resolve) => {
    const request = http.get({ host: "127.0.0.1", port, path, agent: false }, (response) => {
      response.resume().once("end", () => resolve(true));
    });
    request.once("error", () => resolve(false));
  });
}

export const flags = (process.env.BENCH_JAVA ?? "").split(" ").filter(Boolean);

export const simulatorOf = (program, { java = [], options = [] } = {}) =>
  server("simulator", "/_sim/health", (port) => [
    "java", ...flags, ...java, "-jar", program, "serve", "--port", String(port), ...options,
  ]);

export const simulator = (how) => simulatorOf(jar, how);

/** The simulator by a launcher, which brings its own flags. */
export const launched = (launcher, ...options) =>
  server("launcher", "/_sim/health", (port) => [launcher, "serve", "--port", String(port), ...options]);

export const bare = (...files) =>
  server("bare", "/nothing", (port) => ["java", "-cp", `${jar}:${classes}`, "Bare", String(port), ...files]);

/** WireMock without what costs it time: no journal, no log, no chunks; `root` has its stubs. */
export const wireMock = (wireMockJar, root) =>
  server("wiremock", "/__admin/health", (port) => [
    "java", "-jar", wireMockJar, "--port", String(port), "--bind-address", "127.0.0.1", "--root-dir", root,
    "--no-request-journal", "--disable-request-logging", "--disable-banner", "--disable-gzip", "--async-response-enabled=false",
    "--use-chunked-encoding", "never", "--container-threads", "50",
  ]);

const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });

export function call(port, method, path, { body, headers = {} } = {}) {
  const bytes = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
  return new Promise((resolve, reject) => {
    const request = http.request(
      {
        host: "127.0.0.1", port, method, path, agent,
        headers: { ...headers, ...(bytes ? { "Content-Type": "application/json", "Content-Length": bytes.length } : {}) },
      },
      (response) => {
        const chunks = [];
        response.on("data", (chunk) => chunks.push(chunk));
        response.once("error", reject);
        response.once("end", () => {
          const text = Buffer.concat(chunks);
          if (response.statusCode >= 300) {
            reject(new Error(`${method} ${path}: ${response.statusCode} ${text}`));
          } else {
            resolve({ text, headers: response.headers, json: () => JSON.parse(text) });
          }
        });
      });
    request.once("error", reject);
    request.end(bytes);
  });
}

const base64url = (text) => Buffer.from(text).toString("base64url");

const tokens = new WeakMap();

/** A user's token with a merchant, always the same one. */
function token(owner, steamId) {
  const known = tokens.get(owner) ?? tokens.set(owner, new Map()).get(owner);
  return known.get(steamId) ?? known.set(steamId, issue(owner, steamId)).get(steamId);
}

function issue(merchant, steamId) {
  const now = Math.floor(Date.now() / 1000);
  const head = base64url(JSON.stringify({ alg: "HS256", userId: merchant.merchantId }));
  const payload = base64url(JSON.stringify({
    merchantId: merchant.merchantId,
    client: { steamID: steamId, tradeUrl: "https://steamcommunity.com/tradeoffer/new/?partner=39734275&token=abcdEFGH" },
    iat: now,
    exp: now + 36_000,
  }));
  const signature = createHmac("sha256", merchant.apiSecret).update(`${head}.${payload}`).digest("base64url");
  return `${head}.${payload}.${signature}`;
}

export async function merchant(port, settings = {}) {
  const made = (await call(port, "POST", "/_sim/merchants", {
    body: { ...settings, assumptions: { openDepositLimit: 1_000_000 } },
  })).json();
  return { id: made.id, merchantId: made.merchantId, apiSecret: made.apiSecret };
}

export const end = (port, { id }) => call(port, "DELETE", `/_sim/merchants/${id}`);

const steamId = (number) => `7656119801${String(number).padStart(7, "0")}`;

/** What so many users can deposit: the same for every merchant, so it is read once. */
export async function stock(port, users) {
  const reader = await merchant(port);
  const all = [];
  for (let from = 0; from < users; from += 16) {
    const some = Array.from({ length: Math.min(16, users - from) }, (_, i) => steamId(from + i));
    all.push(...(await Promise.all(some.map(async (id) => {
      const { data } = (await call(port, "GET", "/client/inventory?perPage=-1", {
        headers: { Authorization: token(reader, id) },
      })).json();
      return {
        steamId: id,
        bodies: data.inventory.filter((item) => item.accepted && item.tradable).map((item) =>
          JSON.stringify({ items: [{ itemId: item.id, offer: { price: item.offer.price, reference: item.offer.reference } }] })),
      };
    }))));
  }
  await end(port, reader);
  return all;
}

/** Deposits of one merchant's users, each possible once; neighbours belong to different users. */
export function deposits(owner, users, most) {
  const lines = [];
  for (let round = 0; lines.length < most; round++) {
    const before = lines.length;
    users.forEach((user) => {
      if (round < user.bodies.length && lines.length < most) {
        lines.push([token(owner, user.steamId), user.bodies[round]]);
      }
    });
    if (lines.length === before) {
      throw new Error(`the users have only ${before} items to deposit, not ${most}`);
    }
  }
  return lines;
}

export const looks = (owner, users) => users.map((user) => [token(owner, user.steamId)]);

export const GET_INVENTORY = "GET /client/inventory";
export const POST_DEPOSIT = "POST /client/trading/deposit";

export const requestFile = (name, requestLine, lines) =>
  write(name, `${requestLine}\n${lines.map((line) => line.join("\t")).join("\n")}\n`);

/** The jar of WireMock: the one that BENCH_WIREMOCK names, or a copy from Maven Central. */
export function wireMockJar() {
  if (process.env.BENCH_WIREMOCK) {
    return process.env.BENCH_WIREMOCK;
  }
  execFileSync("mvn", ["-q", "-ntp", "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy",
    `-Dartifact=org.wiremock:wiremock-standalone:${WIREMOCK}`, `-DoutputDirectory=${scratch}`], { stdio: "inherit" });
  return file(`wiremock-standalone-${WIREMOCK}.jar`);
}

/** Processor time that a process has used so far, all threads. */
export function cpuMicros(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").pop().split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10_000;
}

/** Loads a server with wrk for so many seconds. */
export async function wrk(server, requests, options) {
  const before = cpuMicros(server.pid);
  const result = await runWrk(server.port, requests, options);
  return { ...result, cpu: (cpuMicros(server.pid) - before) / result.requests };
}

function runWrk(port, requests, { seconds, connections = 8, once = false }) {
  return new Promise((resolve, reject) => {
    const child = execFile(
      "wrk",
      ["-t1", `-c${connections}`, `-d${seconds}s`, "--timeout", "10s", "-s", join(here, "load.lua"),
        `http://127.0.0.1:${port}`, "--", requests, once ? "once" : "again"],
      (error, out) => {
        running.delete(child);
        const line = /^RESULT (.*)$/m.exec(out);
        if (error || !line) {
          reject(error ?? new Error(out));
          return;
        }
        const result = JSON.parse(line[1]);
        if (result.failed > 0) {
          reject(new Error(`${result.failed} of ${result.requests} requests failed`));
        } else {
          resolve({ ...result, perSecond: result.requests / (result.micros / 1e6) });
        }
      });
    running.add(child);
  });
}

/** Sends every request once, over so many connections, and insists on 200. */
export function flood(port, requestLine, lines, connections = 8) {
  let next = 0;
  const worker = () => new Promise((resolve, reject) => {
    const socket = net.connect(port, "127.0.0.1");
    let rest = Buffer.alloc(0);
    const send = () => {
      if (next >= lines.length) {
        socket.end();
        resolve();
        return;
      }
      const [auth, body = ""] = lines[next++];
      socket.write(`${requestLine} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: ${auth}\r\n`
        + `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    };
    socket.setNoDelay(true).once("connect", send).once("error", reject);
    socket.on("data", (chunk) => {
      rest = rest.length ? Buffer.concat([rest, chunk]) : chunk;
      const headEnd = rest.indexOf("\r\n\r\n");
      if (headEnd < 0) {
        return;
      }
      const head = rest.toString("latin1", 0, headEnd);
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? NaN);
      if (!head.startsWith("HTTP/1.1 200") || Number.isNaN(length)) {
        socket.destroy();
        reject(new Error(rest.toString("utf8", 0, 500)));
      } else if (rest.length >= headEnd + 4 + length) {
        rest = rest.subarray(headEnd + 4 + length);
        send();
      }
    });
  });
  return Promise.all(Array.from({ length: connections }, worker));
}

export function quantile(values, q) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
}

export const median = (values) => quantile(values, 0.5);

export const range = (values, digits = 2) =>
  `${median(values).toFixed(digits)} (${Math.min(...values).toFixed(digits)} to ${Math.max(...values).toFixed(digits)})`;
