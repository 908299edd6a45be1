/** The trade that was made last, as it goes on; and the trades that the user has made before. */
import { html } from '../lib/lit-html.js';
import { drawn, refresh } from '../app.js';
import { post } from '../control.js';
import { duration, plural, shortId, usd, when } from '../format.js';
import { advance, isAdvancing } from '../parts/clock.js';
import { Loaded } from '../parts/loaded.js';
import { attempt } from '../parts/notice.js';
import { httpStatus, status } from '../parts/status.js';
import { href } from '../route.js';
import { isOver, now, of, store } from '../store.js';
import { tradesOf } from './play-items.js';
import { refusal } from './play-refusal.js';
import { call } from './shop.js';
import { nextInWords } from './timeline-lanes.js';

/** What one can do to it; the first two are the user's own. */
const ACTIONS = {
  accept: ['Accept', 'Accept Steam’s offer as the user'],
  decline: ['Decline', 'Decline Steam’s offer as the user'],
  complete: ['Complete', 'Lead the trade to its end'],
};
const RECENT = 5;
/** Characters of an answer. */
const SHOWN = 200;
const detail = new Loaded();
const callbacks = new Loaded();
const history = new Loaded((address) => call(...address.split(' ')));
const TONES = { DELIVERED: 'good', EXHAUSTED: 'bad', DROPPED: 'bad' };
let busy = false;
let heard = {};

/** The panel of a trade. */
export function followed(id) {
  const summary = store.trades.get(id);
  const { value, error } = detail.read(`/trades/${encodeURIComponent(id)}`, `${summary?.updatedAt} ${callbacksOf(id)}`);
  const told = callbacks.read(`/callbacks?details=true&tradeId=${encodeURIComponent(id)}`, callbacksOf(id)).value;
  const trade = summary ?? value;
  return html`<section class="card followed" aria-label="The trade">
    <div class="toolbar"><h2 tabindex="-1"><a href=${href('trades', id)}>Trade <span class="mono">${shortId(id)}</span></a></h2>
      <span role="status">${trade ? status(trade.status) : ''}</span></div>
    ${error ? html`<p class="bad" role="alert">${error.message}</p>` : ''}
    ${value && trade ? html`${buttons(id, trade, value)} ${waits(trade, value)}` : ''}
    ${told ? html`<ol class="steps" aria-label="Callbacks">${told.callbacks.map(step)}</ol>` : ''}
  </section>`;
}

/** Another text after each change of a trade's callbacks. */
function callbacksOf(id) {
  const at = `${store.merchant} ${store.changes.callbacks} ${id}`;
  if (heard.at !== at) {
    const some = [...store.callbacks.values()].filter((each) => each.tradeId === id);
    heard = { at, said: some.map((each) => `${each.id} ${each.state} ${each.attempts}`).join() };
  }
  return heard.said;
}

function buttons(id, trade, { possible = [] }) {
  return html`<div class="toolbar" role="group" aria-label="As the user">
    ${isOver(trade) ? '' : Object.entries(ACTIONS).map(([event, [text, title]]) => html`<button class="button small" title=${title}
      ?disabled=${busy || !possible.includes(event)} @click=${() => happen(id, event)}>${text}</button>`)}
  </div>`;
}

async function happen(id, event) {
  busy = true;
  refresh();
  await attempt(() => post(of(`/trades/${encodeURIComponent(id)}/events`), { event }));
  busy = false;
  refresh();
  await drawn();
  if (document.activeElement === document.body || document.activeElement.disabled) {
    document.querySelector('.followed h2')?.focus({ preventScroll: true });
  }
}

/** What the trade waits for, and how it goes on when it does not by itself. */
function waits(trade, value) {
  if (trade.awaitsVerdict) {
    return html`<p>It waits for the merchant’s verdict: its answer to the INITIATED callback.</p>`;
  }
  if (!value.next || isOver(trade)) {
    return '';
  }
  const due = nextInWords(value, now());
  return store.clock.mode === 'frozen'
    ? html`<p>Time stands still; ${due}. Advance, or press Complete.
        <button class="button small" ?disabled=${isAdvancing()}
          @click=${() => advance({ to: value.next.due })}>Advance to it</button></p>`
    : html`<p class="muted">Next: ${due}.</p>`;
}

function step(callback) {
  const last = callback.attempts.at(-1);
  return html`<li data-tone=${TONES[callback.state] ?? ''}>
    <div class="toolbar"><a href=${href('callbacks', callback.id)} data-callback=${callback.id}>${callback.event}</a>
      ${callback.state === 'DELIVERED' ? '' : status(callback.state)} ${last ? answer(last) : ''}
      ${callback.attempts.length > 1 ? html`<span class="muted">attempt ${last.number}</span>` : ''}</div>
    ${last?.error ? html`<span class="bad">${last.error}</span>` : ''}
    ${!last?.error && last?.body ? html`<code class="clip">${last.body.slice(0, SHOWN)}</code>` : ''}
    ${callback.state === 'UNDELIVERABLE'
      ? html`<span class="muted">The merchant has no <a href=${href('merchant')}>callback URL</a>.</span>`
      : ''}
  </li>`;
}

function answer(last) {
  return html`${last.verdict ? status(last.verdict) : ''} ${httpStatus(last.status)} <span class="muted">${duration(last.durationMillis)}</span>`;
}

/** The user's trades of this game, as AssetPay tells him. */
export function recent({ steamId, game }) {
  const address = `${steamId} GET /client/trades?game=${game}&limit=${RECENT}`;
  const { value, error } = history.read(address, tradesOf(steamId));
  return html`<section class="card flush recent" aria-label="The user’s trades"><h2>The user’s trades</h2>
    ${error ? refusal(error) : ''}
    ${value?.trades.length ? html`<table class="table"><tbody>${value.trades.map(row)}</tbody></table>
      <p class="muted"><a href=${href('trades', null, { user: steamId })}>All ${plural(value.count, 'trade')}</a></p>`
      : value ? html`<p class="muted">None yet.</p>` : ''}
  </section>`;
}

function row(trade) {
  return html`<tr>
    <td><a class="mono" href=${href('trades', trade.id)}>${shortId(trade.id)}</a></td>
    <td>${status(store.trades.get(trade.id)?.status ?? trade.status)}</td>
    <td class="muted">${trade.type === 'DEPOSIT' ? 'sold' : 'bought'}</td>
    <td class="number" title="${when(trade.createdAt)} UTC">${usd(trade.totalPrice)}</td></tr>`;
}
