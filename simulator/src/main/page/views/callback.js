/** One callback: its bytes, its attempts and its signature. */
import { html } from '../lib/lit-html.js';
import { refresh } from '../app.js';
import { get, post } from '../control.js';
import { age, duration, shortId, when } from '../format.js';
import { inWords, manner, meaning, outcome, result, stateInWords, trigger } from '../parts/attempt.js';
import { message } from '../parts/bytes.js';
import { commandButton, copyButton } from '../parts/copy.js';
import { curl, quoted } from '../parts/curl.js';
import { Loaded } from '../parts/loaded.js';
import { attempt as trying, fail, say } from '../parts/notice.js';
import { badge, httpStatus, status } from '../parts/status.js';
import { href } from '../route.js';
import { isUnderWay, now, of, store } from '../store.js';
import { explanation, signed } from './explain.js';

const TONES = { delivered: 'good', refused: 'bad', broken: 'bad', fault: 'warn' };
const loaded = new Loaded();
let to = '';
let resending = false;
/** All kinds of faults of callbacks: undefined before they are read. */
let kinds;

export const view = {
  title: ({ id }) => `Callback ${shortId(id)}`,

  enter() {
    to = '';
    if (kinds === undefined) {
      readKinds();
    }
  },

  render({ id, query }) {
    const { value, error } = loaded.read(`/callbacks/${encodeURIComponent(id)}`, store.callbacks.get(id));
    const name = value ? `${value.event} callback` : 'Callback';
    return html`<div class="toolbar">
        <a href=${href('callbacks')}>Callbacks</a>
        <h1 tabindex="-1">${name} <span class="mono">${shortId(id)}</span></h1>
        ${value ? status(value.state) : ''}
      </div>
      ${error ? html`<p class="bad" role="alert">${error.message}</p>` : ''}
      ${value ? content(value, query) : ''}`;
  },
};

function content(callback, query) {
  const { attempts } = callback;
  const chosen = attempts.find(({ number }) => String(number) === query.get('attempt')) ?? attempts.at(-1);
  return html`<div class="callback-head">${facts(callback)} ${actions(callback)}</div>
    <div class="callback-attempts">
      <section class="card" aria-label="Attempts"><h2>Attempts</h2>${attemptList(callback, chosen)}</section>
      ${chosen ? exchange(callback, chosen) : unsent(callback)}
    </div>
    ${callback.body === undefined ? '' : explanation(callback)}`;
}

/** Its bytes where no attempt shows them. */
function unsent({ headers, body, bodyBase64 }) {
  return body === undefined ? '' : html`<section class="card"><h2>Its bytes</h2>
    ${message({ label: 'Request', headers, body, base64: bodyBase64 })}</section>`;
}

function facts(callback) {
  const { id, tradeId, event, generatedAt, due, nextAttempt, faults = [], alterations = [], copyOf } = callback;
  const trade = store.trades.get(tradeId);
  const words = stateInWords(callback);
  return html`<section class="card" aria-label="Callback"><dl class="kv">
    <dt>Event</dt><dd>${event}${words ? html`, <span class="muted">${words}</span>` : ''}</dd>
    <dt>Trade</dt><dd><a class="mono" href=${href('trades', tradeId)}>${shortId(tradeId)}</a>
      ${trade ? status(trade.status) : ''} ${trade?.externalId ?? ''}</dd>
    ${callback.body === undefined ? '' : html`<dt>Signature</dt><dd>${signed(callback)}</dd>`}
    <dt>Id</dt><dd><code>${id}</code></dd>
    <dt>Due</dt><dd><time datetime=${due}>${when(due, true)}</time></dd>
    <dt>Written</dt><dd>${when(generatedAt, true)} <span class="muted">real time</span></dd>
    ${nextAttempt && isUnderWay(callback)
      ? html`<dt>Next attempt</dt><dd>${when(nextAttempt)}, ${age(nextAttempt, now())}</dd>` : ''}
    ${copyOf ? html`<dt>Copy of</dt><dd><a class="mono" href=${href('callbacks', copyOf)}>${shortId(copyOf)}</a>,
      the same bytes</dd>` : ''}
    ${faults.length ? html`<dt>Faults</dt><dd>${faults.map((name) => fault(name, alterations))}</dd>` : ''}
  </dl></section>`;
}

/** What the fault does, and with which parameters where it changed the bytes. */
function fault(name, alterations) {
  const { does } = kinds?.find((kind) => kind.name === name) ?? {};
  const altered = alterations.find((each) => each.name === name) ?? {};
  const told = Object.entries(altered).filter(([key]) => key !== 'name')
    .map(([key, value]) => `${key} = ${typeof value === 'string' ? value : JSON.stringify(value)}`);
  return html`<div>${badge(name, 'warn', 'bang')} ${does} <span class="muted">${told.join(', ')}</span></div>`;
}

/** Which faults there are is told once. */
async function readKinds() {
  kinds = null;
  const known = await trying(() => get('/faults'));
  kinds = known?.faults;
  refresh();
}

function actions(callback) {
  const { id, attempts } = callback;
  const off = resending || store.connection !== 'live';
  const own = store.settings?.callbackUrl;
  const url = () => to.trim() || attempts.at(-1)?.url || own || 'http://127.0.0.1:3000/assetpay/callback';
  const headers = attempts.at(-1)?.sentHeaders ?? callback.headers;
  return html`<section class="card" aria-label="Send it again"><h2>Send it again</h2>
    <p class="toolbar">
      <button class="button primary" ?disabled=${off || !own} @click=${() => resend(callback)}>Resend</button>
      <span class="muted clip">${own ? `to ${own}` : html`There is no <a href=${href('merchant')}>callback URL</a>.`}</span>
    </p>
    <form class="toolbar callback-to" @submit=${(event) => submit(event, callback)}>
      <label class="field"><span>Another URL</span>
        <input type="url" name="to" placeholder="http://127.0.0.1:3000/callback" autocomplete="off" spellcheck="false"
          .value=${to} @input=${write}></label>
      <button class="button" ?disabled=${off || !to.trim()}>Resend there</button>
    </form>
    <div class="toolbar">
      ${commandButton(() => `resend ${id}${to.trim() ? ` --to ${quoted(to.trim())}` : ''}`)}
      ${callback.bodyBase64 === undefined
        ? '' : copyButton(() => curl(url(), headers, callback.bodyBase64), 'Copy as curl')}
    </div>
  </section>`;
}

function write(event) {
  to = event.target.value;
  refresh();
}

function submit(event, callback) {
  event.preventDefault();
  if (to.trim() && !resending) {
    resend(callback, to.trim());
  }
}

async function resend({ id, event }, url) {
  resending = true;
  refresh();
  try {
    const attempt = await post(of(`/callbacks/${encodeURIComponent(id)}/resend`), url ? { to: url } : {});
    say(`Sent again: ${inWords(attempt, event)}.`);
  } catch (error) {
    fail(error);
  }
  resending = false;
  loaded.reset();
  refresh();
}

function attemptList(callback, chosen) {
  const { id, attempts, nextAttempt } = callback;
  const waits = nextAttempt && isUnderWay(callback);
  if (!attempts.length && !waits) {
    return html`<p class="muted">None: ${stateInWords(callback) ?? 'it waits'}.
      ${callback.state === 'UNDELIVERABLE' ? 'Set a callback URL and resend it, or resend it to another URL.' : ''}</p>`;
  }
  return html`<ol class="steps">${attempts.map((attempt) => html`<li data-tone=${TONES[outcome(attempt)]}>
      <a href=${href('callbacks', id, { attempt: attempt.number })} data-attempt=${attempt.number}
        aria-current=${attempt === chosen ? 'true' : 'false'}>Attempt ${attempt.number}: ${result(attempt)}</a>
      <div class="muted">${when(attempt.due)}, ${trigger(attempt)}, took ${duration(attempt.durationMillis)}</div></li>`)}
    ${waits ? html`<li><span class="muted">Next attempt ${age(nextAttempt, now())}</span></li>` : ''}</ol>`;
}

function exchange(callback, attempt) {
  const { number, url, sentHeaders, status: code, headers, body, bodyBase64, bodyTruncated: truncated, error } = attempt;
  const answered = code !== undefined;
  return html`<section class="card callback-exchange" aria-label="Attempt ${number}">
    <h2>Attempt ${number}</h2>
    <p class="toolbar">${answered ? httpStatus(code) : badge('no answer', 'bad', 'cross')}
      ${attempt.verdict ? html`verdict ${status(attempt.verdict)}` : ''} <span class="muted">${attempt.outcome}</span></p>
    <p>${meaning(attempt)} ${error ? html`<span class="bad">${error}</span>` : ''}</p>
    <dl class="kv">
      <dt>Due</dt><dd>${when(attempt.due, true)}</dd>
      <dt>Sent</dt><dd>${when(attempt.sent, true)} <span class="muted">real time</span>,
        took ${duration(attempt.durationMillis)}</dd>
      <dt>Why</dt><dd>${trigger(attempt)}${manner(attempt) ? `; ${manner(attempt)}` : ''}</dd>
    </dl>
    <h3>Request</h3>
    ${message({
      label: 'Request', start: `POST ${url}`, headers: sentHeaders, body: callback.body, base64: callback.bodyBase64,
    })}
    <h3>Answer</h3>
    ${answered
      ? message({ label: 'Answer', start: `HTTP ${code}`, headers, body: body ?? '', base64: bodyBase64, truncated })
      : html`<p class="muted">There was none.</p>`}
    ${answered && body === undefined ? html`<p class="muted">Its body was not complete, so it is not kept.</p>` : ''}
  </section>`;
}
