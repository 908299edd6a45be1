/** What AssetPay refused, as a site shows it; and what the simulator knows about it. */
import { html } from '../lib/lit-html.js';
import { href } from '../route.js';
import { store } from '../store.js';
import { shortId } from '../format.js';

/** An error of shop.js. */
export function refusal(error) {
  const { requestId } = error;
  const hint = store.requests.get(requestId)?.hint;
  const codes = [error.code === undefined ? '' : `code ${error.code}`, error.status ? `HTTP ${error.status}` : ''];
  return html`<div class="refusal" role="alert">
    <p><b class="bad">${error.key ?? 'Refused'}</b> <span class="muted">${codes.filter(Boolean).join(', ')}</span></p>
    <p>${error.message}</p>
    ${hint ? html`<p><b>Hint:</b> ${hint}</p>` : ''}
    ${requestId ? html`<p><a href=${href('requests', requestId)}>Request ${shortId(requestId)}</a></p>` : ''}
  </div>`;
}
