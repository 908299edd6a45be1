/** The dialog that makes a merchant. */
import { html, render } from '../lib/lit-html.js';
import { post } from '../control.js';

const CLOCKS = { frozen: 'frozen: time stands still until told', paced: 'paced: long waits are cut short', live: 'live: real time' };
const FIELDS = {
  merchantId: ['Merchant id', 'made up when empty'],
  callbackUrl: ['Callback URL of the handler', 'http://127.0.0.1:3000/assetpay/callback'],
  apiKey: ['API key', 'made up when empty'],
  apiSecret: ['API secret', 'made up when empty'],
};

/** The merchant that was made, as the control API shows it; null when it was thought better of. */
export function made() {
  return new Promise((resolve) => {
    const before = document.activeElement;
    const dialog = document.createElement('dialog');
    dialog.className = 'card dialog';
    dialog.setAttribute('aria-labelledby', 'make-title');
    const state = { merchant: null, wrong: '', busy: false };
    const draw = () => render(content(dialog, state, draw), dialog);
    draw();
    document.body.append(dialog);
    dialog.addEventListener('close', () => {
      dialog.remove();
      before?.focus?.();
      resolve(state.merchant);
    });
    dialog.showModal();
  });
}

function content(dialog, state, draw) {
  return html`<form @submit=${(event) => submit(event, dialog, state, draw)}>
    <h2 id="make-title">Make a merchant</h2>
    ${Object.entries(FIELDS).map(([name, [label, placeholder]]) => html`<label class="field"><span>${label}</span>
      <input name=${name} placeholder=${placeholder} spellcheck="false" autocomplete="off" ?autofocus=${name === 'merchantId'}></label>`)}
    <label class="field"><span>Clock</span><select name="clock">
      ${Object.entries(CLOCKS).map(([word, text]) => html`<option value=${word}>${text}</option>`)}</select></label>
    <p class="bad" role="alert">${state.wrong}</p>
    <div class="toolbar end">
      <button type="button" class="button" @click=${() => dialog.close()}>Cancel</button>
      <button class="button primary" ?disabled=${state.busy}>Make</button>
    </div></form>`;
}

async function submit(event, dialog, state, draw) {
  event.preventDefault();
  const given = [...new FormData(event.target)].map(([name, value]) => [name, value.trim()]).filter(([, value]) => value);
  state.busy = true;
  draw();
  try {
    state.merchant = await post('/merchants', Object.fromEntries(given));
    dialog.close();
  } catch (error) {
    state.wrong = error.message;
    state.busy = false;
    draw();
  }
}
