/** Commands for a POSIX shell. */

/** Beyond this a text is no argument of a command: systems take 128 kB. */
const LONGEST = 100_000;
/** What curl sends by itself, unless told not to. */
const OWN = ['Accept', 'Content-Type', 'User-Agent', 'Expect'];

/** A text as one word of a shell, whatever is in it. */
export function quoted(text) {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** curl that sends a POST of exactly these headers and bytes (in base64). */
export function curl(url, headers, base64) {
  const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  const text = typed(bytes);
  const given = Object.keys(headers).map((name) => name.toLowerCase());
  const unwanted = OWN.filter((name) => !given.includes(name.toLowerCase()));
  const words = [
    `curl -gi --path-as-is ${quoted(url)}`,
    ...Object.entries(headers).map(([name, value]) => `-H ${quoted(value === '' ? `${name};` : `${name}: ${value}`)}`),
    ...unwanted.map((name) => `-H '${name}:'`),
    text === null ? '--data-binary @-' : `--data-raw ${text === '' ? "''" : quoted(text)}`,
  ];
  return `${text === null ? `printf %s ${quoted(base64)} | base64 -d | ` : ''}${words.join(' \\\n  ')}`;
}

/** The bytes as a text that can be pasted into a shell, or null when they cannot. */
function typed(bytes) {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    // A terminal takes control characters for keys, and some make line ends of others.
    return bytes.length > LONGEST || /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/.test(text) ? null : text;
  } catch {
    return null;
  }
}
