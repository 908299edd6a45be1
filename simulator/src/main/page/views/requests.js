/** All requests to AssetPay's API. */
import { html } from '../lib/lit-html.js';
import { age, plural } from '../format.js';
import { list } from '../parts/list.js';
import { httpStatus } from '../parts/status.js';
import { href } from '../route.js';
import { now, store } from '../store.js';

export const view = {
  title: 'Requests',

  render() {
    const requests = [...store.requests.values()].reverse();
    return html`<div class="toolbar"><h1 tabindex="-1">Requests</h1>
        <span class="muted">${plural(requests.length, 'request')}</span></div>
      ${list({ items: requests, row, columns: ['Status', 'Method', 'Path', 'Age'],
        name: 'requests', label: 'Requests' })}`;
  },
};

function row(request) {
  return html`<span role="cell">${httpStatus(request.status)}</span><span role="cell">${request.method}</span>
    <span role="cell" class="mono">
      <a href=${href('requests', request.id)} data-request=${request.id}>${request.path}</a></span>
    <span role="cell">${age(request.at, now())}</span>`;
}
