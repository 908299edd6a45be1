/** All trades: their state, and what finds one. */
import { html } from '../lib/lit-html.js';
import { age, count, plural, shortId, usd, when } from '../format.js';
import { command, copyButton } from '../parts/copy.js';
import { list } from '../parts/list.js';
import { badge, status, TRADE_STATUSES } from '../parts/status.js';
import { href, setQuery } from '../route.js';
import { isOver, now, store } from '../store.js';

const KINDS = { DEPOSIT: 'Deposit', WITHDRAWAL: 'Withdrawal' };
const FIRST = 'trigger deposit';
const COLUMNS = ['Status', 'Kind', 'Trade', 'User', { text: 'Items', number: true }, { text: 'Price', number: true },
  'External id', { text: 'Updated', number: true }];
let found = { of: null, trades: [] };

export const view = {
  title: 'Trades',

  render({ query }) {
    const trades = matching(query);
    return html`<div class="toolbar">
        <h1 tabindex="-1">Trades</h1>
        <span class="muted" role="status">${said(trades.length)}</span>
      </div>
      ${store.trades.size ? html`${filters(query)} ${trades.length ? table(trades) : nothingFound()}` : noTrades()}`;
  },
};

/** Those that the query asks for, the newest first; worked out anew only when something has changed. */
function matching(query) {
  const of = `${store.merchant} ${store.changes.trades} ${query}`;
  if (found.of !== of) {
    const wanted = condition(query);
    found = { of, trades: [...store.trades.values()].filter(wanted).reverse() };
  }
  return found.trades;
}

function condition(query) {
  const asked = (name) => query.get(name)?.trim() ?? '';
  const [word, kind, is, user, text] = ['status', 'kind', 'is', 'user', 'q'].map(asked);
  const search = text.toLowerCase();
  return (trade) =>
    (!word || trade.status === word) &&
    (!kind || trade.kind === kind) &&
    (!is || isOver(trade) === (is === 'finished')) &&
    (!user || trade.steamId.startsWith(user)) &&
    (!search || [trade.id, trade.externalId, trade.steamId].some((each) => each?.toLowerCase().includes(search)));
}

function said(shown) {
  const all = store.trades.size;
  const { trades: forgotten } = store.dropped;
  const { trades: left } = store.unread;
  const dropped = forgotten ? `; ${plural(forgotten, 'older one was', 'older ones were')} dropped` : '';
  const unread = left ? `; ${plural(left, 'older one is', 'older ones are')} not shown` : '';
  return `${shown === all ? plural(all, 'trade') : `${count(shown)} of ${count(all)}`}${dropped}${unread}`;
}

function filters(query) {
  const value = (name) => query.get(name) ?? '';
  return html`<form class="filters" role="search" aria-label="Trades" @submit=${(event) => event.preventDefault()}>
    <label class="field wide"><span>Search</span>
      <input type="search" placeholder="Id, external id or Steam id" spellcheck="false" autocomplete="off"
        .value=${value('q')} @input=${(event) => setQuery({ q: event.target.value })}></label>
    ${choice('Status', 'status', value('status'), TRADE_STATUSES.map((each) => [each, each]))}
    ${choice('Kind', 'kind', value('kind'), Object.entries(KINDS))}
    ${choice('Progress', 'is', value('is'), [['open', 'Open'], ['finished', 'Finished']])}
    <label class="field"><span>User</span>
      <input type="search" inputmode="numeric" placeholder="Steam id" spellcheck="false" autocomplete="off"
        .value=${value('user')} @input=${(event) => setQuery({ user: event.target.value })}></label>
    ${query.size ? html`<button type="button" class="button" @click=${clear}>Clear</button>` : ''}
  </form>`;
}

function choice(label, name, chosen, options) {
  return html`<label class="field"><span>${label}</span>
    <select @change=${(event) => setQuery({ [name]: event.target.value })}>
      <option value="" ?selected=${!chosen}>Any</option>
      ${options.map(([value, text]) => html`<option value=${value} ?selected=${chosen === value}>${text}</option>`)}
    </select></label>`;
}

function clear() {
  setQuery({ q: '', status: '', kind: '', is: '', user: '' });
}

function table(trades) {
  return list({ items: trades, row, columns: COLUMNS, name: 'trades', label: 'Trades' });
}

function row(trade) {
  return html`<span role="cell" class="state">${status(trade.status)}
      ${trade.awaitsVerdict ? badge('awaits verdict', 'warn', 'bang') : ''}</span>
    <span role="cell" class="kind">${KINDS[trade.kind]}</span>
    <span role="cell" class="id mono">
      <a href=${href('trades', trade.id)} data-trade=${trade.id} title=${trade.id}>${shortId(trade.id)}</a></span>
    <span role="cell" class="user">${trade.steamId}</span>
    <span role="cell" class="items number" title="items">${trade.items}</span>
    <span role="cell" class="price number">${usd(trade.totalPrice)}</span>
    <span role="cell" class="external">${trade.externalId}</span>
    <span role="cell" class="updated number" title="${when(trade.updatedAt, true)} UTC">
      ${age(trade.updatedAt, now())}</span>`;
}

function nothingFound() {
  return html`<div class="card empty"><h2>No trade matches</h2>
    <button class="button" @click=${clear}>Clear the filters</button></div>`;
}

function noTrades() {
  return html`<div class="card empty"><h2>No trades yet</h2>
    <p>Make the first one as a user would, or with this command:</p>
    <p class="toolbar"><code class="code">${command(FIRST)}</code>${copyButton(() => command(FIRST))}</p>
    <a class="button primary" href=${href('play')}>Play a user</a></div>`;
}
