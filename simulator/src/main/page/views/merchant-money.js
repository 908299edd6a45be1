/** What the merchant has at AssetPay, and what AssetPay pays for items. */
import { html } from '../lib/lit-html.js';
import { refresh } from '../app.js';
import { post, put } from '../control.js';
import { plural, usd } from '../format.js';
import { Loaded } from '../parts/loaded.js';
import { say } from '../parts/notice.js';
import { isOver, of, store } from '../store.js';

const GAMES = { 730: 'CS2', 252490: 'Rust' };
const balance = new Loaded();
const prices = new Loaded();
let errors = {};
let busy = false;
let withdrawals = {};

/** Both cards. */
export function money() {
  return html`${balanceCard()} ${pricesCard()}`;
}

/** Another text whenever withdrawals may have changed the balance. */
function withdrawn() {
  const at = `${store.merchant} ${store.changes.trades}`;
  if (withdrawals.at !== at) {
    const all = [...store.trades.values()].filter((trade) => trade.kind === 'WITHDRAWAL');
    const [waiting, over] = [(trade) => trade.awaitsVerdict, isOver].map((which) => all.filter(which).length);
    withdrawals = { at, said: `${all.length} ${waiting} ${over}` };
  }
  return withdrawals.said;
}

function balanceCard() {
  const { value, error } = balance.read('/balance', withdrawn());
  return html`<section class="card" aria-label="Balance"><h2>Balance at AssetPay</h2>
    ${value ? html`<dl class="kv"><dt>Balance</dt><dd>${usd(value.balance)}</dd>
      <dt>Reserved</dt><dd>${usd(value.reserved)}</dd><dt>Available</dt><dd>${usd(value.available)}</dd></dl>` : ''}
    <form class="filters" @submit=${setBalance}>
      <label class="field"><span>New balance, USD</span>
        <input name="balance" inputmode="decimal" required autocomplete="off" aria-describedby="balance-wrong"></label>
      <button class="button" ?disabled=${busy}>Set balance</button>
    </form>
    <p id="balance-wrong" class="bad" role="alert">${errors.balance ?? error?.message ?? ''}</p></section>`;
}

function setBalance(event) {
  event.preventDefault();
  const form = event.target;
  doing('balance', async () => {
    balance.set(await put(of('/balance'), { balance: number(form.elements.balance.value) }));
    form.reset();
    say('The balance is set.');
  });
}

/** What is written as a number is one; the control API says of all else what is wrong with it. */
function number(text) {
  return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

async function doing(part, action) {
  busy = true;
  errors = { ...errors, [part]: '' };
  refresh();
  try {
    await action();
  } catch (error) {
    errors = { ...errors, [part]: error.message };
  }
  busy = false;
  refresh();
}

function pricesCard() {
  const { value, error } = prices.read('/prices', 0);
  const moved = value?.offers ?? [];
  return html`<section class="card" aria-label="Prices"><h2>Prices that are moved</h2>
    ${moved.length ? html`<table class="table"><caption class="unseen">${plural(moved.length, 'price')}</caption><tbody>${moved.map(
      (each) => html`<tr><td>${each.marketHashName}</td><td class="muted">${GAMES[each.game] ?? each.game}</td>
        <td class="number">${each.price === null ? 'no longer taken' : usd(each.price)}</td></tr>`)}</tbody></table>`
      : html`<p class="muted">None: AssetPay pays what the catalogue says.</p>`}
    <form class="filters" @submit=${move}>
      <label class="field wide"><span>Market hash name</span><input name="name" required spellcheck="false" autocomplete="off"
        placeholder="AK-47 | Redline (Field-Tested)" aria-describedby="price-wrong"></label>
      <label class="field"><span>Game of the item</span><select name="game">${Object.entries(GAMES).map(([id, name]) =>
        html`<option value=${id}>${name}</option>`)}</select></label>
      <label class="field"><span>Price, USD</span><input name="price" inputmode="decimal" autocomplete="off"></label>
      <button class="button" ?disabled=${busy}>Move price</button>
    </form>
    <p class="muted">Without a price AssetPay no longer takes the item.</p>
    <p id="price-wrong" class="bad" role="alert">${errors.prices ?? error?.message ?? ''}</p></section>`;
}

function move(event) {
  event.preventDefault();
  const form = event.target;
  const { name, game, price } = Object.fromEntries(new FormData(form));
  doing('prices', async () => {
    const offer = { marketHashName: name.trim(), game, price: price.trim() ? number(price) : null };
    prices.set(await post(of('/prices'), { offers: [offer] }));
    form.reset();
    say('The price is moved.');
  });
}
