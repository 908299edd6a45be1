/** One callback: its bytes and its attempts. */
import { html } from '../lib/lit-html.js';
import { shortId } from '../format.js';
import { message } from '../parts/bytes.js';
import { Loaded } from '../parts/loaded.js';
import { status } from '../parts/status.js';
import { href } from '../route.js';
import { store } from '../store.js';

const loaded = new Loaded();

export const view = {
  title: ({ id }) => `Callback ${shortId(id)}`,

  render({ id }) {
    const { value, error } = loaded.read(`/callbacks/${encodeURIComponent(id)}`, store.callbacks.get(id));
    return html`<div class="toolbar">
        <a href=${href('callbacks')}>Callbacks</a>
        <h1 tabindex="-1">Callback <span class="mono">${shortId(id)}</span></h1>
        ${value ? status(value.state) : ''}
      </div>
      ${error ? html`<p class="bad" role="alert">${error.message}</p>` : ''}
      ${value ? html`<section class="card">
        ${message({ headers: value.headers, body: value.body, base64: value.bodyBase64 })}</section>` : ''}`;
  },
};
