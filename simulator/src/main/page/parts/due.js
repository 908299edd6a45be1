/** What it is that is due next, found among what is open. */
import { refresh } from '../app.js';
import { href } from '../route.js';
import { detail, isOver, isUnderWay, store } from '../store.js';

/** So many open trades are asked at most, the oldest first. */
const ASKED = 8;
/** What is due has to stay that long before trades are asked about it. */
const STAYS = 400;
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
let known = { due: null, what: null };
let timer;

/** {words, id, verb, href} of what is due then, or null when that is not known (yet). */
export function nextDue(due) {
  const callback = [...store.callbacks.values()].find((each) => isUnderWay(each) && each.nextAttempt === due);
  if (callback) {
    const words = callback.attempts ? `retry of ${callback.event} callback` : `${callback.event} callback`;
    return { words, id: callback.id, verb: 'comes', href: href('callbacks', callback.id) };
  }
  if (known.due !== due) {
    known = { due, what: null };
    clearTimeout(timer);
    timer = setTimeout(() => ask(due), STAYS);
  }
  return known.what;
}

async function ask(due) {
  const { merchant } = store;
  const open = [...store.trades.values()].filter((trade) => !isOver(trade)).slice(0, ASKED);
  for (const { id } of open) {
    try {
      const { next, stage } = await detail(`/trades/${id}`);
      if (known.due !== due || store.merchant !== merchant) {
        return;
      }
      if (next?.due === due) {
        known.what = describe(id, next.event, stage);
        refresh();
        return;
      }
    } catch {
      return;
    }
  }
}

function describe(id, event, stage) {
  const word = event.toLowerCase().replaceAll('_', '-');
  const [words, verb] = EVENTS[word] ?? [`${word} of`, 'happens'];
  return { words: stage === 'ESCROWED' ? 'ESCROW of' : words, id, verb, href: href('trades', id) };
}
