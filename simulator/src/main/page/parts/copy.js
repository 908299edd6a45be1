/** Buttons that copy. */
import { html } from '../lib/lit-html.js';
import { hasToken } from '../control.js';
import { current } from '../route.js';
import { of } from '../store.js';
import { quoted } from './curl.js';
import { announce, fail } from './notice.js';

const SHOWN_FOR = 1500;

/** A button that copies a text, or what a function makes when it is pressed. */
export function copyButton(text, label = 'Copy') {
  return html`<button type="button" class="button small copy" @click=${(event) => copy(event.currentTarget, text)}>
    <span class="before">${label}</span><span class="after" aria-hidden="true">Copied</span>
  </button>`;
}

/** The command line that does `words` to this simulator and this merchant. */
export function command(words) {
  const { merchant } = current();
  const url = location.origin === 'http://127.0.0.1:8080' ? '' : ` --url ${location.origin}`;
  const whose = merchant === 'default' ? '' : ` --merchant ${merchant}`;
  const token = hasToken() ? ' --control-token "$ASSETPAY_SIM_CONTROL_TOKEN"' : '';
  return `java -jar assetpay-simulator.jar ${words}${url}${whose}${token}`;
}

/** A button that copies the command line that does `words`. */
export function commandButton(words) {
  return copyButton(() => command(typeof words === 'function' ? words() : words), 'Copy as command');
}

/** The option with which curl shows the control token; empty when there is none. */
export function bearer() {
  return hasToken() ? '-H "Authorization: Bearer $ASSETPAY_SIM_CONTROL_TOKEN"' : '';
}

/** A button that copies the curl that makes a call of the control API about this merchant. */
export function curlButton(method, path, body) {
  return copyButton(() => {
    const given = typeof body === 'function' ? body() : body;
    const words = [
      `curl -sS -X ${method} ${quoted(`${location.origin}/_sim${of(path)}`)}`,
      bearer(),
      ...(given === undefined ? [] : [`-H 'Content-Type: application/json'`, `-d ${quoted(JSON.stringify(given))}`]),
    ];
    return words.filter(Boolean).join(' \\\n  ');
  }, 'Copy as curl');
}

async function copy(button, text) {
  const copied = typeof text === 'function' ? text() : text;
  if (!(await toClipboard(copied))) {
    fail(`The browser does not let this page copy. This is it: ${copied}`);
    return;
  }
  announce('Copied');
  button.dataset.done = '';
  setTimeout(() => {
    delete button.dataset.done;
    announce('');
  }, SHOWN_FOR);
}

/** Browsers have the clipboard for pages of this machine only; others get the way of old. */
async function toClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const before = document.activeElement;
    const area = document.createElement('textarea');
    area.className = 'unseen';
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    before?.focus();
    return done;
  }
}
