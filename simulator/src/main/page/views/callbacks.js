/** All callbacks. */
import { html } from '../lib/lit-html.js';
import { age, plural, shortId } from '../format.js';
import { list } from '../parts/list.js';
import { status } from '../parts/status.js';
import { href } from '../route.js';
import { now, store } from '../store.js';

export const view = {
  title: 'Callbacks',

  render() {
    const callbacks = [...store.callbacks.values()].reverse();
    return html`<div class="toolbar"><h1 tabindex="-1">Callbacks</h1>
        <span class="muted">${plural(callbacks.length, 'callback')}</span></div>
      ${list({ items: callbacks, row, columns: ['State', 'Event', 'Callback', 'Age'],
        name: 'callbacks', label: 'Callbacks' })}`;
  },
};

function row(callback) {
  return html`<span role="cell">${status(callback.state)}</span><span role="cell">${callback.event}</span>
    <span role="cell" class="mono">
      <a href=${href('callbacks', callback.id)} data-callback=${callback.id}>${shortId(callback.id)}</a></span>
    <span role="cell">${age(callback.generatedAt, now())}</span>`;
}
