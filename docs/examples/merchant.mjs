// A merchant that takes AssetPay deposits. Node 18 or newer, nothing to install.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

const { PORT = '3000', ASSETPAY_BASE_URL, ASSETPAY_API_KEY, ASSETPAY_API_SECRET, CREDIT_POLICY = 'completed' } = process.env;
if (!ASSETPAY_API_SECRET) throw new Error('set ASSETPAY_API_SECRET');
if (!['completed', 'instant'].includes(CREDIT_POLICY)) throw new Error('set CREDIT_POLICY to completed or instant');
// A real merchant keeps both in a database, entries with a unique key on (trade, effect), and book() is one transaction.
const entries = new Map(); // "trade effect" -> { id, steamId, amount in cents }
const orders = new Map(); // externalId -> steamId
const refuse = (status, message) => { throw Object.assign(new Error(message), { status }); };
const cents = (usd) => (Number.isFinite(usd) ? Math.round(usd * 100) : refuse(400, 'the trade lacks an amount'));
const parse = (text) => { try { return JSON.parse(text) ?? {}; } catch { return refuse(400, 'the body is not JSON'); } };
const sum = (which) => [...entries.values()].filter(which).reduce((total, { amount }) => total + amount, 0);

function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  return `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
}

function verify(trade, key) {
  const expected = Buffer.from(createHmac('sha256', ASSETPAY_API_SECRET).update(canonical(trade)).digest('hex'));
  const given = Buffer.from(String(key));
  return given.length === expected.length && timingSafeEqual(given, expected);
}

// Each effect happens once, whatever comes first or twice. Nothing awaits in here, so no other callback comes between.
function book({ id, status, clientSteamID: steamId, totalPrice, preCredit = 0 }) {
  const [duringHold, total] = [CREDIT_POLICY === 'instant' ? cents(preCredit) : 0, cents(totalPrice)];
  const claim = (effect, amount) => entries.has(`${id} ${effect}`) || entries.set(`${id} ${effect}`, { id, steamId, amount });
  const booked = () => sum((entry) => entry.id === id);
  if (status === 'HOLD' || status === 'COMPLETED') claim('hold', duringHold); // the callback about the hold may never come
  if (status === 'COMPLETED') claim('rest', total - booked());
  if (['REVERTED', 'FAILED', 'CANCELED', 'DECLINED'].includes(status)) {
    for (const effect of ['hold', 'rest']) claim(effect, 0); // what was not credited yet never will be
    claim('revert', -booked());
  }
}

function callback({ payload }) {
  const { trade, key } = payload ?? {};
  if (!trade || !verify(trade, key)) refuse(401, 'payload.key does not sign payload.trade');
  if (!trade.id || !trade.clientSteamID) refuse(400, 'the trade lacks its id or its user');
  if (trade.type !== 'DEPOSIT') refuse(403, 'deposits only'); // 200 would approve a withdrawal
  book(trade); // goes by trade.status: payload.event is not signed
  return { status: 200 };
}

async function call(path, headers, body) {
  const all = { ...headers, 'Content-Type': 'application/json' };
  const answer = await fetch(ASSETPAY_BASE_URL + path, { method: 'POST', headers: all, body: JSON.stringify(body) });
  return { status: answer.status, body: await answer.json() };
}
async function deposit({ steamId, tradeUrl, ...order }) {
  orders.set(order.externalId, steamId); // first: a callback may be faster than AssetPay's answer
  const user = { clientSteamId: steamId, clientTradeUrl: tradeUrl };
  const login = await call('/auth/authenticate-client', { 'api-key': ASSETPAY_API_KEY }, user);
  return login.status === 200 ? call('/client/trading/deposit', { Authorization: login.body.data.token }, order) : login;
}

async function handle(request, { method, url, headers } = request) {
  const [, steamId] = /^\/users\/(\w+)$/.exec(url) ?? [];
  if (steamId) return { status: 200, body: { steamId, balance: sum((entry) => entry.steamId === steamId) / 100 } };
  const handler = { '/assetpay/callback': callback, '/deposits': deposit }[url];
  if (method !== 'POST' || !handler) refuse(404, 'there is nothing here');
  if (!/^application\/json\s*(;|$)/i.test(headers['content-type'])) refuse(415, 'send application/json');
  let text = '';
  for await (const piece of request.setEncoding('utf8')) text = (text + piece).slice(0, 2 ** 20 + 1);
  if (text.length > 2 ** 20) refuse(413, 'the body is too long');
  return handler(parse(text));
}

const server = createServer(async (request, response) => {
  const known = (problem) => (problem instanceof RangeError ? { status: 400, message: 'nested too deeply' } : problem);
  const { status = 500, message, body = message && { error: message } } = await handle(request).catch(known);
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(body && JSON.stringify(body));
});
server.listen(Number(PORT), '127.0.0.1', () => console.log(`READY http://127.0.0.1:${server.address().port}`));
