/** One request and its answer. */
import { html } from '../lib/lit-html.js';
import { shortId } from '../format.js';
import { httpStatus } from '../parts/status.js';
import { href } from '../route.js';
import { store } from '../store.js';

export const view = {
  title: ({ id }) => `Request ${shortId(id)}`,

  render({ id }) {
    const request = store.requests.get(id);
    return html`<div class="toolbar">
        <a href=${href('requests')}>Requests</a>
        <h1 tabindex="-1">Request <span class="mono">${shortId(id)}</span></h1>
      </div>
      ${request
        ? html`<section class="card toolbar">${httpStatus(request.status)}
          <b>${request.method}</b> <code>${request.path}</code> ${request.hint}</section>`
        : html`<p>There is no such request; it may have been dropped.</p>`}`;
  },
};
