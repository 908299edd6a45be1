/** Recorded requests as commands. Secrets were masked when they were recorded: a variable of the shell stands in the place of each. */
import { quoted } from './curl.js';

const MASKED = /\*\*\*$/;
/** What curl says by itself, or what belongs to a connection or a browser. */
const LEFT_OUT = /^(host|content-length|connection|keep-alive|user-agent|accept-encoding|transfer-encoding|expect|te|upgrade|http2-settings|origin|referer|sec-.*)$/i;
const VARIABLES = { 'api-key': 'ASSETPAY_API_KEY', authorization: 'ASSETPAY_TOKEN' };
const MEMBER = /("([\w-]+)"\s*:\s*")(?:[^"\\]|\\.)*\*\*\*(?=")/g;

/** {text, variables}: the curl that sends a recorded request again, and the names of what has to be filled in. */
export function replay({ method, path, query, headers, body }) {
  const variables = new Set();
  const variable = (name) => {
    const word = VARIABLES[name.toLowerCase()] ?? name.replace(/([a-z])([A-Z])/g, '$1_$2').replace(/\W/g, '_').toUpperCase();
    variables.add(word);
    return `"$${word}"`;
  };
  const parts = [
    `curl -i -X ${quoted(method)} ${quoted(`${location.origin}${path}`)}${query ? queried(query, variable) : ''}`,
    ...Object.entries(headers).filter(([name]) => !LEFT_OUT.test(name)).map(([name, value]) => `-H ${header(name, value, variable)}`),
    ...(body ? [`--data-raw ${pieces(body, MEMBER, (match, start, name) => [start, variable(name)])}`] : []),
  ];
  return { text: parts.join(' \\\n  '), variables: [...variables] };
}

function header(name, value, variable) {
  if (!MASKED.test(value)) {
    return quoted(value === '' ? `${name};` : `${name}: ${value}`);
  }
  const scheme = /^[A-Za-z]{1,12} +/.exec(value)?.[0] ?? '';
  return `${quoted(`${name}: ${scheme}`)}${variable(name)}`;
}

function queried(query, variable) {
  return pieces(`?${query}`, /([?&]([^=&]*)=)[^&]*\*\*\*(?=&|$)/g, (match, start, name) => [start, variable(name)]);
}

/** A text as one word in which what matches becomes a piece that stays and a variable. */
function pieces(text, pattern, split) {
  let word = '';
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    const [stays, variable] = split(...match);
    word += quoted(text.slice(from, match.index) + stays) + variable;
    from = match.index + match[0].length;
  }
  const rest = text.slice(from);
  return word + (rest || !word ? quoted(rest) : '');
}
