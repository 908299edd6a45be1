/** AssetPay's own API as a site uses it for a user: its key makes a token, and the token opens the rest. */
import { assetpay } from '../control.js';
import { detail, store } from '../store.js';

/** The account number that the first Steam id stands for. */
const FIRST_STEAM_ID = 76561197960265728n;
const STEAM_TOKEN = 'simuser1';
/** Tokens of users, by merchant and Steam id; they live as long as this page. */
const tokens = new Map();

/** What AssetPay refused. key, code: of its error, if it told one. requestId: of the request in the merchant's journal. */
export class Refused extends Error {
  constructor({ status, body }) {
    super(body?.error?.message ?? `It was answered ${status}, without what AssetPay answers.`);
    this.status = status;
    this.key = body?.error?.key;
    this.code = body?.error?.code;
    this.requestId = body?.requestId;
  }
}

/** Whom a token is made for: the user, and his trade URL, which names his account. */
export function client(steamId) {
  const account = /^\d{17}$/.test(steamId) ? BigInt(steamId) - FIRST_STEAM_ID : 0n;
  return {
    clientSteamId: steamId,
    clientTradeUrl: `https://steamcommunity.com/tradeoffer/new/?partner=${account}&token=${STEAM_TOKEN}`,
  };
}

/** Calls as the user; a token that is no longer taken is made anew, once. Answers `data`, or throws {@link Refused}. */
export async function call(steamId, method, path, body) {
  const user = `${store.merchant} ${steamId}`;
  for (let renewed = false; ; renewed = true) {
    const known = tokens.get(user);
    const token = await (known ?? made(user, steamId));
    const answer = await assetpay(method, path, { token, body });
    if (answer.status !== 401 || !known || renewed) {
      return data(answer);
    }
    if (tokens.get(user) === known) {
      tokens.delete(user);
    }
  }
}

/** A token that is being made; those who want it meanwhile wait for the same. */
function made(user, steamId) {
  const token = authenticate(steamId);
  tokens.set(user, token);
  token.catch(() => tokens.delete(user));
  return token;
}

async function authenticate(steamId) {
  const { apiKey } = await detail('/credentials');
  return data(await assetpay('POST', '/auth/authenticate-client', { apiKey, body: client(steamId) })).token;
}

function data(answer) {
  if (answer.status >= 300 || !answer.body?.success) {
    throw new Refused(answer);
  }
  return answer.body.data;
}
