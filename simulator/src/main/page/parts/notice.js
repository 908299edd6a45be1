/** Confirmations and errors. They pass, unless one points at them; errors also when something else succeeds or is looked at. */
import { html } from '../lib/lit-html.js';
import { repeat } from '../lib/directives/repeat.js';
import { refresh } from '../app.js';

const PASSES_AFTER = { good: 6000, bad: 15_000 };
/** One that is pointed at is looked after again. */
const AGAIN_AFTER = 1000;
const MOST = 3;
let shown = [];
let spoken = '';
let last = 0;

/** Confirms something; `link` is {href, text}, where more about it is. */
export function say(text, link) {
  forgetErrors();
  add({ text, link, tone: 'good' });
}

/** Tells an error: one that was thrown, or a text. */
export function fail(error) {
  add({ text: error.message ?? error, tone: 'bad' });
}

/** Errors are over when something has succeeded since, or another view is shown. */
export function forgetErrors() {
  if (shown.some((each) => each.tone === 'bad')) {
    shown = shown.filter((each) => each.tone !== 'bad');
    refresh();
  }
}

/** Tells something to those who listen, when those who look see it already. */
export function announce(text) {
  spoken = text;
  refresh();
}

/** Does something and tells its error, if it has one; answers undefined then. */
export async function attempt(action) {
  try {
    const done = await action();
    forgetErrors();
    return done;
  } catch (error) {
    fail(error);
    return undefined;
  }
}

function add(notice) {
  last += 1;
  const id = last;
  shown = [...shown.filter((each) => each.text !== notice.text), { ...notice, id }].slice(-MOST);
  setTimeout(() => pass(id), PASSES_AFTER[notice.tone]);
  refresh();
}

function pass(id) {
  if (document.querySelector(`[data-notice="${id}"]:is(:hover, :focus-within)`)) {
    setTimeout(() => pass(id), AGAIN_AFTER);
  } else {
    close(id);
  }
}

function close(id) {
  shown = shown.filter((each) => each.id !== id);
  refresh();
}

/** All of them; the shell shows it once. */
export function notices() {
  return html`<div class="notices" role="log" aria-live="polite" aria-label="Notices">
    ${repeat(shown, (each) => each.id, (each) => html`<div class="notice card" data-tone=${each.tone} data-notice=${each.id}>
      <p>${each.text} ${each.link ? html`<a href=${each.link.href}>${each.link.text}</a>` : ''}</p>
      <button class="button small" aria-label="Close notice" @click=${() => close(each.id)}>✕</button>
    </div>`)}
  </div>
  <div class="unseen" aria-live="polite">${spoken}</div>`;
}
