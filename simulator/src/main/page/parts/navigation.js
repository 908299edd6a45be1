/** Where one can go: the views, and the other merchants. */
import { html } from '../lib/lit-html.js';
import { live } from '../lib/directives/live.js';
import { current, href, hrefOf } from '../route.js';
import { readMerchants, store } from '../store.js';

/** More than this are searched by typing, not in a menu. */
const MENU = 30;
const LINKS = [
  ['trades', 'Trades'],
  ['callbacks', 'Callbacks'],
  ['requests', 'Requests'],
  null,
  ['time', 'Time'],
  ['faults', 'Break something'],
  ['play', 'Play a user'],
  null,
  ['merchant', 'Merchant'],
];

/** The links to the views. */
export function navigation(route) {
  return html`<nav class="nav" aria-label="Views">
    ${LINKS.map((link) => (link ? anchor(route, ...link) : html`<span class="gap"></span>`))}
  </nav>`;
}

function anchor(route, view, text) {
  const planned = view === 'faults' ? (store.faults?.faults.length ?? 0) : 0;
  return html`<a href=${href(view)} aria-current=${route.view === view ? 'page' : 'false'}>${text}${planned
    ? html`<span class="count" title="planned faults">${planned}</span>`
    : ''}</a>`;
}

/** The merchant that all is about, and the choice of another. */
export function merchantPicker() {
  const { merchant } = current();
  const ids = store.merchants.map((each) => each.id);
  if (!ids.includes(merchant)) {
    ids.unshift(merchant);
  }
  return html`<label class="field merchant"><span>Merchant</span>
    ${ids.length > MENU ? search(ids, merchant) : menu(ids, merchant)}</label>`;
}

function menu(ids, merchant) {
  return html`<select aria-label="Merchant" .value=${live(merchant)} @focus=${readMerchants}
    @pointerenter=${readMerchants} @change=${(event) => choose(event.target.value)}>
    ${ids.map((id) => html`<option value=${id} ?selected=${id === merchant}>${id}</option>`)}
  </select>`;
}

function search(ids, merchant) {
  return html`<input aria-label="Merchant" list="merchants" autocomplete="off" spellcheck="false"
      placeholder=${merchant} title="${ids.length} merchants; type to search" .value=${merchant}
      @focus=${begin} @change=${(event) => end(event.target, ids, merchant)}>
    <datalist id="merchants">${ids.map((id) => html`<option value=${id}></option>`)}</datalist>`;
}

function begin(event) {
  readMerchants();
  event.target.select();
}

function end(input, ids, merchant) {
  if (ids.includes(input.value)) {
    choose(input.value);
  } else {
    input.value = merchant;
  }
}

function choose(id) {
  location.hash = hrefOf(id, current().view);
}
