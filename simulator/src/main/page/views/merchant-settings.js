/** How a merchant is set, and what of it can be changed. */
import { html } from '../lib/lit-html.js';
import { live } from '../lib/directives/live.js';
import { refresh } from '../app.js';
import { get, patch } from '../control.js';
import { count, usd, when, written } from '../format.js';
import { curlButton } from '../parts/copy.js';
import { say } from '../parts/notice.js';
import { href } from '../route.js';
import { of, store } from '../store.js';

const RATE_LIMITS = ['off', 'verified', 'unverified'];
const OUTCOMES = ['accept', 'accept-at-once', 'decline', 'ignore', 'fail', 'escrow', 'revert', 'supplier-fails'];
const FIELDS = [
  { name: 'retry', label: 'Retry', meaning: 'Gaps such as 10s,30s,2min, or none.' },
  { name: 'callbackTimeout', label: 'Callback timeout', meaning: 'What the handler has for one callback, such as 15s.' },
  { name: 'rateLimits', label: 'Rate limits', meaning: 'Which of the documented ones apply.', choices: RATE_LIMITS },
  { name: 'steam.outcome', label: 'Steam outcome', meaning: 'What users do with offers, unless they are test users.', choices: OUTCOMES },
];
/** What cannot be changed once a merchant is there. */
const FIXED = {
  merchantId: String,
  clock: String,
  pace: (text) => written(text, ' '),
  startAt: (instant) => `${when(instant, true)} UTC`,
  seed: String,
  tokenTtl: (text) => written(text, ' '),
  balance: usd,
  remember: count,
};
const URL_FIELD = 'callbackUrl';
let drafts = new Map();
let errors = {};
let busy = false;
let assumptions = null;

/** Forgets what was written and not saved. */
export function forgetDrafts() {
  drafts = new Map();
  errors = {};
  if (!assumptions) {
    readAssumptions();
  }
}

async function readAssumptions() {
  try {
    assumptions = (await get('/assumptions')).assumptions;
    refresh();
  } catch (error) {
    errors.rest = error.message;
  }
}

/** A value in force, as text. */
function valueOf(name) {
  const value = String(name.split('.').reduce((object, member) => object?.[member], store.settings) ?? '');
  return isUrl(name) ? value : written(value);
}

function draft(name, value) {
  if (value === valueOf(name)) {
    drafts.delete(name);
  } else {
    drafts.set(name, value);
  }
  refresh();
}

const unsaved = (which) => [...drafts].filter(([name]) => which(name));
const isUrl = (name) => name === URL_FIELD;
const isOther = (name) => !isUrl(name);

/** The body that changes what was written; nothing written puts one back to its standard. */
function bodyOf(changes) {
  const body = {};
  for (const [name, text] of changes) {
    const [first, second] = name.split('.');
    const value = text.trim() || null;
    body[first] = second ? { ...body[first], [second]: value } : value;
  }
  return body;
}

async function save(which, part) {
  const changes = unsaved(which);
  busy = true;
  errors = { ...errors, [part]: '' };
  refresh();
  try {
    store.settings = await patch(of(''), bodyOf(changes));
    changes.forEach(([name]) => drafts.delete(name));
    say(which === isUrl && !store.settings.callbackUrl ? 'Saved. No callbacks are sent without a URL.' : 'Saved.');
  } catch (error) {
    errors = { ...errors, [part]: error.message };
  }
  busy = false;
  refresh();
}

/** The field that is first of all: where callbacks are sent. */
export function callbackUrl() {
  const missing = !store.settings.callbackUrl;
  return html`<section class="card urls" aria-label="Callback URL">
    <h2>${missing ? 'No callback URL: callbacks are not sent' : 'Callback URL'}</h2>
    <form class="filters" novalidate @submit=${(event) => submit(event, isUrl, 'url')}>
      <label class="field wide"><span>URL of the handler</span>
        <input type="url" inputmode="url" spellcheck="false" autocomplete="off" placeholder="http://127.0.0.1:3000/assetpay/callback"
          aria-invalid=${errors.url ? 'true' : 'false'} aria-describedby="url-wrong"
          .value=${live(drafts.get(URL_FIELD) ?? valueOf(URL_FIELD))} @input=${(event) => draft(URL_FIELD, event.target.value)}></label>
      <button class="button ${missing ? 'primary' : ''}" ?disabled=${busy}>Save URL</button>
    </form>
    <p id="url-wrong" class="bad" role="alert">${errors.url ?? ''}</p>
    ${missing ? html`<p class="muted">A new URL holds for every attempt from then on, also of callbacks that wait.</p>` : ''}
  </section>`;
}

/** Everything else that can be changed, and what cannot. */
export function settings() {
  const changed = unsaved(isOther).length;
  return html`<section class="card settings" aria-label="Settings"><h2>Settings</h2>
    <form novalidate @submit=${(event) => submit(event, isOther, 'rest')}>
      <div class="fields">${FIELDS.map(field)}</div>
      <h3>Assumptions <small>about what AssetPay’s documentation leaves open</small></h3>
      <div class="fields">${assumptions?.map(assumption)}</div>
      <p class="muted">What is left empty goes back to its standard.</p>
      <p class="bad" role="alert">${errors.rest ?? ''}</p>
      <div class="toolbar">
        <button class="button primary" ?disabled=${busy || !changed}>Save</button>
        <button type="button" class="button" ?disabled=${busy || !changed} @click=${reset}>Undo</button>
        ${changed ? curlButton('PATCH', '', () => bodyOf(unsaved(isOther))) : ''}
      </div>
    </form>
    <h3>Fixed</h3>
    <dl class="kv">${Object.entries(FIXED).filter(([name]) => store.settings[name] !== undefined)
      .map(([name, text]) => html`<dt>${name}</dt><dd class="mono">${text(store.settings[name])}</dd>`)}</dl>
    <p class="muted">The clock’s mode is changed under <a href=${href('time')}>Time</a>.</p>
  </section>`;
}

function assumption({ name, meaning, allowed, choices, standard }) {
  const sentence = `${meaning[0].toUpperCase()}${meaning.slice(1)}${choices ? '' : `: ${allowed}`}.`;
  return field({ name: `assumptions.${name}`, label: name, meaning: sentence, choices, standard });
}

function field({ name, label, meaning, choices, standard }) {
  const value = drafts.get(name) ?? valueOf(name);
  const said = `about-${name}`;
  return html`<label class="field" data-setting=${name} data-changed=${drafts.has(name) ? 'true' : 'false'}><span>${label}</span>
    ${choices
      ? html`<select aria-describedby=${said} .value=${live(value)} @change=${(event) => draft(name, event.target.value)}>
          ${choices.map((each) => html`<option value=${each} ?selected=${each === value}>${each}</option>`)}</select>`
      : html`<input spellcheck="false" autocomplete="off" aria-describedby=${said}
          placeholder=${written(standard ?? '')} .value=${live(value)} @input=${(event) => draft(name, event.target.value)}>`}
    <small id=${said}>${meaning}</small></label>`;
}

function submit(event, which, part) {
  event.preventDefault();
  if (unsaved(which).length && !busy) {
    save(which, part);
  }
}

function reset() {
  unsaved(isOther).forEach(([name]) => drafts.delete(name));
  errors.rest = '';
  refresh();
}
