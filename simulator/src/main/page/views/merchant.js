/** The merchant: how its handler does, how it is set, what opens AssetPay's API for it, and what it has there. */
import { html } from '../lib/lit-html.js';
import { hrefOf } from '../route.js';
import { remove } from '../control.js';
import { confirmed } from '../parts/confirm.js';
import { attempt, say } from '../parts/notice.js';
import { of, readMerchants, store } from '../store.js';
import { healthCard } from './merchant-health.js';
import { forget, keys } from './merchant-keys.js';
import { made } from './merchant-make.js';
import { money } from './merchant-money.js';
import { callbackUrl, forgetDrafts, settings } from './merchant-settings.js';

const DEFAULT = 'default';

export const view = {
  title: 'Merchant',

  enter() {
    forgetDrafts();
  },

  /** No secret stays behind. */
  leave() {
    forget();
  },

  render({ merchant }) {
    const sent = Boolean(store.settings.callbackUrl);
    return html`<div class="toolbar"><h1 tabindex="-1">Merchant ${merchant}</h1>
        <button class="button push" @click=${make}>Make a merchant</button>
        <button class="button danger" @click=${end}>${merchant === DEFAULT ? 'Restart' : 'Delete'}</button></div>
      ${sent ? html`${healthCard()} ${callbackUrl()}` : html`${callbackUrl()} ${healthCard()}`}
      <div class="pair">
        <div>${settings()}</div>
        <div>${keys()} ${money()}</div>
      </div>`;
  },
};

async function make() {
  const merchant = await made();
  if (merchant) {
    await readMerchants();
    say(`Merchant ${merchant.id} is made.`);
    location.hash = hrefOf(merchant.id, 'merchant');
  }
}

async function end() {
  const { merchant } = store;
  const restarts = merchant === DEFAULT;
  const sure = await confirmed({
    title: restarts ? 'Restart default?' : `Delete ${merchant}?`,
    text: `Its trades, callbacks and requests are gone then${restarts ? '; its credentials stay' : ''}.`,
    action: restarts ? 'Restart' : 'Delete',
  });
  if (!sure) {
    return;
  }
  await attempt(async () => {
    await remove(of(''));
    say(restarts ? 'The merchant begins anew.' : `Merchant ${merchant} is gone.`);
    if (!restarts) {
      location.hash = hrefOf(DEFAULT, 'merchant');
    }
    await readMerchants();
  });
}
