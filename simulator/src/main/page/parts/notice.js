/** Confirmations, which pass, and errors, which stay until they are closed. */
import { html } from '../lib/lit-html.js';
import { repeat } from '../lib/directives/repeat.js';
import { refresh } from '../app.js';

const PASSES_AFTER = 6000;
const MOST = 4;
let shown = [];
let spoken = '';
let last = 0;

/** Confirms something; `link` is {href, text}, where more about it is. */
export function say(text, link) {
  const id = add({ text, link, tone: 'good' });
  setTimeout(() => close(id), PASSES_AFTER);
}

/** Tells an error: one that was thrown, or a text. */
export function fail(error) {
  add({ text: error.message ?? error, tone: 'bad' });
}

/** Tells something to those who listen, when those who look see it already. */
export function announce(text) {
  spoken = text;
  refresh();
}

/** Does something and tells its error, if it has one; answers undefined then. */
export async function attempt(action) {
  try {
    return await action();
  } catch (error) {
    fail(error);
    return undefined;
  }
}

function add(notice) {
  last += 1;
  shown = [...shown.filter((each) => each.text !== notice.text), { ...notice, id: last }].slice(-MOST);
  refresh();
  return last;
}

function close(id) {
  shown = shown.filter((each) => each.id !== id);
  refresh();
}

/** All of them; the shell shows it once. */
export function notices() {
  return html`<div class="notices" role="log" aria-live="polite" aria-label="Notices">
    ${repeat(shown, (each) => each.id, (each) => html`<div class="notice card" data-tone=${each.tone}>
      <p>${each.text} ${each.link ? html`<a href=${each.link.href}>${each.link.text}</a>` : ''}</p>
      <button class="button small" aria-label="Close notice" @click=${() => close(each.id)}>✕</button>
    </div>`)}
  </div>
  <div class="unseen" aria-live="polite">${spoken}</div>`;
}
