/** Time. */
import { html } from '../lib/lit-html.js';
import { store } from '../store.js';

export const view = {
  title: 'Time',

  render() {
    return html`<div class="toolbar"><h1 tabindex="-1">Time</h1></div>
      <section class="card"><pre class="code">${JSON.stringify(store.clock, null, 2)}</pre></section>`;
  },
};
