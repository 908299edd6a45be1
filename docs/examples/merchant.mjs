// A merchant with AssetPay deposits and withdrawals. Node 18 or newer, nothing to install.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

const { LISTEN_ON = '127.0.0.1', PORT = '3000' } = process.env;
const { ASSETPAY_BASE_URL, ASSETPAY_API_KEY, ASSETPAY_API_SECRET, CREDIT_POLICY = 'completed' } = process.env;
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
  if (typeof key !== 'string') return false; // String(['abc']) is 'abc'
  const expected = Buffer.from(createHmac('sha256', ASSETPAY_API_SECRET).update(canonical(trade)).digest('hex'));
  const given = Buffer.from(key);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

// Each effect happens once, whatever comes first or twice. Nothing awaits in here, so no other callback comes between.
const claim = ({ id, clientSteamID: steamId }, effect, amount) => {
  if (!entries.has(`${id} ${effect}`)) entries.set(`${id} ${effect}`, { id, steamId, amount });
  return entries.get(`${id} ${effect}`);
};
const booked = ({ id }) => sum((entry) => entry.id === id);
const failed = ({ status }) => ['REVERTED', 'FAILED', 'CANCELED', 'DECLINED'].includes(status);

function bookDeposit(trade) {
  const { status, totalPrice, preCredit } = trade;
  const [duringHold, total] = [CREDIT_POLICY === 'instant' ? cents(preCredit ?? 0) : 0, cents(totalPrice)];
  if (status === 'HOLD' || status === 'COMPLETED') claim(trade, 'hold', duringHold); // the one about the hold may never come
  if (status === 'COMPLETED') claim(trade, 'rest', total - booked(trade));
  if (failed(trade)) {
    for (const effect of ['hold', 'rest']) claim(trade, effect, 0); // what was not credited yet never will be
    claim(trade, 'revert', -booked(trade));
  }
  return { status: 200 };
}

// INITIATED asks: 200 lets AssetPay buy, so the money is taken first. Asked again about a trade, the answer is the same again.
function bookWithdrawal(trade) {
  const [price, balance] = [cents(trade.totalPrice), sum((entry) => entry.steamId === trade.clientSteamID)];
  if (trade.status === 'INITIATED') {
    const { amount } = claim(trade, 'debit', balance >= price ? -price : 0); // 0: refused, for ever
    return amount < 0 ? { status: 200 } : { status: 402, body: { error: 'the balance does not cover it' } };
  }
  if (failed(trade)) {
    claim(trade, 'debit', 0); // what was not debited yet never will be
    claim(trade, 'refund', -booked(trade));
  }
  return { status: 200 };
}

function callback({ payload }) {
  const { trade, key } = payload ?? {};
  if (!trade || !verify(trade, key)) refuse(401, 'payload.key does not sign payload.trade');
  if (!trade.id || !trade.clientSteamID) refuse(400, 'the trade lacks its id or its user');
  if (trade.type === 'DEPOSIT') return bookDeposit(trade); // both go by trade.status: payload.event is not signed
  if (trade.type === 'WITHDRAW') return bookWithdrawal(trade);
  return refuse(403, 'no such type of trade');
}

async function call(path, headers, body) {
  const all = { ...headers, 'Content-Type': 'application/json' };
  const answer = await fetch(ASSETPAY_BASE_URL + path, { method: 'POST', headers: all, body: JSON.stringify(body) });
  return { status: answer.status, body: await answer.json() };
}
async function start(trading, { steamId, tradeUrl, ...order }) {
  orders.set(order.externalId, steamId); // first: a callback may be faster than AssetPay's answer
  const user = { clientSteamId: steamId, clientTradeUrl: tradeUrl };
  const login = await call('/auth/authenticate-client', { 'api-key': ASSETPAY_API_KEY }, user);
  return login.status === 200 ? call(trading, { Authorization: login.body.data.token }, order) : login;
}

async function handle(request, { method, url, headers } = request) {
  const [, steamId] = /^\/users\/(\w+)$/.exec(url) ?? [];
  if (steamId) return { status: 200, body: { steamId, balance: sum((entry) => entry.steamId === steamId) / 100 } };
  const handler = {
    '/assetpay/callback': callback,
    '/deposits': (order) => start('/client/trading/deposit', order),
    '/withdrawals': (order) => start('/client/trading/withdraw', order),
  }[url];
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
server.listen(Number(PORT), LISTEN_ON, () => console.log(`READY http://${LISTEN_ON}:${server.address().port}`));
