/** The basket: what is to be deposited or withdrawn in one trade. */
import { html } from '../lib/lit-html.js';
import { repeat } from '../lib/directives/repeat.js';
import { drawn, refresh } from '../app.js';
import { plural, shortId, usd } from '../format.js';
import { commandButton } from '../parts/copy.js';
import { quoted } from '../parts/curl.js';
import { announce, forgetErrors, say } from '../parts/notice.js';
import { setQuery } from '../route.js';
import { detail, store } from '../store.js';
import { goods } from './play-items.js';
import { refusal } from './play-refusal.js';
import { call } from './shop.js';

/** What a basket of each kind is called. */
const KINDS = {
  sell: { name: 'Deposit', path: '/client/trading/deposit', command: 'trigger deposit', empty: 'Add what the user sells.' },
  buy: { name: 'Withdraw', path: '/client/trading/withdraw', command: 'trigger withdrawal', empty: 'Add what the user buys.' },
};
const CS2 = '730';
const baskets = new Map();
const order = { by: null, externalId: '', instant: true };
let error = null;
let busy = false;

/** An id that no trade has yet. */
function fresh() {
  return `order-${Date.now().toString(36)}-${Math.floor(Math.random() * 46656).toString(36).padStart(3, '0')}`;
}

/** Another user's order is another one. */
function orderBy({ steamId }) {
  const by = `${store.merchant} ${steamId}`;
  if (order.by !== by) {
    Object.assign(order, { by, externalId: fresh() });
  }
  return order;
}

/** What lies in a user's basket: id -> {item, amount}. */
export function basketOf({ steamId, tab, game }) {
  const key = [store.merchant, steamId, tab, game].join(' ');
  if (!baskets.has(key)) {
    baskets.set(key, new Map());
  }
  return baskets.get(key);
}

/** Puts an item into the basket, or takes it out. */
export function toggle(chosen, item) {
  const lines = basketOf(chosen);
  error = null;
  if (!lines.delete(item.id)) {
    lines.set(item.id, { item, amount: 1 });
  }
  refresh();
}

/** {path, body} of the call that the basket makes. */
export function orderOf(chosen) {
  const { externalId, instant } = orderBy(chosen);
  const lines = [...basketOf(chosen).values()];
  const items = lines.map(({ item, amount }) => ({
    itemId: item.id,
    ...(chosen.tab === 'buy' ? { market: item.market } : {}),
    ...(item.offer ? { offer: { price: item.offer.price, reference: item.offer.reference } } : {}),
    ...(amount > 1 ? { amount } : {}),
  }));
  return {
    path: KINDS[chosen.tab].path,
    body: {
      items,
      game: chosen.game,
      ...(externalId ? { externalId } : {}),
      ...(chosen.tab === 'sell' ? { isInstant: instant } : {}),
    },
  };
}

async function submit(chosen) {
  const lines = basketOf(chosen);
  const { path, body } = orderOf(chosen);
  busy = true;
  error = null;
  refresh();
  try {
    const trade = await made(chosen.steamId, path, body);
    lines.clear();
    order.externalId = fresh();
    forgetErrors();
    if (trade.lost) {
      say('The answer was lost, but the trade was made.');
    } else {
      announce(`Trade ${shortId(trade.id)} is ${trade.status}`);
    }
    setQuery({ trade: trade.id });
    await drawn();
    focusOn(document.querySelector('.followed h2'));
  } catch (refused) {
    error = { of: lines, refused };
  }
  busy = false;
  refresh();
}

/**
 * The trade that an order makes, `lost` when its answer never came. Browsers send again by themselves what a connection
 * lost, so that a trade can stand in the way of itself.
 */
async function made(steamId, path, body) {
  const { externalId } = body;
  const before = new Set(store.trades.keys());
  try {
    return await call(steamId, 'POST', path, body);
  } catch (refused) {
    const unsure = refused.key === undefined || refused.key === 'EXTERNAL_ID_EXISTS';
    const trade = unsure && externalId ? await newTrade(externalId, before) : undefined;
    if (!trade) {
      throw refused;
    }
    return { ...trade, lost: true };
  }
}

async function newTrade(externalId, before) {
  try {
    const { trades } = await detail(`/trades?externalId=${encodeURIComponent(externalId)}`);
    return trades.find((each) => !before.has(each.id));
  } catch {
    return undefined;
  }
}

const cents = ({ item, amount }) => Math.round((item.offer?.price ?? 0) * 100) * amount;
const total = (lines) => lines.reduce((sum, line) => sum + cents(line), 0) / 100;

/** The basket and its button. */
export function basket(chosen) {
  const lines = basketOf(chosen);
  const kind = KINDS[chosen.tab];
  const all = [...lines.values()];
  const moved = all.filter((line) => current(chosen, line).offer?.price !== line.item.offer?.price);
  return html`<section class="card basket" aria-label="Basket"><h2 id="basket" tabindex="-1">Basket</h2>
    ${all.length
      ? html`<ul>${repeat(all, ({ item }) => item.id, (each) => line(chosen, each))}</ul>`
      : html`<p class="muted">${kind.empty}</p>`}
    ${moved.length ? html`<button class="button small" @click=${() => takePrices(moved, chosen)}>Take the prices of now</button>` : ''}
    <label class="field"><span>External id</span>
      <input class="mono" maxlength="128" spellcheck="false" autocomplete="off" .value=${orderBy(chosen).externalId}
        @input=${(event) => set('externalId', event.target.value)}></label>
    ${chosen.tab === 'sell' ? html`<label class="field row">
      <input type="checkbox" .checked=${order.instant} @change=${(event) => set('instant', event.target.checked)}>
      <span>Instant credit</span>${credit(chosen, total(all))}</label>` : ''}
    ${error?.of === lines ? refusal(error.refused) : ''}
    <div class="toolbar">
      <button class="button primary" ?disabled=${busy || !all.length} @click=${() => submit(chosen)}>${
        all.length ? `${kind.name} · ${usd(total(all))}` : kind.name}</button>
      ${commandButton(() => words(chosen))}
    </div></section>`;
}

function set(member, value) {
  order[member] = value;
  refresh();
}

function credit(chosen, sum) {
  const { collateral } = goods(chosen) ?? {};
  return collateral === undefined || !order.instant ? ''
    : html`<small class="muted">${sum ? `${usd(Math.min(sum, collateral))} at HOLD` : `up to ${usd(collateral)}`}</small>`;
}

function line(chosen, each) {
  const { item, amount } = each;
  const name = item.marketHashName ?? item.name;
  const most = Math.min(item.amount ?? 1, item.offer?.maxAmount ?? item.amount ?? 1);
  const now = current(chosen, each).offer?.price;
  return html`<li><span class="clip" title=${name}>${name}</span>
    ${chosen.tab === 'sell' && most > 1
      ? html`<input type="number" min="1" max=${most} aria-label="Amount of ${name}" .value=${amount}
          @change=${(event) => setAmount(each, event.target.value)}>`
      : ''}
    <span class="number">${item.offer ? usd(item.offer.price * amount) : 'no offer'}${
      now !== undefined && now !== item.offer?.price ? html`<small class="bad">now ${usd(now)}</small>` : ''}</span>
    <button class="button small" aria-label="Take ${name} out" @click=${() => toggle(chosen, item)}>✕</button></li>`;
}

/** Too many are for AssetPay to refuse. */
function setAmount(line, written) {
  line.amount = Math.max(1, Math.trunc(written) || 1);
  refresh();
}

/** What is offered for it now, as far as it is shown. */
function current(chosen, { item }) {
  return goods(chosen)?.items.find((each) => each.id === item.id) ?? item;
}

function takePrices(moved, chosen) {
  moved.forEach((each) => {
    each.item = current(chosen, each);
  });
  error = null;
  refresh();
}

/** The command takes one item, the one whose price is nearest. */
function words(chosen) {
  const [first] = basketOf(chosen).values();
  return [
    `${KINDS[chosen.tab].command} --user ${quoted(chosen.user)}`,
    first?.item.offer ? `--price ${first.item.offer.price.toFixed(2)}` : '',
    chosen.game === CS2 ? '' : `--game ${chosen.game}`,
    chosen.tab === 'buy' || order.instant ? '' : '--instant false',
  ].filter(Boolean).join(' ');
}

/** When narrow, the way from the items to the basket. */
export function basketBar(chosen) {
  const all = [...basketOf(chosen).values()];
  return all.length ? html`<div class="to-basket"><button class="button primary" @click=${toBasket}>
    Basket: ${plural(all.length, 'item')}, ${usd(total(all))}</button></div>` : '';
}

function toBasket() {
  focusOn(document.getElementById('basket'));
}

function focusOn(title) {
  title?.focus({ preventScroll: true });
  title?.scrollIntoView({ block: 'center' });
}
