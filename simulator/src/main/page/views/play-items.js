/** What a user can sell, or buy: cards that go into the basket. */
import { html } from '../lib/lit-html.js';
import { repeat } from '../lib/directives/repeat.js';
import { refresh } from '../app.js';
import { count, plural, usd } from '../format.js';
import { Loaded } from '../parts/loaded.js';
import { badge } from '../parts/status.js';
import { setQuery } from '../route.js';
import { isOver, store } from '../store.js';
import { basketOf, toggle } from './play-basket.js';
import { drawing } from './play-drawing.js';
import { refusal } from './play-refusal.js';
import { call } from './shop.js';

const SUGGESTIONS = '/client/market/suggestions';
const PER_PAGE = 24;
const SORTS = { popularity: 'Popularity', price_asc: 'Price, low first', price_desc: 'Price, high first' };
const GAMES = { 730: 'CS2', 252490: 'Rust' };
const TYPED_FOR = 200;
const reads = (address) => call(...split(address));
const loaded = new Loaded(reads);
const suggested = new Loaded(reads);
let last = { of: null, value: null };
let typed;
let refreshing = false;

/** An address is `<Steam id> <path>`. */
function split(address) {
  const at = address.indexOf(' ');
  return [address.slice(0, at), 'GET', address.slice(at + 1)];
}

/** The path of what is shown. */
export function itemsPath({ tab, game }, query) {
  const asked = { game, search: query.get('q'), sort: query.get('sort'), page: query.get('page') ?? 1, perPage: PER_PAGE };
  const set = Object.entries(asked).filter(([, value]) => value);
  return `/client/${tab === 'sell' ? 'inventory' : 'market'}?${new URLSearchParams(set)}`;
}

/** What was last shown to this user of this game: {items, count, collateral}, or null. */
export function goods({ steamId, tab, game }) {
  return last.of === [store.merchant, steamId, tab, game].join(' ') ? last.value : null;
}

/** The filters and the cards. */
export function items(chosen, query) {
  const { steamId, tab, game } = chosen;
  const address = `${steamId} ${itemsPath(chosen, query)}`;
  const { value, error } = loaded.read(address, tradesOf(steamId));
  if (value) {
    last = { of: [store.merchant, steamId, tab, game].join(' '), value: { ...value, items: value.inventory ?? value.items } };
  }
  const here = error ? null : goods(chosen);
  return html`${filters(chosen, query, address)}
    ${error ? html`<section class="card">${refusal(error)}
      <div class="toolbar"><button class="button" @click=${() => loaded.reset()}>Try again</button></div></section>` : ''}
    ${here ? html`<ul class="items" aria-label=${tab === 'sell' ? 'Inventory' : 'Market'} aria-busy=${value ? 'false' : 'true'}>
        ${repeat(here.items, (item) => item.id, (item) => card(item, chosen))}</ul>
      ${here.items.length ? pages(here, query) : nothing(tab, query)}` : ''}
    ${here || error ? '' : html`<p class="muted" role="status">Reading…</p>`}`;
}

/** How many trades of a user there are, and how many of them are open: what he owns changes with it. */
export function tradesOf(steamId) {
  const of = `${store.merchant} ${steamId} ${store.changes.trades}`;
  if (tradesOf.of !== of) {
    const trades = [...store.trades.values()].filter((trade) => trade.steamId === steamId);
    tradesOf.of = of;
    tradesOf.said = `${trades.length} ${trades.filter((trade) => !isOver(trade)).length}`;
  }
  return tradesOf.said;
}

function filters({ steamId, tab, game }, query, address) {
  const q = query.get('q') ?? '';
  const names = tab === 'buy' && q.length > 1 ? suggested.read(`${steamId} ${SUGGESTIONS}?${new URLSearchParams({ q })}`).value : null;
  return html`<form class="filters" role="search" aria-label="Items" @submit=${(event) => event.preventDefault()}>
    <label class="field wide"><span>Search</span>
      <input type="search" list="suggestions" placeholder="Name" spellcheck="false" autocomplete="off" .value=${q}
        @input=${search}></label>
    <datalist id="suggestions">${names?.map?.((each) => html`<option value=${each.marketHashName}></option>`)}</datalist>
    <label class="field"><span>Game</span>
      <select @change=${(event) => setQuery({ game: event.target.value === '730' ? '' : event.target.value, page: '' })}>
        ${Object.entries(GAMES).map(([id, name]) => html`<option value=${id} ?selected=${id === game}>${name}</option>`)}
      </select></label>
    <label class="field"><span>Sort</span>
      <select @change=${(event) => setQuery({ sort: event.target.value, page: '' })}>
        <option value="" ?selected=${!query.get('sort')}>As it comes</option>
        ${Object.entries(SORTS).map(([word, text]) => html`<option value=${word}
          ?selected=${query.get('sort') === word}>${text}</option>`)}
      </select></label>
    <button type="button" class="button" ?disabled=${refreshing}
      title=${tab === 'sell' ? 'Read the inventory from Steam' : 'Read the market anew'} @click=${() => anew(address, tab)}>Refresh</button>
  </form>`;
}

function search(event) {
  const { value } = event.target;
  clearTimeout(typed);
  typed = setTimeout(() => setQuery({ q: value.trim(), page: '' }), TYPED_FOR);
}

/** AssetPay remembers inventories for 15 minutes, unless it is told not to. */
async function anew(address, tab) {
  if (tab === 'buy') {
    loaded.reset();
    return;
  }
  refreshing = true;
  refresh();
  try {
    loaded.set(await reads(`${address}&refresh=true`));
  } catch {
    loaded.reset();
  }
  refreshing = false;
  refresh();
}

function card(item, chosen) {
  const inBasket = basketOf(chosen).has(item.id);
  const why = obstacle(item, chosen.tab);
  const word = inBasket ? 'Remove' : why ? 'Try' : 'Add';
  const name = item.marketHashName ?? item.name;
  const kind = [item.exterior ?? item.type, item.offer?.delivery === 'auto' ? 'auto delivery' : ''];
  const make = [item.rarity, item.wear ? Number(item.wear).toFixed(4) : ''];
  return html`<li class="item" data-item=${item.id} data-off=${why ? 'true' : 'false'}>
    ${drawing(item)} ${item.amount > 1 ? html`<span class="stack">×${count(item.amount)}</span>` : ''}
    <b class="title" title=${name}>${item.name ?? name}</b>
    <span class="muted clip">${joined(kind)}</span>
    <span class="muted clip" title=${item.wear ? `float ${item.wear}` : ''}>${joined(make)}</span>
    ${why ? html`<span class="why">${badge(why[0], 'warn', 'bang')}<small class="muted">${why[1]}</small></span>` : ''}
    <span class="buy"><b>${item.offer ? usd(item.offer.price) : ''}</b>
      <button class="button small" data-in=${inBasket ? 'true' : 'false'} aria-label="${word} ${name}"
        @click=${() => toggle(chosen, item)}>${word}</button></span>
  </li>`;
}

const joined = (parts) => parts.filter(Boolean).join(' · ');

/** Why AssetPay would refuse it, in a word and a sentence; null when it would not. */
function obstacle(item, tab) {
  if (tab === 'buy') {
    return item.offer ? null : ['no offer', 'Nobody sells it now.'];
  }
  if (!item.accepted) {
    return ['not accepted', 'AssetPay has no buyer for it.'];
  }
  if (!item.tradable) {
    return ['untradable', 'Steam does not let it be traded yet.'];
  }
  return item.offer ? null : ['no offer', 'AssetPay names no price for it.'];
}

function pages({ items: here, count: all }, query) {
  const page = Number(query.get('page') ?? 1);
  const first = (page - 1) * PER_PAGE;
  const to = (number) => setQuery({ page: number === 1 ? '' : number });
  const shown = `${count(first + 1)} to ${count(first + here.length)} of ${plural(all, 'item')}`;
  return html`<div class="toolbar"><span class="muted" role="status">${shown}</span>
    <button class="button small push" ?disabled=${page <= 1} @click=${() => to(page - 1)}>Previous</button>
    <button class="button small" ?disabled=${first + here.length >= all} @click=${() => to(page + 1)}>Next</button></div>`;
}

function nothing(tab, query) {
  const narrowed = query.get('q') || query.get('page');
  const here = tab === 'sell' ? 'The inventory is empty' : 'Nothing is for sale';
  return html`<div class="card empty"><h2>${narrowed ? 'No item matches' : here}</h2>
    ${narrowed
      ? html`<button class="button" @click=${() => setQuery({ q: '', page: '' })}>Show all</button>`
      : html`<p>Choose another user, or the other game.</p>`}</div>`;
}
