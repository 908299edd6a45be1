/** Requests that named no merchant: no merchant's stream tells of them, so they are asked for as long as they are looked at. */
import { refresh } from '../app.js';
import { get, post, remove } from '../control.js';

const EVERY = 2000;
const MOST = 1000;

/** count: how many there are; requests: the latest, the oldest first. */
export const strangers = { count: 0, requests: [] };
let timer;
let known;

/** Keeps them up to date until {@link unwatch}. */
export function watch() {
  unwatch();
  timer = setInterval(() => !document.hidden && readStrangers(), EVERY);
  readStrangers();
}

export function unwatch() {
  clearInterval(timer);
}

/** Reads them, if there are others than before; renders in any case, as the ages of requests are those of real time. */
export async function readStrangers() {
  try {
    const { count, dropped } = await post('/requests/count');
    if (known !== `${count} ${dropped}`) {
      const { requests } = await get(`/requests?limit=${MOST}`);
      Object.assign(strangers, { count, requests });
      known = `${count} ${dropped}`;
    }
    refresh();
  } catch {
    // The shell says when the simulator is gone; it is read again.
  }
}

/** Forgets them all. */
export async function clearStrangers() {
  await remove('/requests');
  await readStrangers();
}
