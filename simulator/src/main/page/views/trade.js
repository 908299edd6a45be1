/** One trade: how it stands and what has happened to it. */
import { html } from '../lib/lit-html.js';
import { shortId, usd, when } from '../format.js';
import { Loaded } from '../parts/loaded.js';
import { status } from '../parts/status.js';
import { href } from '../route.js';
import { store } from '../store.js';

const loaded = new Loaded();

export const view = {
  title: ({ id }) => `Trade ${shortId(id)}`,

  render({ id }) {
    const { value, error } = loaded.read(`/trades/${encodeURIComponent(id)}`, store.trades.get(id));
    return html`<div class="toolbar">
        <a href=${href('trades')}>Trades</a>
        <h1 tabindex="-1">Trade <span class="mono">${shortId(id)}</span></h1>
        ${value ? status(value.status) : ''}
      </div>
      ${error ? html`<p class="bad" role="alert">${error.message}</p>` : ''}
      ${value ? html`<section class="card"><h2>USD ${usd(value.trade.totalPrice)}</h2>
        <ol class="steps">${value.history.map((step) => html`<li>${step.event}
          <span class="muted">${when(step.at)} ${step.why}</span></li>`)}</ol>
      </section>` : ''}`;
  },
};
