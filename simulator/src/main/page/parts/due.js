/** What is due, and what it is: the next steps of trades and the next attempts of callbacks. */
import { href } from '../route.js';
import { isUnderWay, store } from '../store.js';

const EVENTS = {
  prepare: ['the bot’s confirmation for', 'comes'],
  'send-offer': ['the offer of', 'is sent'],
  accept: ['the acceptance of', 'comes'],
  decline: ['the refusal of', 'comes'],
  expire: ['the offer of', 'expires'],
  escrow: ['the escrow of', 'begins'],
  settle: ['the exchange of', 'happens'],
  'end-hold': ['HOLD of', 'ends'],
  revert: ['the reversal of', 'happens'],
  fail: ['the failure of', 'happens'],
};
let known = { of: null, all: [] };

/** All that is known to happen by itself, the first due first: {due, words, id, verb, href} each. */
export function upcoming() {
  const of = `${store.merchant} ${store.changes.trades} ${store.changes.callbacks}`;
  if (known.of !== of) {
    const trades = [...store.trades.values()].filter((trade) => trade.next).map(step);
    const callbacks = [...store.callbacks.values()].filter((each) => isUnderWay(each) && each.nextAttempt).map(sending);
    // Instants of one form; what is due at one instant stays in order, callbacks first.
    const all = [...callbacks, ...trades].sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
    known = { of, all };
  }
  return known.all;
}

/** What is due then, or null when that is not known. */
export function nextDue(due) {
  return upcoming().find((each) => each.due === due) ?? null;
}

function sending({ id, event, attempts, nextAttempt }) {
  const words = attempts ? `retry of ${event} callback` : `${event} callback`;
  return { at: Date.parse(nextAttempt), due: nextAttempt, words, id, verb: 'comes', href: href('callbacks', id) };
}

function step({ id, stage, next: { event, due } }) {
  const word = event.toLowerCase().replaceAll('_', '-');
  const [words, verb] = EVENTS[word] ?? [`${word} of`, 'happens'];
  const at = Date.parse(due);
  return { at, due, event, words: stage === 'ESCROWED' ? 'ESCROW of' : words, id, verb, href: href('trades', id) };
}
