/** Break something. */
import { html } from '../lib/lit-html.js';
import { store } from '../store.js';

export const view = {
  title: 'Break something',

  render() {
    return html`<div class="toolbar"><h1 tabindex="-1">Break something</h1></div>
      <section class="card"><pre class="code">${JSON.stringify(store.faults, null, 2)}</pre></section>`;
  },
};
