/** What is known of the chosen merchant. follow.js feeds it; views read it and change nothing in it. */
import { get } from './control.js';

/** How many entries a list holds at most. */
export const MOST = 20_000;
/** How many attempts are remembered. */
export const MOST_ATTEMPTS = 100;
const CLOCK_AFTER = 300;
const OVER = new Set(['COMPLETED', 'REJECTED', 'EXPIRED', 'DECLINED', 'FAILED', 'CANCELED', 'REVERTED']);
const UNDER_WAY = new Set(['WAITING', 'KEPT_BACK', 'RETRYING']);

/**
 * connection: connecting | live | gone | ended. problem: a ControlError that stands in the way of everything, or null.
 * ready: whether the lists have been read. settings, clock, faults: as the control API shows them.
 * trades, callbacks, requests: id -> summary, the oldest first. changes: a number for each list, another one after each
 * change. attempts: the last to deliver a callback that have ended, {callback, event, number, outcome, …}, the oldest
 * first. dropped: how many the simulator has forgotten; unread: how many older ones are not in the list here.
 */
export const store = {
  merchants: [],
  merchant: null,
  connection: 'connecting',
  problem: null,
  ...nothing(),
};

/** A store that knows nothing of its merchant. */
export function nothing() {
  return {
    ready: false,
    settings: null,
    clock: null,
    clockRead: 0,
    faults: null,
    trades: new Map(),
    callbacks: new Map(),
    requests: new Map(),
    attempts: [],
    changes: { trades: 0, callbacks: 0, requests: 0 },
    dropped: { trades: 0, callbacks: 0, requests: 0 },
    unread: { trades: 0, callbacks: 0, requests: 0 },
  };
}

/** Whether nothing more happens to a trade by itself. */
export const isOver = (trade) => OVER.has(trade.stage);
/** Whether a callback will still be sent. */
export const isUnderWay = (callback) => UNDER_WAY.has(callback.state);

const FINISHED = { trades: isOver, callbacks: (callback) => !isUnderWay(callback), requests: () => true };
const LIST_OF = { trade: 'trades', callback: 'callbacks', request: 'requests' };

let listener = () => {};
let pending = [];
let held = true;
let changes = 0;
let clockTimer;

/** Has a function called whenever something is new; it calls {@link apply} when it wants to know. */
export function listen(toChanges) {
  listener = toChanges;
}

/** Says that something is new. */
export function changed() {
  listener();
}

/** The path of the chosen merchant in the control API, for get, post and their like: `of('/clock')`. */
export function of(path) {
  return `/merchants/${encodeURIComponent(store.merchant)}${path}`;
}

/** Reads something of the chosen merchant; nothing is kept. */
export function detail(path) {
  return get(of(path));
}

/** The merchant's now in milliseconds since 1970, as exactly as it is known; null when it is not. */
export function now() {
  if (!store.clock) {
    return null;
  }
  const since = store.clock.mode === 'frozen' ? 0 : performance.now() - store.clockRead;
  return Date.parse(store.clock.now) + since;
}

/** Takes an event of the stream; it waits for {@link apply}. */
export function take(event) {
  pending.push(event);
  changed();
}

/** Has events wait until everything is read anew, which knows of those that wait already. */
export function holdEvents() {
  pending = [];
  held = true;
}

/** Ends the waiting. */
export function releaseEvents() {
  held = false;
}

/** Does to the lists what has happened since the last call: once for each frame, not for each event. */
export function apply() {
  if (held || pending.length === 0) {
    return;
  }
  const happened = pending;
  pending = [];
  for (const { event, data } of happened) {
    const list = LIST_OF[event];
    if (list) {
      store[list].set(data.id, data);
      touch(list);
      addAttempts(data.attempt ? [attemptOf(data, data.attempt)] : []);
    } else if (event === 'clock') {
      setClock(data);
    } else if (event === 'faults' || event === 'settings') {
      store[event] = data;
    }
  }
  Object.keys(FINISHED).forEach(prune);
  clockTimer ??= setTimeout(() => {
    clockTimer = undefined;
    readClock();
  }, CLOCK_AFTER);
}

/** An attempt by itself, with what it tried to deliver. */
export function attemptOf(callback, attempt) {
  return { ...attempt, callback: callback.id, event: callback.event };
}

/** Takes attempts that have ended; one that is known already is no other. */
export function addAttempts(ended) {
  if (ended.length) {
    const same = (one) => (other) => one.callback === other.callback && one.number === other.number;
    const others = store.attempts.filter((each) => !ended.some(same(each)));
    store.attempts = [...others, ...ended].slice(-MOST_ATTEMPTS);
  }
}

/** Fills a list with what the control API answers. */
export function fill(list, answer, summary = (each) => each) {
  store[list] = new Map(answer[list].map((each) => [each.id, summary(each)]));
  store.dropped[list] = answer.dropped;
  touch(list);
}

function touch(list) {
  changes += 1;
  store.changes[list] = changes;
}

/** Forgets the oldest that are finished; more than needed, so that it is not done in each frame. */
function prune(list) {
  const map = store[list];
  if (map.size <= MOST) {
    return;
  }
  let surplus = map.size - MOST * 0.95;
  for (const [id, each] of map) {
    if (surplus <= 0) {
      return;
    }
    if (FINISHED[list](each)) {
      map.delete(id);
      store.unread[list] += 1;
      surplus -= 1;
    }
  }
}

/** Takes what the clock shows at this moment. */
export function setClock(clock) {
  store.clock = clock;
  store.clockRead = performance.now();
}

/** Reads the clock anew. */
export async function readClock() {
  const { merchant } = store;
  await quietly(async () => {
    const clock = await detail('/clock');
    if (merchant === store.merchant) {
      setClock(clock);
    }
  });
}

/** Reads anew which merchants there are. */
export async function readMerchants() {
  await quietly(async () => {
    store.merchants = (await get('/merchants')).merchants;
  });
}

/** The stream says it, too, when the simulator is gone. */
async function quietly(action) {
  try {
    await action();
    changed();
  } catch {
    // Nothing is lost: it is read again.
  }
}
