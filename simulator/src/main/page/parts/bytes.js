/** Messages as they went over the wire. */
import { html } from '../lib/lit-html.js';
import { plural } from '../format.js';
import { copyButton } from './copy.js';

/**
 * The headers and the body of a message, exactly. start: its first line, if known. headers: name -> value or values.
 * base64: the body's bytes, when it may be other than text. truncated: whether the body is only its beginning.
 */
export function message({ label = 'Message', start, headers = {}, body = '', base64, truncated = false }) {
  const lines = Object.entries(headers).flatMap(([name, value]) => [value].flat().map((each) => [name, each]));
  const bytes = bytesOf(body, base64);
  const spaced = indented(body);
  return html`<section class="message" aria-label=${label}>
    <pre class="code" tabindex="0">${start ? html`<b>${start}</b>\n` : ''}${lines.map(
      ([name, value]) => html`<span class="name">${name}:</span> ${value}\n`,
    )}${lines.length || start ? '\n' : ''}${body}</pre>
    <div class="toolbar">
      <span class="muted">${truncated ? 'the first ' : ''}${plural(bytes.length, 'byte')}</span>
      ${body ? copyButton(body, 'Copy body') : ''}
    </div>
    ${spaced ? html`<details><summary>Indented: no longer the bytes</summary>
      <pre class="code" tabindex="0">${spaced}</pre></details>` : ''}
    ${isText(bytes) ? '' : html`<details><summary>Not UTF-8: its bytes</summary>
      <pre class="code" tabindex="0">${hex(bytes)}</pre></details>`}
  </section>`;
}

function bytesOf(body, base64) {
  if (base64 === undefined) {
    return new TextEncoder().encode(body);
  }
  return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
}

/** JSON with indentation, its numbers as they are written; null when it is none or is short. */
function indented(text) {
  try {
    JSON.parse(text);
  } catch {
    return null;
  }
  let depth = 0;
  const line = (more) => `\n${'  '.repeat((depth += more))}`;
  const spaced = text.replace(/"(?:[^"\\]|\\.)*"|[{[]\s*[}\]]|[{}[\],:]|\s+/g, (token) => {
    if (token.length > 1 || token.trim() === '') {
      return token[0] === '"' ? token : token.replace(/\s+/g, '');
    }
    return { '{': () => `{${line(1)}`, '[': () => `[${line(1)}`, '}': () => `${line(-1)}}`, ']': () => `${line(-1)}]`,
      ',': () => `,${line(0)}`, ':': () => ': ' }[token]();
  });
  return spaced.includes('\n') ? spaced : null;
}

function isText(bytes) {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function hex(bytes) {
  return [...bytes].map((byte, at) => byte.toString(16).padStart(2, '0') + (at % 16 === 15 ? '\n' : ' ')).join('');
}
