/** What can be made to happen to a trade, and letting time pass for it. */
import { html } from '../lib/lit-html.js';
import { refresh } from '../app.js';
import { post } from '../control.js';
import { age, when } from '../format.js';
import { advance, isAdvancing } from '../parts/clock.js';
import { commandButton } from '../parts/copy.js';
import { fail, say } from '../parts/notice.js';
import { detail, isUnderWay, of, readClock, store } from '../store.js';
import { nextInWords } from './timeline-lanes.js';

const EVENTS = {
  complete: 'Complete',
  'send-offer': 'Send offer',
  accept: 'Accept',
  decline: 'Decline',
  expire: 'Expire',
  fail: 'Fail',
  cancel: 'Cancel',
  escrow: 'Escrow',
  'end-hold': 'End hold',
  revert: 'Revert',
};
const TITLES = {
  complete: 'Walks it through all that is left, to its end',
  'send-offer': 'The Steam offer is sent to the user',
  accept: 'The user accepts the offer',
  decline: 'The user declines the offer',
  expire: 'The offer expires',
  fail: 'It fails, as when Steam or a bot has trouble',
  cancel: 'It is cancelled',
  escrow: 'The user accepts, and Steam holds the items',
  'end-hold': 'The hold ends at once; the clock stands still',
  revert: 'The user takes the trade back',
};
const NO_HOLD = new Set(['EXPIRE', 'DECLINE', 'FAIL', 'REVERT']);
const ENDINGS = new Set(['fail', 'cancel', 'decline', 'revert']);
/** Steps from the creation to the end of the hold, and some more. */
const MOST_STEPS = 12;
let busy = null;
let chosen = null;

/** The card of buttons; `took` takes what the trade is after one. */
export function actions(trade, callbacks, now, took) {
  const off = busy !== null || isAdvancing() || store.connection !== 'live';
  const words = Object.keys(EVENTS).filter((word) => trade.possible.includes(word));
  const command = words.includes(chosen) ? chosen : words[0];
  return html`<section class="card trade-actions" aria-label="What can happen now">
    <h2>What can happen now</h2>
    ${words.length
      ? html`<div class="toolbar">${words.map((word) => html`<button title=${TITLES[word]} ?disabled=${off}
          class="button ${word === 'complete' ? 'primary' : ENDINGS.has(word) ? 'danger' : ''}"
          @click=${() => happen(trade, word, took)}>${busy === word ? `${EVENTS[word]}…` : EVENTS[word]}</button>`)}</div>`
      : html`<p class="muted">Nothing can happen to it any more.</p>`}
    ${ahead(trade, callbacks, now, off)}
    ${words.length ? html`<div class="toolbar trade-command">
      <label class="field row"><span>Command</span><select @change=${(event) => choose(event.target.value)}>
        ${words.map((word) => html`<option value=${word} ?selected=${word === command}>${word}</option>`)}</select></label>
      ${commandButton(() => `${command} ${trade.id}`)}</div>` : ''}
  </section>`;
}

function choose(word) {
  chosen = word;
  refresh();
}

function ahead(trade, callbacks, now, off) {
  const words = nextInWords(trade, now);
  const dues = [trade.next?.due, ...callbacks.filter(isUnderWay).map((each) => each.nextAttempt)].filter(Boolean);
  const due = dues.sort((one, other) => Date.parse(one) - Date.parse(other))[0];
  const hold = trade.stage === 'ESCROWED' ? 'ESCROW' : 'HOLD';
  return html`<p>${words
      ? html`<span title="${when(trade.next.due)} UTC">By itself: <b>${words}</b>.</span>`
      : trade.possible.length ? 'Nothing happens to it by itself.' : ''}
      ${words && store.clock?.mode === 'frozen'
        ? html`<span class="muted">The clock stands still until you let time pass.</span>` : ''}</p>
    ${due ? html`<div class="toolbar">
      ${due === trade.next?.due && ends(trade) ? '' : html`<button class="button" ?disabled=${off}
        title="${when(due)} UTC" @click=${() => advance({ to: due })}>Advance to next (${age(due, now)})</button>`}
      ${holdComes(trade) ? html`<button class="button" ?disabled=${off} @click=${() => endOfHold(trade)}>
        ${busy === 'hold' ? 'Advancing…' : `Advance to the end of ${hold}`}</button>` : ''}
    </div>` : ''}`;
}

/** Whether the end of its hold is what comes next. */
const ends = ({ next, stage }) => next.event === 'END_HOLD' || (next.event === 'SETTLE' && stage === 'ESCROWED');

/** Whether it is on its way to a hold, or in one. */
function holdComes({ next, game, stage }) {
  return next !== undefined && (game === '730' || stage === 'ESCROWED') && !NO_HOLD.has(next.event);
}

async function happen(trade, event, took) {
  busy = event;
  refresh();
  try {
    const after = await post(of(`/trades/${encodeURIComponent(trade.id)}/events`), { event });
    took(after);
    say(`${EVENTS[event]}: it was ${trade.status}, it is ${after.status}.`);
  } catch (error) {
    fail(error);
  }
  busy = null;
  refresh();
}

/** From one step of the trade to the next, until its hold is over. */
async function endOfHold({ id }) {
  busy = 'hold';
  refresh();
  try {
    let trade = await detail(`/trades/${encodeURIComponent(id)}`);
    const inEscrow = trade.stage === 'ESCROWED';
    for (let steps = 0; steps < MOST_STEPS && trade.next; steps += 1) {
      const holds = inEscrow ? trade.stage === 'ESCROWED' : trade.stage === 'PROTECTED';
      await post(of('/clock/advance'), { to: trade.next.due });
      trade = await detail(`/trades/${encodeURIComponent(id)}`);
      if (holds) {
        break;
      }
    }
    say(`It is ${when((await detail('/clock')).now)} now; the trade is ${trade.status}.`);
  } catch (error) {
    fail(error);
  }
  busy = null;
  readClock();
  refresh();
}
