/** One request and its answer, as they were recorded. */
import { html } from '../lib/lit-html.js';
import { get } from '../control.js';
import { duration, shortId, when } from '../format.js';
import { message } from '../parts/bytes.js';
import { copyButton } from '../parts/copy.js';
import { Loaded } from '../parts/loaded.js';
import { replay } from '../parts/replay.js';
import { answered } from '../parts/status.js';
import { href } from '../route.js';
import { detail, store } from '../store.js';
import { NOBODY } from './requests.js';

const ofMerchant = new Loaded(detail);
const ofNobody = new Loaded(get);

export const view = {
  title: ({ id }) => `Request ${shortId(id)}`,

  render({ id, query }) {
    const nobody = query.get('of') === NOBODY;
    const { value, error } = (nobody ? ofNobody : ofMerchant).read(`/requests/${encodeURIComponent(id)}`, null);
    const request = value ?? (nobody ? null : store.requests.get(id));
    const back = html`<a href=${href('requests', null, { of: nobody ? NOBODY : '' })}>Requests</a>`;
    return html`<div class="toolbar">${back}
        <h1 tabindex="-1">Request <span class="mono" title=${id}>${shortId(id)}</span></h1>
        ${request ? answered(request) : ''}
      </div>
      ${error ? html`<div class="card empty" role="alert"><h2>It cannot be shown</h2><p>${error.message}</p>${back}</div>` : ''}
      ${request ? summary(request) : ''}
      ${value ? messages(value) : ''}`;
  },
};

function summary(request) {
  const { method, path, query, hint, error, faults, at, durationMillis, steamId, token } = request;
  return html`${hint ? html`<section class="card hint" aria-labelledby="hint">
      <h2 id="hint">What you may have got wrong</h2><p>${hint}</p></section>` : ''}
    <section class="card summary" aria-label="Summary">
      <code class="asked"><b>${method}</b> ${path}${query ? html`<span class="muted">?${query}</span>` : ''}</code>
      <dl class="kv">
        ${error ? html`<dt>Error</dt><dd class="bad"><b>${error.key}</b> <span class="mono">${error.code}</span></dd>` : ''}
        ${faults ? html`<dt>Faults that struck</dt><dd>${faults.map((name) => html`<a href=${href('faults', null, { fault: name })}>${name}</a> `)}</dd>` : ''}
        <dt>Received</dt><dd>${when(at, true)} UTC, answered after ${duration(durationMillis)}</dd>
        ${steamId ? html`<dt>User</dt><dd><a class="mono" href=${href('requests', null, { user: steamId })}
          title="His requests">${steamId}</a></dd>` : ''}
        ${token ? html`<dt>Token says</dt><dd>${claims(token)}</dd>` : ''}
        ${made(request)}
      </dl>
    </section>`;
}

function claims({ steamID, exp, ...more }) {
  const rest = Object.entries(more).map(([name, value]) => `, ${name} ${value}`);
  return html`${steamID ? html`steamID <span class="mono">${steamID}</span>` : 'no steamID'}${exp ? `, valid until ${until(exp)}` : ''}${rest}`;
}

function until(exp) {
  return `${when(typeof exp === 'number' ? exp * 1000 : exp)} UTC`;
}

/** The trade that the answer tells of, if it is known. */
function made({ answer }) {
  let id;
  try {
    id = JSON.parse(answer.body).data.id;
  } catch {
    return '';
  }
  return store.trades.has(id) ? html`<dt>Trade</dt><dd><a class="mono" href=${href('trades', id)}>${shortId(id)}</a></dd>` : '';
}

function messages(request) {
  const { method, path, query, headers, body, truncated, status, answer } = request;
  const { text, variables } = replay(request);
  return html`<div class="messages">
    <section class="card" aria-labelledby="asked">
      <div class="toolbar"><h2 id="asked">Request</h2><span class="push">${copyButton(text, 'Copy as curl')}</span></div>
      ${message({ label: 'Request', start: `${method} ${path}${query ? `?${query}` : ''}`, headers, body, truncated })}
      ${variables.length ? html`<p class="muted">Secrets were masked when it was recorded. In the copied command stand
        ${variables.map((name, at) => html`${at ? ', ' : ''}<code>$${name}</code>`)} instead: set them first.</p>` : ''}
      ${truncated ? html`<p class="muted">Only the beginning of the body was kept, so the copied command has no more of it.</p>` : ''}
    </section>
    <section class="card" aria-labelledby="answered">
      <h2 id="answered">Answer</h2>
      ${status
        ? message({ label: 'Answer', start: String(status), headers: answer.headers, body: answer.body, truncated: answer.truncated })
        : html`<p class="muted">It got none: the connection was gone.</p>`}
    </section>
  </div>`;
}
