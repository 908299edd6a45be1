/** The clock of the merchant: what time it is, what comes next, and ways to let time pass. */
import { html } from '../lib/lit-html.js';
import { refresh } from '../app.js';
import { post } from '../control.js';
import { age, duration, plural, shortId, when, written } from '../format.js';
import { nextDue } from './due.js';
import { now, of, readClock, store } from '../store.js';
import { fail, say } from './notice.js';

const MODES = {
  frozen: 'stands still until told',
  paced: 'long waits are cut short',
  live: 'real time',
};
const STEPS = [
  ['1h', '+1 h', 'Let 1 hour pass'],
  ['1d', '+1 d', 'Let 1 day pass'],
  ['7d', '+7 d', 'Let 7 days pass'],
];
let advancing = false;
let last = null;

/** Whether time is being advanced. */
export const isAdvancing = () => advancing;

/** What the last advance of this merchant did, as the control API told it, with `from`; null when there was none. */
export const lastAdvance = () => (last?.merchant === store.merchant ? last : null);

/** Lets time pass, {by: '1h'} or {to: instant}, and says what ran; answers it, or null when it was refused, which `refused` tells. */
export async function advance(body, refused = fail) {
  const { merchant } = store;
  const from = now();
  advancing = true;
  refresh();
  try {
    const done = await post(of('/clock/advance'), body);
    last = { merchant, from, ...done };
    say(`It is ${when(done.now)} now; ${done.ran.length ? plural(done.ran.length, 'thing') : 'nothing'} happened.`);
    return done;
  } catch (error) {
    refused(error);
    return null;
  } finally {
    advancing = false;
    readClock();
    refresh();
  }
}

/** The strip above each view. */
export function clockStrip() {
  const { clock } = store;
  if (!clock) {
    return '';
  }
  const off = advancing || store.connection !== 'live';
  return html`<section class="clock" aria-label="Clock">
    <time class="now" datetime=${clock.now} title="The merchant's now, UTC">${when(now())}</time>
    <span class="badge mode" title=${MODES[clock.mode]}>${clock.mode}</span>
    <span class="due clip">${due(clock)}</span>
    <span class="quick" role="group" aria-label="Let time pass">
      <button class="button small" ?disabled=${off || !clock.nextDue} title="Advance to what is due next"
        @click=${() => advance({ to: clock.nextDue })}>${advancing ? 'Advancing…' : 'Next due'}</button>
      ${STEPS.map(([by, text, title]) => html`<button class="button small" ?disabled=${off} title=${title}
        @click=${() => advance({ by })}>${text}</button>`)}
    </span>
  </section>`;
}

function due(clock) {
  if (!clock.nextDue) {
    return 'nothing is due';
  }
  const left = Date.parse(clock.nextDue) - now();
  const ends = left < 1000 ? 'now' : age(clock.nextDue, now());
  const what = nextDue(clock.nextDue);
  const more = clock.pending > 1 ? `, ${clock.pending - 1} more after it` : '';
  const text = what
    ? html`<a href=${what.href}>${what.words} ${shortId(what.id)}</a> ${what.verb} ${ends}`
    : html`next due ${ends}`;
  const cut = clock.mode === 'paced' && left >= 1000 ? ` (the paced clock takes at most ${written(store.settings.pace, ' ')})` : '';
  return html`<span title="due ${when(clock.nextDue)} UTC${more}">${text}${cut}</span>`;
}
