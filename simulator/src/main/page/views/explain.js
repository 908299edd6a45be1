/** The signature of a callback, explained in place. */
import { html } from '../lib/lit-html.js';
import { refresh } from '../app.js';
import { post } from '../control.js';
import { copyButton } from '../parts/copy.js';
import { badge } from '../parts/status.js';
import { store } from '../store.js';

/** What makes a callback one whose key does not verify. */
const FORGING = new Set(['wrong-secret', 'missing-key', 'malformed-key', 'upper-case-key', 'tampered-trade',
  'malformed-json', 'empty-body']);
const AROUND = 24;

let of = null;
let state = nothing();

function nothing() {
  return { answer: null, error: null, busy: false, key: '', text: '', asked: null, itself: null };
}

/** Asks once for each callback. */
function look(callback) {
  const about = `${store.merchant} ${callback.id}`;
  if (of !== about) {
    of = about;
    state = nothing();
    ask(callback);
  }
}

/** Whether the key in the body verifies, in a word; nothing before that is known. */
export function signed(callback) {
  look(callback);
  const { itself, error } = state;
  return itself ? mark(itself.verifies) : error ? badge('cannot be read', 'bad', 'cross') : '';
}

function mark(verifies) {
  return verifies ? badge('verifies', 'good', 'check') : badge('does not verify', 'bad', 'cross');
}

/** The card that explains the key of a callback, as the control API shows it. */
export function explanation(callback) {
  look(callback);
  const { answer, error, busy } = state;
  return html`<section class="card explain" aria-label="Signature">
    <h2>Signature</h2>
    ${error ? html`<p class="bad" role="alert">${error.message}</p>` : ''}
    ${answer ? verdict(answer, callback) : error ? intended(callback) : html`<p class="muted">Checking…</p>`}
    <form class="explain-own" @submit=${(event) => submit(event, callback)}>
      <label class="field"><span>Your key</span>
        <input class="mono" name="key" placeholder="what your code computed" spellcheck="false" autocomplete="off"
          .value=${state.key} @input=${(event) => write('key', event)}></label>
      <label class="field"><span>The text that you signed</span>
        <textarea name="text" rows="3" spellcheck="false"
          placeholder="compared with the canonical text, character by character"
          .value=${state.text} @input=${(event) => write('text', event)}></textarea></label>
      <div class="toolbar">
        <button class="button" ?disabled=${busy}>${busy ? 'Explaining…' : 'Find the mistake'}</button></div>
    </form>
    ${answer && state.text ? difference(state.text, answer.canonical) : ''}
  </section>`;
}

function write(name, event) {
  state[name] = event.target.value;
  refresh();
}

function submit(event, callback) {
  event.preventDefault();
  ask(callback);
}

async function ask(callback) {
  const mine = state;
  const key = mine.key.trim();
  mine.busy = true;
  refresh();
  try {
    const body = { merchant: store.merchant, body: callback.body, ...(key ? { key } : {}) };
    const answer = await post('/explain-callback', body);
    Object.assign(mine, { answer, error: null, asked: key, ...(key ? {} : { itself: answer }) });
  } catch (error) {
    Object.assign(mine, { answer: null, error });
  }
  mine.busy = false;
  refresh();
}

function verdict(answer, callback) {
  const own = state.asked !== '';
  const whose = own ? 'Your key' : 'The key';
  return html`<p class="toolbar" role="status">
      ${mark(answer.verifies)}
      <span>${answer.verifies
        ? `${whose} is the one that the trade has under the secret of this merchant.`
        : `${whose} is not the one that the trade has under the secret of this merchant.`}</span>
    </p>
    ${own || answer.verifies ? '' : intended(callback)}
    ${answer.mistake ? html`<div class="explain-mistake"><h3>${answer.mistake.name}</h3>
      <p>${answer.mistake.explanation}</p><p><b>Fix:</b> ${answer.mistake.fix}</p></div>` : ''}
    ${answer.notes.length ? html`<ul>${answer.notes.map((note) => html`<li>${note}</li>`)}</ul>` : ''}
    <dl class="kv">
      <dt>Expected key</dt><dd><code>${answer.expectedKey}</code></dd>
      <dt>${own ? 'Your key' : 'Key in the body'}</dt>
      <dd><code class=${answer.verifies ? '' : 'bad'}>${answer.givenKey ?? 'none'}</code></dd>
    </dl>
    <details open><summary>Canonical text: what is signed</summary>
      <pre class="code" tabindex="0">${answer.canonical}</pre></details>
    <div class="toolbar">${copyButton(answer.canonical, 'Copy canonical text')}
      ${copyButton(answer.expectedKey, 'Copy key')}</div>`;
}

/** A forgery is to be recognized as one. */
function intended({ alterations = [] }) {
  const forged = alterations.filter(({ name }) => FORGING.has(name));
  return forged.length
    ? html`<p class="explain-intended">That is as it should be: ${forged.map(({ name }) => name).join(', ')}, as planned.
        The merchant must refuse this callback.</p>`
    : '';
}

function difference(yours, canonical) {
  const at = firstDifference(yours, canonical);
  return html`<section class="explain-difference" aria-label="Difference">${at < 0
    ? html`<p>${badge('the same', 'good', 'check')} Your text is the canonical one. If the keys differ, compare the
        secret.</p>`
    : html`<p>${badge('different', 'bad', 'cross')} The texts part at character ${at + 1}:</p>
      <dl class="kv"><dt>Yours</dt><dd><code>${part(yours, at)}</code></dd>
      <dt>Canonical</dt><dd><code>${part(canonical, at)}</code></dd></dl>`}
  </section>`;
}

function firstDifference(one, other) {
  const shorter = Math.min(one.length, other.length);
  for (let at = 0; at < shorter; at += 1) {
    if (one[at] !== other[at]) {
      return at;
    }
  }
  return one.length === other.length ? -1 : shorter;
}

function part(text, at) {
  const rest = text.slice(at, at + AROUND);
  const before = text.slice(Math.max(0, at - AROUND), at);
  const [more, less] = [at > AROUND ? '…' : '', at + AROUND < text.length ? '…' : ''];
  return html`${more}${before}<mark>${rest || 'nothing more'}</mark>${less}`;
}
