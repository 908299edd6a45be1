/** All callbacks: what became of them, and what finds one. */
import { html } from '../lib/lit-html.js';
import { refresh } from '../app.js';
import { post } from '../control.js';
import { age, count, plural, shortId, when } from '../format.js';
import { isFailed } from '../parts/attempt.js';
import { commandButton } from '../parts/copy.js';
import { list } from '../parts/list.js';
import { fail, say } from '../parts/notice.js';
import { badge, CALLBACK_STATES, status, TRADE_STATUSES } from '../parts/status.js';
import { href, setQuery } from '../route.js';
import { isUnderWay, now, of, store } from '../store.js';

const FAILED = 'failed';
const COLUMNS = ['State', 'Event', 'Callback', 'Trade', { text: 'Attempts', number: true }, 'Last result', 'Next attempt',
  'Faults'];
let found = { of: null, callbacks: [], failed: [] };
let resending = null;

export const view = {
  title: 'Callbacks',

  render({ query }) {
    const { callbacks, failed } = matching(query);
    return html`<div class="toolbar">
        <h1 tabindex="-1">Callbacks</h1>
        <span class="muted" role="status">${said(callbacks.length)}</span>
        ${failed.length || resending ? resendFailed(failed) : ''}
      </div>
      ${store.callbacks.size
        ? html`${filters(query)} ${callbacks.length ? table(callbacks) : nothingFound()}`
        : noCallbacks()}`;
  },
};

/** Those that the query asks for, the newest first, and all that failed; worked out anew when something has changed. */
function matching(query) {
  const key = `${store.merchant} ${store.changes.callbacks} ${query}`;
  if (found.of !== key) {
    const all = [...store.callbacks.values()];
    found = { of: key, callbacks: all.filter(condition(query)).reverse(), failed: all.filter(isFailed) };
  }
  return found;
}

function condition(query) {
  const [state, event, trade, text] = ['state', 'event', 'trade', 'q'].map((name) => query.get(name)?.trim() ?? '');
  const search = text.toLowerCase();
  return (callback) =>
    (!state || (state === FAILED ? isFailed(callback) : callback.state === state)) &&
    (!event || callback.event === event) &&
    (!trade || callback.tradeId.startsWith(trade)) &&
    (!search || words(callback).some((each) => each?.toLowerCase().includes(search)));
}

function words({ id, tradeId, lastResult, faults = [] }) {
  return [id, tradeId, store.trades.get(tradeId)?.externalId, lastResult, ...faults];
}

function said(shown) {
  const all = store.callbacks.size;
  const { dropped, unread } = store;
  return [
    shown === all ? plural(all, 'callback') : `${count(shown)} of ${count(all)}`,
    dropped.callbacks ? `${plural(dropped.callbacks, 'older one was', 'older ones were')} dropped` : '',
    unread.callbacks ? `${count(unread.callbacks)} older ones are not shown` : '',
  ].filter(Boolean).join('; ');
}

function resendFailed(failed) {
  return html`<span class="toolbar push">
    <button class="button" ?disabled=${resending !== null || store.connection !== 'live'}
      @click=${() => resendAll(failed)}>${resending ?? `Resend all failed (${count(failed.length)})`}</button>
    ${commandButton('resend --failed')}
  </span>`;
}

/** One after another, as the merchant's clock would have them; what is gone meanwhile is told, the others go on. */
async function resendAll(failed) {
  let delivered = 0;
  let refused;
  for (const [at, { id }] of failed.entries()) {
    resending = `Resending ${count(at + 1)} of ${count(failed.length)}…`;
    refresh();
    try {
      delivered += (await post(of(`/callbacks/${encodeURIComponent(id)}/resend`))).delivered ? 1 : 0;
    } catch (error) {
      refused = error;
      if (error.status === 0) {
        break;
      }
    }
  }
  resending = null;
  if (refused) {
    fail(refused);
  }
  const resent = plural(failed.length, 'callback was', 'callbacks were');
  say(`${resent} resent: ${count(delivered)} delivered, ${count(failed.length - delivered)} failed again.`);
  refresh();
}

function filters(query) {
  const value = (name) => query.get(name) ?? '';
  return html`<form class="filters" role="search" aria-label="Callbacks" @submit=${(event) => event.preventDefault()}>
    <label class="field wide"><span>Search</span>
      <input type="search" placeholder="Id, external id, result or fault" spellcheck="false" autocomplete="off"
        .value=${value('q')} @input=${(event) => setQuery({ q: event.target.value })}></label>
    ${choice('State', 'state', value('state'), [[FAILED, 'Failed'], ...CALLBACK_STATES.map((each) => [each, each])])}
    ${choice('Event', 'event', value('event'), TRADE_STATUSES.map((each) => [each, each]))}
    <label class="field"><span>Trade</span>
      <input type="search" placeholder="Trade id" spellcheck="false" autocomplete="off"
        .value=${value('trade')} @input=${(event) => setQuery({ trade: event.target.value })}></label>
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
  setQuery({ q: '', state: '', event: '', trade: '' });
}

function table(callbacks) {
  return list({ items: callbacks, row, columns: COLUMNS, name: 'callbacks', label: 'Callbacks' });
}

function row(callback) {
  const { id, tradeId, event, state, attempts, lastResult, nextAttempt, faults = [], copyOf } = callback;
  return html`<span role="cell" class="state">${status(state)}</span>
    <span role="cell" class="event">${event}${copyOf ? html` <span class="muted">copy</span>` : ''}</span>
    <span role="cell" class="id mono"><a href=${href('callbacks', id)} data-callback=${id} title=${id}>
      ${shortId(id)}${suffix(id)}</a></span>
    <span role="cell" class="trade mono" title=${tradeId}>${shortId(tradeId)}</span>
    <span role="cell" class="attempts number" title="attempts">${attempts}</span>
    <span role="cell" class="result" title=${lastResult ?? ''}>${lastResult ?? ''}</span>
    <span role="cell" class="next" title=${nextAttempt ? `${when(nextAttempt)} UTC` : ''}>${
      nextAttempt && isUnderWay(callback) ? age(nextAttempt, now()) : ''}</span>
    <span role="cell" class="faults" title=${faults.join(', ')}>
      ${faults.length ? badge(faults.join(', '), 'warn', 'bang') : ''}</span>`;
}

/** What tells those apart that a fault sent besides: '-1'. */
function suffix(id) {
  return id.length > 36 ? id.slice(36) : '';
}

function nothingFound() {
  return html`<div class="card empty"><h2>No callback matches</h2>
    <button class="button" @click=${clear}>Clear the filters</button></div>`;
}

function noCallbacks() {
  const url = store.settings?.callbackUrl;
  return html`<div class="card empty"><h2>No callbacks yet</h2>
    <p>Each step of a trade is told to
      ${url ? html`<code>${url}</code>` : 'the merchant, once it has a callback URL'}.</p>
    <p class="toolbar">${url ? '' : html`<a class="button" href=${href('merchant')}>Set the callback URL</a>`}
      <a class="button primary" href=${href('play')}>Play a user</a></p></div>`;
}
