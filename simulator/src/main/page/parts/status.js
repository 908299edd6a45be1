/** States as badges: a word, a tone and a shape, so that no colour has to be told from another. */
import { html, svg } from '../lib/lit-html.js';

const part = (filled) => svg`<circle cx="6" cy="6" r="4.5" fill="none" stroke="currentColor" stroke-width="1.5"/>
  ${filled ? svg`<path d=${filled} fill="currentColor"/>` : ''}`;
const line = (path) => svg`<path d=${path} fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round"
  stroke-linejoin="round"/>`;
const SHAPES = {
  ring: part(''),
  quarter: part('M6 6V3a3 3 0 0 1 3 3z'),
  half: part('M6 3a3 3 0 0 1 0 6z'),
  pause: line('M4 2.5v7M8 2.5v7'),
  check: line('M2 6.5 4.8 9.3 10 3.2'),
  cross: line('M3 3l6 6M9 3 3 9'),
  dash: line('M2.5 6h7'),
  back: line('M4.5 2 2 4.5 4.5 7M2 4.5h5a2.7 2.7 0 0 1 0 5.4H5'),
  again: line('M9.8 4.4A4.2 4.2 0 1 0 10.2 7M10 1.6v3H7'),
  bang: line('M6 2v5M6 9.7v.1'),
};
const STATES = {
  INITIATED: ['quiet', 'ring'],
  PENDING: ['info', 'quarter'],
  ACTIVE: ['info', 'half'],
  ESCROW: ['warn', 'pause'],
  HOLD: ['warn', 'pause'],
  COMPLETED: ['good', 'check'],
  CANCELED: ['quiet', 'dash'],
  DECLINED: ['bad', 'cross'],
  FAILED: ['bad', 'cross'],
  REVERTED: ['bad', 'back'],
  WAITING: ['quiet', 'ring'],
  KEPT_BACK: ['warn', 'pause'],
  RETRYING: ['warn', 'again'],
  DELIVERED: ['good', 'check'],
  EXHAUSTED: ['bad', 'cross'],
  UNDELIVERABLE: ['quiet', 'dash'],
  DROPPED: ['bad', 'dash'],
  APPROVED: ['good', 'check'],
  REJECTED: ['bad', 'cross'],
};

/** All that AssetPay calls a trade, in the order in which it happens. */
export const TRADE_STATUSES = ['INITIATED', 'PENDING', 'ACTIVE', 'ESCROW', 'HOLD', 'COMPLETED', 'CANCELED', 'DECLINED',
  'FAILED', 'REVERTED'];
/** All states of a callback. */
export const CALLBACK_STATES = ['WAITING', 'KEPT_BACK', 'RETRYING', 'DELIVERED', 'EXHAUSTED', 'UNDELIVERABLE',
  'DROPPED'];

/** The badge of a state of a trade, of a callback or of a verdict. */
export function status(word) {
  const [tone, shape] = STATES[word] ?? ['quiet', 'ring'];
  return badge(word, tone, shape);
}

/** The badge of an HTTP status; without one the connection was gone. */
export function httpStatus(code) {
  if (!code) {
    return badge('no answer', 'bad', 'cross');
  }
  if (code < 300) {
    return badge(code, 'good', 'check');
  }
  return code < 400 ? badge(code, 'warn', 'again') : badge(code, 'bad', 'cross');
}

/** The badge of what a request was answered; where a fault struck, its sender may have seen less of it. */
export function answered({ status: code, faults }) {
  return faults && code < 300 ? badge(code, 'warn', 'bang') : httpStatus(code);
}

/** Any badge; tones: quiet, info, good, warn, bad. */
export function badge(text, tone = 'quiet', shape) {
  return html`<span class="badge" data-tone=${tone}>${shape
    ? html`<svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">${SHAPES[shape]}</svg>`
    : ''}${text}</span>`;
}

/** The tone of a state. */
export function tone(word) {
  return (STATES[word] ?? ['quiet'])[0];
}
