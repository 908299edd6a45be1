/** Keeps the store up to date: reads everything once, then follows the stream; again and again when it breaks. */
import { ControlError, events, post } from './control.js';
import {
  addAttempts, attemptOf, changed, detail, fill, holdEvents, MOST, MOST_ATTEMPTS, nothing, of, readClock,
  readMerchants, releaseEvents, setClock, store, take,
} from './store.js';

/** Requests come with their bodies, so fewer are read at once. */
const MOST_REQUESTS = 1000;
const WAITS = [500, 1000, 2000, 3000];
const CLOCK_EVERY = 5000;

let following = null;
let lastEventId;

/** Chooses the merchant that everything is about. */
export function choose(merchant) {
  if (merchant !== store.merchant) {
    Object.assign(store, nothing(), { merchant });
    lastEventId = undefined;
    retry();
  }
}

/** Connects anew, at once; a page that nobody sees has no connection, for a browser has only few. */
export function retry() {
  following?.abort();
  following = null;
  store.problem = null;
  if (!document.hidden) {
    following = new AbortController();
    follow(following);
  }
}

document.addEventListener('visibilitychange', () => store.merchant && retry());
setInterval(() => !document.hidden && store.connection === 'live' && readClock(), CLOCK_EVERY);

async function follow(run) {
  const { signal } = run;
  set('connecting');
  for (let failures = 0; !signal.aborted; failures += 1) {
    const connected = new AbortController();
    try {
      const both = AbortSignal.any([signal, connected.signal]);
      for await (const event of events(of('/events'), { lastEventId, signal: both })) {
        failures = 0;
        if (both.aborted) {
          break;
        }
        heed(event, signal, connected);
      }
      if (!signal.aborted && store.connection === 'live') {
        set('gone');
      }
    } catch (error) {
      if (!signal.aborted && !connected.signal.aborted) {
        fail(error);
      }
    }
    if (signal.aborted || store.problem?.status === 401) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, WAITS[Math.min(failures, WAITS.length - 1)]));
  }
}

function heed(event, signal, connected) {
  lastEventId = event.id ?? lastEventId;
  if (event.event === 'open') {
    store.problem = null;
    readMerchants();
    if (store.ready && lastEventId !== undefined) {
      set('live');
      readClock();
    } else {
      load(signal, connected);
    }
  } else if (event.event === 'missed') {
    load(signal, connected);
  } else if (event.event === 'end') {
    // What is on show stays until it is known whether the simulator, too, is gone.
    lastEventId = undefined;
    set('ended');
  } else if (event.data) {
    take(event);
  }
}

/** Reads everything. What happens meanwhile waits, and is then done to what was read. */
async function load(signal, connected) {
  holdEvents();
  try {
    const [settings, clock, faults, trades, callbacks, tried, requests, all] = await Promise.all([
      detail(''),
      detail('/clock'),
      detail('/faults'),
      detail(`/trades?limit=${MOST}`),
      detail(`/callbacks?limit=${MOST}`),
      detail(`/callbacks?details=true&limit=${MOST_ATTEMPTS}`),
      detail(`/requests?limit=${MOST_REQUESTS}`),
      post(of('/requests/count')),
    ]);
    if (signal.aborted || connected.signal.aborted) {
      return;
    }
    Object.assign(store, nothing(), { settings, faults });
    setClock(clock);
    fill('trades', trades);
    fill('callbacks', callbacks);
    fill('requests', requests, summary);
    const attempts = tried.callbacks.flatMap((each) => each.attempts.map((one) => attemptOf(each, one)));
    addAttempts(attempts.filter((each) => each.outcome).sort((a, b) => (a.ended < b.ended ? -1 : 1)));
    store.unread.requests = Math.max(0, all.count - store.requests.size);
    store.ready = true;
    releaseEvents();
    set('live');
  } catch (error) {
    if (!signal.aborted) {
      lastEventId = undefined;
      fail(error);
      connected.abort();
    }
  }
}

function summary({ id, at, durationMillis, method, path, query, status, faults, error, hint, steamId }) {
  return { id, at, durationMillis, method, path, query, status, faults, error, hint, steamId };
}

function fail(error) {
  const status = error instanceof ControlError ? error.status : 0;
  store.problem = status === 401 || status === 403 ? error : null;
  if (status === 404) {
    lastEventId = undefined;
    store.ready = false;
    readMerchants();
  }
  set(status === 404 ? 'ended' : 'gone');
}

function set(connection) {
  store.connection = connection;
  changed();
}
