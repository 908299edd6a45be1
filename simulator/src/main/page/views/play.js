/** Playing a user: what he does at the merchant, with AssetPay's own API. */
import { html } from '../lib/lit-html.js';
import { command, commandButton } from '../parts/copy.js';

export const view = {
  title: 'Play a user',

  render() {
    return html`<div class="toolbar"><h1 tabindex="-1">Play a user</h1></div>
      <section class="card">
        <code class="code">${command('trigger deposit')}</code>${commandButton('trigger deposit')}</section>`;
  },
};
