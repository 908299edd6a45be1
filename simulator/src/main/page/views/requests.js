/** All requests to AssetPay's API, and what finds one. */
import { html } from '../lib/lit-html.js';
import { age, count, duration, plural, when } from '../format.js';
import { confirmed } from '../parts/confirm.js';
import { list } from '../parts/list.js';
import { attempt, say } from '../parts/notice.js';
import { answered, badge } from '../parts/status.js';
import { remove } from '../control.js';
import { href, setQuery } from '../route.js';
import { changed, fill, of, store } from '../store.js';
import { clearStrangers, strangers, unwatch, watch } from './strangers.js';

const STATUSES = [['2xx', '2xx'], ['3xx', '3xx'], ['4xx', '4xx'], ['5xx', '5xx'], ['none', 'No answer']];
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].map((each) => [each, each]);
const COLUMNS = ['Status', 'Method', 'Path', 'Error', 'User', { text: 'Took', number: true }, { text: 'Age', number: true }];
const NOTHING = { q: '', method: '', status: '', user: '', hint: '' };
/** Those who named no merchant; the word in the address. */
export const NOBODY = 'nobody';
let found = { of: null, requests: [] };
let clearing = false;

export const view = {
  title: 'Requests',
  enter: watch,
  leave: unwatch,

  render({ query }) {
    const nobody = query.get('of') === NOBODY;
    const all = nobody ? strangers.requests.length : store.requests.size;
    const requests = matching(query, nobody);
    return html`<div class="toolbar">
        <h1 tabindex="-1">Requests</h1>
        <span class="muted" role="status">${said(requests.length, all, nobody)}</span>
        ${all ? html`<button class="button push" ?disabled=${clearing} @click=${() => clear(nobody)}>Clear…</button>` : ''}
      </div>
      <nav class="tabs" aria-label="Whose requests">
        <a href=${href('requests')} aria-current=${nobody ? 'false' : 'page'}>This merchant’s</a>
        <a href=${href('requests', null, { of: NOBODY })} aria-current=${nobody ? 'page' : 'false'}>Named no merchant
          ${strangers.count ? badge(count(strangers.count), 'warn', 'bang') : ''}</a>
      </nav>
      ${nobody ? html`<p class="muted">Their API key or token is wrong or missing, so nobody knows whose they are.
        The merchant has nothing in its list then.</p>` : ''}
      ${all ? html`${filters(query)} ${requests.length ? table(requests, nobody) : nothingFound()}` : none(nobody)}`;
  },
};

/** Those that the query asks for, the newest first; worked out anew only when something has changed. */
function matching(query, nobody) {
  const all = nobody ? strangers.requests : store.requests;
  const of = `${store.merchant} ${store.changes.requests} ${query}`;
  if (found.of !== of || found.all !== all) {
    found = { of, all, requests: [...all.values()].filter(condition(query)).reverse() };
  }
  return found.requests;
}

function condition(query) {
  const [text, method, status, user, hint] = ['q', 'method', 'status', 'user', 'hint'].map((name) => query.get(name)?.trim() ?? '');
  const search = text.toLowerCase();
  return (request) =>
    (!method || request.method === method) &&
    (!status || (status === 'none' ? !request.status : String(request.status ?? '')[0] === status[0])) &&
    (!user || (request.steamId ?? '').startsWith(user)) &&
    (!hint || request.hint) &&
    (!search || [request.path, request.query, request.id, request.error?.key, String(request.error?.code ?? '')]
      .some((each) => each?.toLowerCase().includes(search)));
}

function said(shown, all, nobody) {
  const numbers = shown === all ? plural(all, 'request') : `${count(shown)} of ${count(all)}`;
  if (nobody) {
    return strangers.count > all ? `${numbers}; ${count(strangers.count - all)} older ones are not shown` : numbers;
  }
  const dropped = store.dropped.requests ? `; ${plural(store.dropped.requests, 'older one was', 'older ones were')} dropped` : '';
  const unread = store.unread.requests ? `; ${count(store.unread.requests)} older ones are not shown` : '';
  return `${numbers}${dropped}${unread}`;
}

function filters(query) {
  const value = (name) => query.get(name) ?? '';
  return html`<form class="filters" role="search" aria-label="Filter requests" @submit=${(event) => event.preventDefault()}>
    <label class="field wide"><span>Search</span>
      <input type="search" placeholder="Path, error or id" spellcheck="false" autocomplete="off"
        .value=${value('q')} @input=${(event) => setQuery({ q: event.target.value })}></label>
    ${choice('Method', 'method', value('method'), METHODS)}
    ${choice('Status', 'status', value('status'), STATUSES)}
    <label class="field"><span>User</span>
      <input type="search" inputmode="numeric" placeholder="Steam id" spellcheck="false" autocomplete="off"
        .value=${value('user')} @input=${(event) => setQuery({ user: event.target.value })}></label>
    <label class="field row"><input type="checkbox" .checked=${value('hint') !== ''}
      @change=${(event) => setQuery({ hint: event.target.checked ? '1' : '' })}><span>Only with a hint</span></label>
    ${Object.keys(NOTHING).some((name) => query.get(name))
      ? html`<button type="button" class="button" @click=${() => setQuery(NOTHING)}>Clear filters</button>` : ''}
  </form>`;
}

function choice(label, name, chosen, options) {
  return html`<label class="field"><span>${label}</span>
    <select @change=${(event) => setQuery({ [name]: event.target.value })}>
      <option value="" ?selected=${!chosen}>Any</option>
      ${options.map(([value, text]) => html`<option value=${value} ?selected=${chosen === value}>${text}</option>`)}
    </select></label>`;
}

function table(requests, nobody) {
  return list({ items: requests, row: (request) => row(request, nobody), columns: COLUMNS, name: 'requests', label: 'List of requests',
    cardHeight: 72 });
}

function row(request, nobody) {
  const { id, method, path, query, hint, error, steamId, durationMillis, at, faults } = request;
  return html`<span role="cell" class="state">${answered(request)}</span>
    <span role="cell" class="method mono">${method}</span>
    <span role="cell" class="path mono"><a href=${href('requests', id, { of: nobody ? NOBODY : '' })} data-request=${id}
      title=${path}>${path}${query ? html`<span class="muted">?${query}</span>` : ''}</a></span>
    <span role="cell" class="error">${hint ? html`<span class="marked" title=${hint}>${badge('hint', 'info', 'bang')}</span>` : ''}
      ${faults ? html`<span class="marked" title="Faults that struck: ${faults.join(', ')}">${badge(faults.join(', '), 'warn', 'bang')}</span>` : ''}
      <span class="clip" title=${error?.key ?? ''}>${error?.key}</span></span>
    <span role="cell" class="user">${steamId}</span>
    <span role="cell" class="took number">${duration(durationMillis)}</span>
    <span role="cell" class="age number" title="${when(at, true)} UTC">${age(at, Date.now())}</span>`;
}

async function clear(nobody) {
  const whose = nobody ? 'that named no merchant' : 'of this merchant';
  const sure = await confirmed({
    title: 'Clear the requests?',
    text: `The simulator forgets all recorded requests ${whose}. What they did stays.`,
    action: 'Clear',
  });
  if (!sure) {
    return;
  }
  clearing = true;
  changed();
  await attempt(async () => {
    if (nobody) {
      await clearStrangers();
    } else {
      await remove(of('/requests'));
      fill('requests', { requests: [], dropped: 0 });
      store.unread.requests = 0;
    }
    say('The requests are forgotten.');
  });
  clearing = false;
  changed();
}

function nothingFound() {
  return html`<div class="card empty"><h2>No request matches</h2>
    <button class="button" @click=${() => setQuery(NOTHING)}>Clear the filters</button></div>`;
}

function none(nobody) {
  return nobody
    ? html`<div class="card empty"><h2>Every request named its merchant</h2>
        <p>A request with a wrong API key or without a token would stand here.</p></div>`
    : html`<div class="card empty"><h2>No requests yet</h2>
        <p>Send your integration’s requests to <code>${location.origin}</code> instead of AssetPay.
          If you have already, look at those that <a href=${href('requests', null, { of: NOBODY })}>named no merchant</a>.</p>
        <a class="button primary" href=${href('play')}>Play a user</a></div>`;
}
