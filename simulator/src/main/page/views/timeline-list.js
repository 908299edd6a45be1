/** The time line of a trade as a list: the same, for reading. */
import { html } from '../lib/lit-html.js';
import { duration, when } from '../format.js';
import { inWords, outcome, stateInWords } from '../parts/attempt.js';
import { href } from '../route.js';
import { isUnderWay } from '../store.js';
import { nextAttemptInWords, nextInWords, statusOf } from './timeline-lanes.js';

const TONES = { delivered: 'good', refused: 'bad', broken: 'bad', fault: 'warn' };
const HAPPENED = {
  CREATE: 'it was created',
  APPROVE: 'the merchant approved it',
  REJECT: 'the merchant did not approve it',
  PREPARE: 'the bot began to confirm',
  SEND_OFFER: 'the offer was sent',
  ACCEPT: 'the user accepted',
  DECLINE: 'the user declined',
  EXPIRE: 'the offer expired',
  ESCROW: 'Steam holds the items',
  SETTLE: 'the items changed hands',
  END_HOLD: 'the hold is over',
  FAIL: 'it failed',
  CANCEL: 'it was cancelled',
  REVERT: 'the user took it back',
};

/** Everything that has happened to a trade and its callbacks, in order, and what is to come. */
export function timelineList(trade, callbacks, now, pending) {
  const steps = trade.history.map((step) => happened(step, trade.kind, pending));
  const entries = [...steps, ...callbacks.flatMap(sent), ...coming(trade, callbacks, now)];
  // What happens at one instant: a verdict, what follows from it, and what tells of that.
  entries.sort((one, other) => one.at - other.at || one.rank - other.rank);
  const lines = entries.map((entry, at) => line(entry, since(entry, entries[at - 1])));
  return html`<ol class="steps timeline-list">${lines}</ol>`;
}

function line({ at, words, href: link, tone = '', ahead }, later) {
  return html`<li data-tone=${tone} class=${ahead ? 'expected' : ''}>
    ${link ? html`<a href=${link}>${words}</a>` : words}
    <div class="muted"><time datetime=${new Date(at).toISOString()}>${when(at)}</time>${later}</div>
  </li>`;
}

function since({ at, ahead }, before) {
  return before && at > before.at && !ahead ? `, ${duration(at - before.at)} later` : '';
}

function happened({ at, event, stage, why }, kind, pending) {
  const words = html`<b>${statusOf(kind, stage, pending)}</b>: ${why ?? HAPPENED[event] ?? event}`;
  return { at: Date.parse(at), rank: event === 'CREATE' ? 0 : 2, words };
}

function sent(callback) {
  const { id, event, attempts, copyOf, due } = callback;
  const copy = copyOf ? ' (copy)' : '';
  const note = stateInWords(callback);
  const last = Date.parse(attempts.at(-1)?.due ?? due);
  return [
    ...attempts.map((attempt) => ({
      at: Date.parse(attempt.due),
      rank: attempt.verdict ? 1 : 3,
      tone: TONES[outcome(attempt)],
      href: href('callbacks', id, { attempt: attempt.number }),
      words: inWords(attempt, event + copy),
    })),
    ...(note ? [{ at: last, rank: 3, href: href('callbacks', id), words: `${event} callback${copy}: ${note}` }] : []),
  ];
}

function coming(trade, callbacks, now) {
  const waiting = callbacks.filter((each) => each.nextAttempt && isUnderWay(each));
  const retries = waiting.map(({ id, event, attempts, nextAttempt }) => ({
    at: Date.parse(nextAttempt),
    rank: 3,
    ahead: true,
    href: href('callbacks', id),
    words: nextAttemptInWords(attempts.length + 1, event, nextAttempt, now),
  }));
  const own = trade.next ? [{ at: Date.parse(trade.next.due), rank: 2, ahead: true, words: nextInWords(trade, now) }] : [];
  return [...retries, ...own];
}
