/** The calls that a site makes for what is on show, as commands. */
import { html } from '../lib/lit-html.js';
import { bearer, copyButton } from '../parts/copy.js';
import { quoted } from '../parts/curl.js';
import { of } from '../store.js';
import { orderOf } from './play-basket.js';
import { itemsPath } from './play-items.js';
import { client } from './shop.js';

const JSON_TYPE = "-H 'Content-Type: application/json'";
const member = (name) => String.raw`sed 's/.*"${name}":"\([^"]*\)".*/\1/'`;

/** All of them, folded away. */
export function calls(chosen, query) {
  return html`<details class="calls"><summary>Show the calls</summary>
    <pre class="code" tabindex="0">${script(chosen, query)}</pre>
    ${copyButton(() => script(chosen, query), 'Copy as curl')}</details>`;
}

function script(chosen, query) {
  const { path, body } = orderOf(chosen);
  const user = '-H "Authorization: $TOKEN"';
  return [
    `SIM=${location.origin}`,
    `API_KEY=$(${['curl -s', bearer(), `$SIM/_sim${of('/credentials')}`].filter(Boolean).join(' ')} | ${member('apiKey')})`,
    `TOKEN=$(curl -s $SIM/auth/authenticate-client -H "api-key: $API_KEY" ${JSON_TYPE} \\\n  -d ${
      quoted(JSON.stringify(client(chosen.steamId)))} | ${member('token')})`,
    `curl -s "$SIM${itemsPath(chosen, query)}" ${user}`,
    `curl -s $SIM${path} ${user} ${JSON_TYPE} \\\n  -d ${quoted(JSON.stringify(body))}`,
    `curl -s "$SIM/client/trades?game=${chosen.game}" ${user}`,
  ].join('\n');
}
