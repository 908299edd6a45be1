/** One trade: how it stands, what can happen to it, and its time line. */
import { html } from '../lib/lit-html.js';
import { refresh } from '../app.js';
import { plural, shortId, usd, when } from '../format.js';
import { result } from '../parts/attempt.js';
import { copyButton } from '../parts/copy.js';
import { Loaded } from '../parts/loaded.js';
import { badge, status } from '../parts/status.js';
import { href } from '../route.js';
import { now, store } from '../store.js';
import { lanes, nextInWords } from './timeline-lanes.js';
import { timelineList } from './timeline-list.js';
import { timeline } from './timeline.js';
import { actions } from './trade-actions.js';

const KINDS = { DEPOSIT: 'Deposit', WITHDRAWAL: 'Withdrawal' };
const loaded = new Loaded();
const sent = new Loaded();
let of = { version: '' };

export const view = {
  title: ({ id }) => `Trade ${shortId(id)}`,

  enter: () => window.addEventListener('resize', refresh),
  leave: () => window.removeEventListener('resize', refresh),

  render({ id }) {
    const path = encodeURIComponent(id);
    const { value, error } = loaded.read(`/trades/${path}`, store.trades.get(id));
    const callbacks = sent.read(`/callbacks?details=true&tradeId=${path}`, version(id));
    return html`${heading(id, value)}
      ${[error, callbacks.error].filter(Boolean).map((each) => html`<p class="bad" role="alert">${each.message}</p>`)}
      ${value ? content(value, callbacks.value?.callbacks ?? []) : ''}`;
  },
};

/** Another text whenever something about the callbacks of the trade is another. */
function version(id) {
  const key = `${store.merchant} ${id} ${store.changes.callbacks}`;
  if (of.key !== key) {
    const own = [...store.callbacks.values()].filter((each) => each.tradeId === id);
    of = { key, version: own.map((each) => [each.id, each.state, each.attempts, each.nextAttempt].join(' ')).join('\n') };
  }
  return of.version;
}

function heading(id, trade) {
  return html`<div class="toolbar">
    <a href=${href('trades')}>Trades</a>
    <h1 tabindex="-1">${KINDS[trade?.kind] ?? 'Trade'} <span class="mono">${shortId(id)}</span></h1>
    ${trade ? html`${status(trade.status)} ${trade.awaitsVerdict ? badge('awaits verdict', 'warn', 'bang') : ''}
      <b class="trade-price">${usd(trade.trade.totalPrice)}</b>` : ''}
  </div>`;
}

function content(trade, callbacks) {
  const at = now();
  const { settings } = store;
  const took = (after) => loaded.set(after);
  const pending = settings?.assumptions?.withdrawalPending === 'present';
  return html`${trade.awaitsVerdict ? gate(callbacks) : ''}
    <div class="trade-head">${facts(trade)} ${actions(trade, callbacks, at, took)}</div>
    <section class="card" aria-label="Time line of the trade"><h2>Time line</h2>
      ${timeline(lanes(trade, callbacks, at, settings), room(), nextInWords(trade, at))}</section>
    <div class="trade-parts">
      <section class="card" aria-label="Everything in order"><h2>Everything in order</h2>
        <div class="trade-scroll" tabindex="0" role="group" aria-label="Steps and attempts">
          ${timelineList(trade, callbacks, at, pending)}</div></section>
      <div class="trade-things">${items(trade)} ${wire(trade)}</div>
    </div>`;
}

/** How wide the time line may be. */
function room() {
  const main = document.getElementById('main')?.clientWidth ?? window.innerWidth;
  return main - (window.innerWidth > 1000 ? 48 : 24) - (window.innerWidth > 760 ? 34 : 26);
}

function gate(callbacks) {
  const asks = callbacks.find((each) => each.event === 'INITIATED' && !each.copyOf);
  const last = asks?.attempts.at(-1);
  const again = asks?.nextAttempt ? '; it is asked again' : '';
  const stands = last ? `${result(last)} at attempt ${last.number}${again}.` : 'has not been answered yet.';
  return html`<section class="card trade-gate" aria-label="Awaits the verdict">
    <p><b>It waits for the merchant’s verdict.</b> The answer to its first callback decides: 200 approves, 4xx rejects.
      Until then it can only fail or be cancelled.</p>
    <p>${asks ? html`<a href=${href('callbacks', asks.id)}>The callback</a> ${stands}` : ''}</p>
  </section>`;
}

function facts({ id, game, history, trade }) {
  const why = history.findLast((step) => step.why)?.why;
  const row = (name, value) => (value ? html`<dt>${name}</dt><dd>${value}</dd>` : '');
  const credit = `${usd(trade.preCredit)} at once, ${usd(trade.pendingCredit)} after the hold`;
  return html`<section class="card" aria-label="Trade"><dl class="kv">
    ${row('User', trade.clientSteamID)} ${row('External id', trade.externalId)} ${row('Id', html`<code>${id}</code>`)}
    ${row('Game', { 730: 'CS2', 252490: 'Rust' }[game] ?? game)}
    ${row('Price', `${usd(trade.totalPrice)}, ${plural(trade.items?.length ?? 0, 'item')}`)}
    ${trade.pendingCredit === undefined ? '' : row('Credit', credit)}
    ${row('Hold ends', trade.holdEndDate && when(trade.holdEndDate))}
    ${row('Created', when(trade.createdAt, true))} ${row('Updated', when(trade.updatedAt, true))}
    ${why ? html`<dt>Why</dt><dd class="bad">${why}</dd>` : ''}
  </dl></section>`;
}

function items({ trade: { items: all = [] } }) {
  return html`<section class="card" aria-label="Items"><h2>${plural(all.length, 'item')}</h2>
    <div class="trade-scroll" tabindex="0" role="group" aria-label="Items of the trade"><table class="table">
      <thead><tr><th>Name</th><th class="number">Price</th></tr></thead>
      <tbody>${all.map((item) => html`<tr><td>
        ${item.marketHashName ?? item.name}${item.amount > 1 ? ` × ${item.amount}` : ''}
        <div class="muted">${[item.wear, item.rarity].filter(Boolean).join(', ')}</div></td>
        <td class="number">${usd(item.offer?.price ?? item.price)}</td></tr>`)}</tbody></table></div></section>`;
}

function wire({ trade }) {
  const text = JSON.stringify(trade, null, 2);
  return html`<details class="card"><summary>As AssetPay shows it: JSON</summary>
    <pre class="code" tabindex="0">${text}</pre><div class="toolbar">${copyButton(text, 'Copy JSON')}</div></details>`;
}
