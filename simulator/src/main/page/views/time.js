/** Time: how it moves, what is due, and ways to let it pass. */
import { html } from '../lib/lit-html.js';
import { repeat } from '../lib/directives/repeat.js';
import { refresh } from '../app.js';
import { age, count, plural, shortId, when } from '../format.js';
import { advance, isAdvancing, lastAdvance } from '../parts/clock.js';
import { commandButton, curlButton } from '../parts/copy.js';
import { upcoming } from '../parts/due.js';
import { href } from '../route.js';
import { now, store } from '../store.js';
import { clockMode, forgetChoice } from './time-mode.js';

const STEPS = [['1s', '1 second'], ['1min', '1 minute'], ['1h', '1 hour'], ['1d', '1 day'], ['7d', '7 days']];
const MOST_NEXT = 20;
const MOST_RAN = 200;
const MOST_HOLDS = 200;
let by = '';
let problem = '';
let hold = '';

export const view = {
  title: 'Time',

  enter() {
    forgetChoice();
    problem = '';
  },

  render() {
    const off = isAdvancing() || store.connection !== 'live';
    return html`<div class="toolbar"><h1 tabindex="-1">Time</h1>
        <span class="muted">${plural(store.clock.pending, 'thing')} scheduled</span></div>
      <div class="times">
        <section class="card" aria-labelledby="clock"><h2 id="clock">Clock</h2>${clockMode()}</section>
        <section class="card" aria-labelledby="advance"><h2 id="advance">Advance the clock</h2>${ways(off)}</section>
      </div>
      <section class="card" aria-labelledby="next"><h2 id="next">What comes next</h2>${next(off)}</section>
      ${ran()}`;
  },
};

function ways(off) {
  return html`<div class="ways">
    <p class="muted">It stops wherever something is due, and goes on when all of that is done.</p>
    <div class="toolbar" role="group" aria-label="Advance by">
      ${STEPS.map(([step, words]) => html`<button class="button" ?disabled=${off} @click=${() => advance({ by: step })}>${words}</button>`)}
    </div>
    <form class="toolbar" aria-label="Any duration" @submit=${(event) => submit(event, { by: by.trim() }, wrong)}>
      <label class="field"><span>Duration</span>
        <input required placeholder="90s, 2h, 3d or PT1M30S" spellcheck="false" autocomplete="off" .value=${by}
          aria-invalid=${problem ? 'true' : 'false'} aria-describedby="by-wrong"
          @input=${(event) => set(() => { by = event.target.value; problem = ''; })}></label>
      <button class="button" ?disabled=${off}>Advance</button>
      ${commandButton(() => `advance ${/^[\w.]+$/.test(by.trim()) ? by.trim() : '1h'}`)}
    </form>
    <p id="by-wrong" class="bad" role="alert">${problem}</p>
    <div class="toolbar">
      <button class="button" ?disabled=${off || !store.clock.nextDue}
        @click=${() => advance({ to: store.clock.nextDue })}>To what is due next</button>
      ${commandButton('advance next')}
      ${isAdvancing() ? html`<span class="muted" role="status">Advancing…</span>` : ''}
    </div>
    ${holds(off)}
  </div>`;
}

/** Holds end after days: what merchants wait for most. */
function holds(off) {
  const all = upcoming().filter((each) => each.event === 'END_HOLD');
  if (!all.length) {
    return html`<p class="muted">When a trade is on hold, time can go to the end of its hold from here.</p>`;
  }
  const chosen = all.find((each) => each.id === hold) ?? all[0];
  return html`<form class="toolbar" aria-label="End of a hold" @submit=${(event) => submit(event, { to: chosen.due })}>
    <label class="field"><span>Trade on hold</span>
      <select @change=${(event) => set(() => { hold = event.target.value; })}>
        ${repeat(all.slice(0, MOST_HOLDS), (each) => each.id, ({ id, due }) => html`<option value=${id} ?selected=${id === chosen.id}>
          ${shortId(id)}, ends ${age(due, now())}</option>`)}
      </select></label>
    <button class="button" ?disabled=${off}>To the end of its hold</button>
    ${curlButton('POST', '/clock/advance', () => ({ to: chosen.due }))}
  </form>`;
}

function submit(event, body, refused) {
  event.preventDefault();
  set(() => { problem = ''; });
  advance(body, refused);
}

function wrong(error) {
  set(() => { problem = error.message; });
}

function set(change) {
  change();
  refresh();
}

function next(off) {
  const all = upcoming();
  if (!all.length) {
    return html`<p class="muted">Nothing is due. <a href=${href('play')}>Play a user</a>, and what becomes of his trade stands here.</p>`;
  }
  const more = store.clock.pending - Math.min(all.length, MOST_NEXT);
  return html`<ol class="due-list">${repeat(all.slice(0, MOST_NEXT), (each) => `${each.id} ${each.due}`, ({ due, words, verb, id, href: what }) => html`<li>
      <time datetime=${due} title="${when(due, true)} UTC">${when(due)}</time>
      <span class="muted left">${age(due, now())}</span>
      <span class="what">${capital(words)} <a class="mono" href=${what} title=${id}>${shortId(id)}</a> ${verb}</span>
      <button class="button small" ?disabled=${off} aria-label="Advance to: ${words} ${shortId(id)} ${verb}"
        @click=${() => advance({ to: due })}>Advance to this</button>
    </li>`)}</ol>
    ${more > 0 ? html`<p class="muted">and ${count(more)} more after it</p>` : ''}`;
}

function capital(words) {
  return words[0].toUpperCase() + words.slice(1);
}

function ran() {
  const last = lastAdvance();
  if (!last) {
    return '';
  }
  const shown = last.ran.slice(0, MOST_RAN);
  return html`<section class="card" aria-labelledby="ran">
    <h2 id="ran">What happened in the last advance</h2>
    <p class="muted">From ${when(last.from)} to ${when(last.now)}: ${last.ran.length ? plural(last.ran.length, 'thing') : 'nothing was due'}.</p>
    <ol class="steps">${shown.map(({ at, label }) => html`<li><span class="muted">${when(at, true)}</span> ${label}</li>`)}</ol>
    ${shown.length < last.ran.length ? html`<p class="muted">and ${count(last.ran.length - shown.length)} more</p>` : ''}
  </section>`;
}
