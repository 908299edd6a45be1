/** How the merchant's handler does, told by the last attempts to deliver a callback. */
import { html, svg } from '../lib/lit-html.js';
import { count, duration, plural, when } from '../format.js';
import { href } from '../route.js';
import { isUnderWay, store } from '../store.js';

/** So many attempts are drawn at most. */
export const STRIP = 50;
const STEP = 8;
const SHAPES = {
  delivered: svg`<rect x="1" y="2" width="6" height="20" rx="1.5"/>`,
  refused: svg`<path d="M1 22h6L4 10z"/>`,
  lost: svg`<path d="M1.5 11.5l5 9M6.5 11.5l-5 9" fill="none"/>`,
};
const KINDS = { delivered: 'delivered', refused: 'refused', lost: 'without a complete answer' };

/** Of which kind what came of an attempt is: delivered, refused by its status, or lost. */
export function kindOf({ outcome, status }) {
  return outcome === 'DELIVERED' ? 'delivered' : status ? 'refused' : 'lost';
}

/** How long an attempt took, in milliseconds. */
const took = (attempt) => attempt.durationMillis ?? Date.parse(attempt.ended) - Date.parse(attempt.sent);

let known = {};

/** The attempts that tell something of it: one that was sent by hand to another URL does not. */
const counted = () => store.attempts.filter(({ trigger, url }) => trigger !== 'MANUAL' || url === store.settings.callbackUrl);

/** {attempts, last, delivered, failed, share, middle, slowest, lastFailure, waiting}; times in ms, undefined when there are none. */
export function health() {
  const url = store.settings.callbackUrl;
  if (known.tried !== store.attempts || known.url !== url) {
    const last = counted();
    const failures = last.filter((each) => kindOf(each) !== 'delivered');
    const times = last.map(took).filter((ms) => ms >= 0).sort((a, b) => a - b);
    const failed = failures.length;
    const all = last.length;
    known = {
      tried: store.attempts,
      url,
      last,
      attempts: all,
      failed,
      delivered: all - failed,
      share: all ? Math.floor(((all - failed) / all) * 100) : undefined,
      middle: times[Math.floor((times.length - 1) / 2)],
      slowest: times.at(-1),
      lastFailure: failures.at(-1),
    };
  }
  if (known.heard !== store.changes.callbacks) {
    known.heard = store.changes.callbacks;
    known.waiting = [...store.callbacks.values()].filter(isUnderWay).length;
  }
  return known;
}

/** What failed, in words: 'answered 500'. */
export function failure(attempt) {
  return attempt.error ?? `It was answered ${attempt.status}.`;
}

/** The last attempts as a strip, the newest at its right end. */
export function healthStrip() {
  const last = health().last.slice(-STRIP);
  const said = Object.entries(KINDS).map(([kind, text]) => [last.filter((each) => kindOf(each) === kind).length, text]);
  const label = `The last ${plural(last.length, 'attempt')}: ${said.filter(([n]) => n).map(([n, text]) => `${n} ${text}`).join(', ')}`;
  return html`<svg class="strip" viewBox="0 0 ${STRIP * STEP} 24" role="img" aria-label=${label} preserveAspectRatio="xMinYMid meet">
    ${last.map((each, at) => svg`<g class=${kindOf(each)} transform="translate(${at * STEP} 0)">
      <title>${each.event}, attempt ${each.number}: ${kindOf(each) === 'delivered' ? 'delivered' : failure(each)}, ${
        duration(took(each))}, ${when(each.ended)} UTC</title>${SHAPES[kindOf(each)]}</g>`)}
  </svg>`;
}

/** One line about it, for every view. */
export function healthLine() {
  if (!store.ready) {
    return '';
  }
  const { attempts, failed, waiting } = health();
  const [tone, text] = !store.settings.callbackUrl
    ? ['warn', 'No callback URL']
    : !attempts
      ? ['quiet', 'No callback tried yet']
      : failed
        ? ['bad', `${count(failed)} of ${plural(attempts, 'attempt')} failed`]
        : ['good', `${attempts === 1 ? 'The attempt was' : `${count(attempts)} attempts`} delivered`];
  return html`<a class="health" data-tone=${tone} href=${href('merchant')} title="How the merchant’s handler does">${text}${
    waiting ? html`<span class="muted">, ${count(waiting)} waiting</span>` : ''}</a>`;
}
