/** What stands on the time line of a trade: its statuses, and for each of its callbacks the attempts. */
import { age, duration, millis } from '../format.js';
import { inWords, outcome, stateInWords } from '../parts/attempt.js';
import { href } from '../route.js';
import { isUnderWay } from '../store.js';

/** So many retries that may follow are drawn at most. */
const LATER = 6;
/** A withdrawal is rejected after so many attempts without a verdict. */
const GATE_ATTEMPTS = 3;
const STATUS = {
  CREATED: 'INITIATED',
  ACCEPTED: 'ACTIVE',
  ESCROWED: 'ESCROW',
  PROTECTED: 'HOLD',
  REJECTED: 'CANCELED',
  EXPIRED: 'CANCELED',
};
const COMES = {
  PREPARE: 'the bot begins to confirm',
  SEND_OFFER: 'the offer is sent',
  ACCEPT: 'the user accepts',
  DECLINE: 'the user declines',
  EXPIRE: 'the offer expires',
  ESCROW: 'Steam begins to hold the items',
  SETTLE: 'the items change hands',
  END_HOLD: 'HOLD ends',
  FAIL: 'the trade fails',
  REVERT: 'the user takes the trade back',
};

/** The status that a stage of a trade has, as in A6; {@link pending} tells of approved withdrawals. */
export function statusOf(kind, stage, pending = false) {
  if (stage === 'PREPARING') {
    return kind === 'DEPOSIT' ? 'INITIATED' : pending ? 'PENDING' : 'ACTIVE';
  }
  if (stage === 'OFFERED') {
    return kind === 'DEPOSIT' ? 'PENDING' : 'ACTIVE';
  }
  return STATUS[stage] ?? stage;
}

/** What comes by itself: 'HOLD ends in 6 d 23 h'; null when nothing does. */
export function nextInWords({ next, stage }, now) {
  if (!next) {
    return null;
  }
  const what = next.event === 'SETTLE' && stage === 'ESCROWED' ? 'ESCROW ends' : COMES[next.event] ?? next.event;
  return `${what} ${age(next.due, now)}`;
}

/** When the next attempt comes: 'attempt 4 of HOLD in 1 min'. */
export function nextAttemptInWords(number, event, due, now) {
  return `attempt ${number} of ${event} ${Date.parse(due) > now ? age(due, now) : 'is due'}`;
}

/**
 * All of it: {now, spans, future, rows}. Instants are milliseconds since 1970 in the merchant's time.
 * spans: statuses {name, from, to, words}. future: the last one's rest {from, to, words}, or null.
 * rows: for each callback {id, event, note, marks, next, later, more}.
 */
export function lanes(trade, callbacks, now, settings) {
  const spans = statuses(trade, now, settings?.assumptions?.withdrawalPending === 'present');
  const due = trade.next && Date.parse(trade.next.due);
  return {
    now,
    spans,
    future: due > now ? { name: spans.at(-1).name, from: now, to: due, words: nextInWords(trade, now) } : null,
    rows: callbacks.map((callback) => row(callback, trade, now, gaps(settings?.retry))),
  };
}

function statuses({ kind, history }, now, pending) {
  const spans = [];
  for (const { at, stage } of history) {
    const from = Date.parse(at);
    const name = statusOf(kind, stage, pending);
    if (spans.at(-1)?.name !== name) {
      if (spans.length) {
        spans.at(-1).to = from;
      }
      spans.push({ name, from, to: Math.max(from, now) });
    }
  }
  return spans.map((span) => ({ ...span, words: `${span.name} for ${lasted(span)}` }));
}

function lasted({ from, to }) {
  return to > from ? duration(to - from) : 'a moment';
}

function row(callback, trade, now, retry) {
  const { id, event, attempts, copyOf, faults = [], nextAttempt } = callback;
  const waits = nextAttempt && isUnderWay(callback);
  const next = waits ? Date.parse(nextAttempt) : null;
  const number = attempts.filter((each) => each.trigger !== 'MANUAL').length + 1;
  const retries = callback.state === 'RETRYING' ? retriesAfter(next, number, retry, trade, event) : [];
  const extra = [copyOf ? 'copy' : '', copyOf ? '' : faults.join(', '), stateInWords(callback)].filter(Boolean);
  return {
    id,
    event,
    note: extra.join('; '),
    from: Date.parse(callback.due),
    marks: attempts.map((attempt) => ({
      at: Date.parse(attempt.due),
      number: attempt.number,
      kind: outcome(attempt),
      manual: attempt.trigger === 'MANUAL',
      code: outcome(attempt) === 'refused' ? attempt.status : null,
      words: inWords(attempt, event),
      href: href('callbacks', id, { attempt: attempt.number }),
    })),
    next: waits && {
      at: next,
      words: nextAttemptInWords(attempts.length + 1, event, nextAttempt, now),
      href: href('callbacks', id),
    },
    later: retries.slice(0, LATER),
    more: Math.max(0, retries.length - LATER),
  };
}

/** When the retries come that follow the next attempt if it fails, too. */
function retriesAfter(next, number, retry, trade, event) {
  const most = trade.awaitsVerdict && event === 'INITIATED' ? GATE_ATTEMPTS - 1 : retry.length;
  let at = next;
  return retry.slice(number - 1, most).map((gap) => (at += gap));
}

/** The gaps between attempts in milliseconds, from 'PT10S,PT2M'. */
function gaps(retry) {
  return !retry || retry === 'none' ? [] : retry.split(',').map((gap) => millis(gap) || 0);
}
