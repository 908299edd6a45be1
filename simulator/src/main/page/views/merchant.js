/** Merchant. */
import { html } from '../lib/lit-html.js';
import { store } from '../store.js';

export const view = {
  title: 'Merchant',

  render() {
    return html`<div class="toolbar"><h1 tabindex="-1">Merchant</h1></div>
      <section class="card"><pre class="code">${JSON.stringify(store.settings, null, 2)}</pre></section>`;
  },
};
