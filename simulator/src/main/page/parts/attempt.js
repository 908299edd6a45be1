/** Attempts and callbacks in words, for every view that tells of them. */
import { duration } from '../format.js';

/** What each outcome means; docs/control-api.md has the same table. */
const OUTCOMES = {
  DELIVERED: 'It was answered with success, or with a verdict.',
  REFUSED_STATUS: 'It was answered completely, but not with success. Redirects are never followed.',
  TIMEOUT: 'It had no complete answer in time.',
  INCOMPLETE_ANSWER: 'The connection was closed before the answer was complete.',
  RESET: 'The connection was reset before the answer was complete.',
  MALFORMED_ANSWER: 'What came back is not HTTP/1.1, or has more than 200 headers or 8 kB in a line.',
  UNKNOWN_HOST: 'The name of the host is not known; nothing was sent.',
  UNREACHABLE: 'The host cannot be reached; nothing was sent.',
  CONNECTION_REFUSED: 'Nobody listens there; nothing was sent.',
  CONNECT_TIMEOUT: 'There was no connection within 5 s; nothing was sent.',
  TLS: 'The TLS handshake failed, mostly because of the certificate.',
  ANSWER_LOST: 'It was answered, and a fault threw the answer away: it counts as failed.',
  CUT_BY_FAULT: 'A fault sent it in half, or reset the connection.',
  NOT_SENT: 'It was not sent as a whole, for a reason of the simulator’s own.',
};
const SHORT = {
  TIMEOUT: 'no answer in time',
  INCOMPLETE_ANSWER: 'connection closed',
  RESET: 'connection reset',
  MALFORMED_ANSWER: 'answer was no HTTP',
  UNKNOWN_HOST: 'unknown host',
  UNREACHABLE: 'unreachable',
  CONNECTION_REFUSED: 'connection refused',
  CONNECT_TIMEOUT: 'no connection in time',
  TLS: 'TLS failed',
  ANSWER_LOST: 'answer lost by a fault',
  CUT_BY_FAULT: 'cut by a fault',
  NOT_SENT: 'not sent',
};
const TRIGGERS = { SCHEDULED: 'by schedule', MANUAL: 'resent by hand', FAULT: 'by a fault' };
const FAULTS = new Set(['ANSWER_LOST', 'CUT_BY_FAULT']);
const MANNERS = {
  HALF: 'half of it was sent',
  THEN_RESET: 'then the connection was reset',
  SLOWLY: 'it was sent a few bytes at a time',
};

/** What the outcome of an attempt means: a sentence. */
export const meaning = (attempt) => OUTCOMES[attempt.outcome] ?? attempt.outcome;

/** Why it was made: 'by schedule'. */
export const trigger = (attempt) => TRIGGERS[attempt.trigger] ?? attempt.trigger;

/** How it was sent when not as usual, otherwise undefined. */
export const manner = (attempt) => MANNERS[attempt.manner];

/** Of what kind its outcome is: delivered | refused | fault | broken. */
export function outcome(attempt) {
  if (attempt.delivered) {
    return 'delivered';
  }
  return attempt.outcome === 'REFUSED_STATUS' ? 'refused' : FAULTS.has(attempt.outcome) ? 'fault' : 'broken';
}

/** What came of it: 'answered 500'. */
export function result(attempt) {
  const answered = attempt.status ? `answered ${attempt.status}` : '';
  const short = SHORT[attempt.outcome];
  const verdict = !attempt.verdict ? '' : attempt.verdict === 'FAILED' ? 'no verdict' : `verdict ${attempt.verdict}`;
  return [answered, short, verdict].filter(Boolean).join(', ') || attempt.outcome;
}

/** All of it in a line: 'attempt 3 of HOLD: answered 500 after 12 ms'. */
export function inWords(attempt, event) {
  const by = attempt.trigger === 'SCHEDULED' ? '' : `, ${trigger(attempt)}`;
  return `attempt ${attempt.number} of ${event}${by}: ${result(attempt)} after ${duration(attempt.durationMillis)}`;
}

/** Whether the last attempt of a callback failed, or nobody could be told. */
export const isFailed = ({ state }) => state === 'RETRYING' || state === 'EXHAUSTED' || state === 'UNDELIVERABLE';

/** What the state of a callback means where no attempt tells it; otherwise undefined. */
export function stateInWords({ state }) {
  return {
    KEPT_BACK: 'kept back by a fault',
    DROPPED: 'dropped by a fault, never sent',
    UNDELIVERABLE: 'no callback URL to send it to',
    EXHAUSTED: 'given up',
  }[state];
}
