/** What opens AssetPay's API for the merchant: its credentials, shown when asked, and its API keys. */
import { html } from '../lib/lit-html.js';
import { refresh } from '../app.js';
import { patch, post, remove } from '../control.js';
import { confirmed } from '../parts/confirm.js';
import { copyButton } from '../parts/copy.js';
import { Loaded } from '../parts/loaded.js';
import { attempt, say } from '../parts/notice.js';
import { badge } from '../parts/status.js';
import { detail, of } from '../store.js';

const CREDENTIALS = { merchantId: 'Merchant id', apiKey: 'API key', apiSecret: 'API secret' };
const MASK = '••••••••';
const loaded = new Loaded();
let version = 0;
let shown = null;
let added = null;
let error = '';
let busy = false;

/** Hides what was shown. */
export function forget() {
  shown = null;
  added = null;
  error = '';
}

/** Both cards. */
export function keys() {
  return html`<section class="card" aria-label="Credentials">
      <div class="toolbar"><h2>Credentials</h2>
        <button class="button small push" ?disabled=${busy} @click=${toggle}>${shown ? 'Hide' : 'Show'}</button></div>
      <dl class="kv">${Object.entries(CREDENTIALS).map(([name, text]) => html`<dt>${text}</dt>
        <dd class="toolbar"><span class="mono secret">${shown?.[name] ?? MASK}</span>
          ${copyLater(name, text)}</dd>`)}</dl>
      <details><summary>Change the secret</summary>
        <form class="filters" @submit=${changeSecret}>
          <label class="field wide"><span>New API secret</span><input name="secret" type="password" required autocomplete="off"></label>
          <button class="button" ?disabled=${busy}>Change</button>
        </form></details>
    </section>
    ${apiKeys()}`;
}

function copyLater(name, text) {
  return shown ? html`<span aria-label=${text} role="group">${copyButton(shown[name])}</span>` : '';
}

async function toggle() {
  shown = shown ? null : await doing(() => detail('/credentials'));
  refresh();
}

/** Does something while the buttons are off; tells its error, and answers null then. */
async function doing(action) {
  busy = true;
  refresh();
  const answer = await attempt(action);
  busy = false;
  refresh();
  return answer ?? null;
}

async function changeSecret(event) {
  event.preventDefault();
  const form = event.target;
  const changed = await doing(() => patch(of(''), { apiSecret: form.elements.secret.value }));
  if (changed) {
    form.reset();
    say('The secret is changed; it signs from now on.');
    shown = shown && (await doing(() => detail('/credentials')));
    refresh();
  }
}

function apiKeys() {
  const { value, error: unread } = loaded.read('/keys', version);
  const scopes = [...new Set(value?.keys.flatMap((key) => key.scopes) ?? [])];
  return html`<section class="card" aria-label="API keys"><h2>API keys</h2>
    ${unread ? html`<p class="bad" role="alert">${unread.message}</p>` : ''}
    ${value ? html`<table class="table"><thead><tr><th>Key</th><th>Scopes</th><th></th></tr></thead>
      <tbody>${value.keys.map(row)}</tbody></table>` : ''}
    ${added ? html`<p class="toolbar">New key ${added.id}: <code>${added.key}</code> ${copyButton(added.key)}</p>
      <p class="muted">It is shown only now.</p>` : ''}
    <form class="filters add" @submit=${add}>
      <label class="field wide"><span>Key, made up when empty</span>
        <input name="key" class="mono" spellcheck="false" autocomplete="off" aria-describedby="key-wrong"></label>
      ${scopes.map((scope) => html`<label class="field row"><input type="checkbox" name="scopes" value=${scope} checked>
        <span>${scope}</span></label>`)}
      <button class="button" ?disabled=${busy}>Add key</button>
    </form>
    <p id="key-wrong" class="bad" role="alert">${error}</p>
  </section>`;
}

function row(key) {
  return html`<tr data-key=${key.id}><td class="mono">${key.id}</td><td>${key.scopes.join(', ') || html`<span class="muted">none</span>`}</td>
    <td class="number">${key.revoked ? badge('revoked', 'quiet', 'dash')
      : html`<button class="button small danger" ?disabled=${busy} aria-label="Revoke ${key.id}" @click=${() => revoke(key)}>Revoke</button>`}</td></tr>`;
}

async function add(event) {
  event.preventDefault();
  const form = event.target;
  const fields = new FormData(form);
  const key = fields.get('key').trim();
  busy = true;
  error = '';
  refresh();
  try {
    added = await post(of('/keys'), { ...(key ? { key } : {}), scopes: fields.getAll('scopes') });
    form.reset();
  } catch (refused) {
    error = refused.message;
  }
  busy = false;
  version += 1;
  refresh();
}

async function revoke(key) {
  const sure = await confirmed({
    title: `Revoke ${key.id}?`,
    text: 'Requests with it are refused from then on. It cannot be taken back.',
    action: 'Revoke',
  });
  if (sure) {
    await doing(() => remove(of(`/keys/${encodeURIComponent(key.id)}`)));
    version += 1;
    refresh();
  }
}
