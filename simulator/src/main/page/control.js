/** The control API, AssetPay's own API and the stream of events, by HTTP. */
import { askToken } from './parts/token.js';

const BASE = '/_sim';
const TOKEN = 'control-token';
/** The stream says something at least every 10 s. */
const SILENCE = 25_000;

/** What the control API refused; `status` is 0 when there was no answer at all. */
export class ControlError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** Reads; a path is like `/merchants/default/trades`. Answers JSON, or null when there is none. */
export const get = (path) => call('GET', path);
export const post = (path, body = {}) => call('POST', path, body);
export const put = (path, body) => call('PUT', path, body);
export const patch = (path, body) => call('PATCH', path, body);
export const remove = (path) => call('DELETE', path);

/** Whether a control token has been given. */
export const hasToken = () => sessionStorage.getItem(TOKEN) !== null;

async function call(method, path, body) {
  const answer = await send(path, {
    method,
    headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  return text ? JSON.parse(text) : null;
}

/** An answer of success, after the token was asked for if need be. */
async function send(path, init) {
  for (let wrong = false; ; wrong = true) {
    const token = sessionStorage.getItem(TOKEN);
    const headers = { ...init.headers, ...(token ? { Authorization: `Bearer ${token}` } : {}) };
    const answer = await fetched(BASE + path, { ...init, headers });
    if (answer.ok) {
      return answer;
    }
    const message = await problem(answer);
    if (answer.status !== 401) {
      throw new ControlError(answer.status, message);
    }
    // Another request may have asked meanwhile.
    if (sessionStorage.getItem(TOKEN) === token) {
      const given = await askToken(wrong || token !== null);
      if (given === null) {
        throw new ControlError(401, message);
      }
      sessionStorage.setItem(TOKEN, given);
    }
  }
}

async function fetched(url, init) {
  try {
    return await fetch(url, { cache: 'no-store', ...init });
  } catch (error) {
    if (init.signal?.aborted) {
      throw error;
    }
    throw new ControlError(0, 'The simulator does not answer.');
  }
}

async function problem(answer) {
  const text = await answer.text();
  try {
    return JSON.parse(text).detail ?? text;
  } catch {
    return text || `It was answered ${answer.status}.`;
  }
}

/**
 * Calls AssetPay's own API, as a merchant (`apiKey`) or as a user (`token`).
 * Answers {status, headers, body}, whatever the status; the body is JSON, or text when it is none.
 */
export async function assetpay(method, path, { apiKey, token, body } = {}) {
  const headers = {
    ...(apiKey ? { 'api-key': apiKey } : {}),
    ...(token ? { Authorization: token } : {}),
    ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
  };
  const answer = await fetched(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  const text = await answer.text();
  let json;
  try {
    json = JSON.parse(text);
  } catch {
    json = text;
  }
  return { status: answer.status, headers: Object.fromEntries(answer.headers), body: json };
}

/**
 * Follows a stream of events: an async generator of {id, event, data}. The first, `open`, is the answer's head.
 * It ends when the stream ends, or throws.
 */
export async function* events(path, { lastEventId, signal } = {}) {
  const silence = new AbortController();
  const answer = await send(path, {
    headers: { Accept: 'text/event-stream', ...(lastEventId ? { 'Last-Event-ID': lastEventId } : {}) },
    signal: AbortSignal.any([silence.signal, ...(signal ? [signal] : [])]),
  });
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let timer;
  let rest = '';
  try {
    yield { event: 'open' };
    for (;;) {
      timer = setTimeout(() => silence.abort(), SILENCE);
      const { value, done } = await reader.read();
      clearTimeout(timer);
      if (done) {
        return;
      }
      const blocks = (rest + value).split('\n\n');
      rest = blocks.pop();
      for (const block of blocks) {
        const event = parseEvent(block);
        if (event) {
          yield event;
        }
      }
    }
  } finally {
    clearTimeout(timer);
    reader.cancel().catch(() => {});
  }
}

/** One event of a stream, or null for a comment; a mere position is an event `message` without data. */
export function parseEvent(block) {
  const fields = { event: 'message' };
  const data = [];
  for (const line of block.split('\n')) {
    const [, name, value] = /^([^:]*):? ?(.*)$/s.exec(line.replace(/\r$/, ''));
    if (name === 'data') {
      data.push(value);
    } else if (name) {
      fields[name] = value;
    }
  }
  if (!data.length && fields.event === 'message' && fields.id === undefined) {
    return null;
  }
  return { id: fields.id, event: fields.event, data: data.length ? JSON.parse(data.join('\n')) : null };
}
