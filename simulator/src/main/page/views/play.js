/** Playing a user: a small shop, which does what a site does, through AssetPay's own API. */
import { html } from '../lib/lit-html.js';
import { drawn, refresh } from '../app.js';
import { get } from '../control.js';
import { attempt } from '../parts/notice.js';
import { href, setQuery } from '../route.js';
import { store } from '../store.js';
import { basket, basketBar } from './play-basket.js';
import { calls } from './play-calls.js';
import { items } from './play-items.js';
import { followed, recent } from './play-trade.js';

/** Somebody like anybody. */
const ORDINARY = '76561198012345678';
/** What AssetPay takes for a Steam id. */
const STEAM_ID = /^76561\d{12}$/;
const TABS = { sell: 'Sell', buy: 'Buy' };
const RUST = '252490';
let testUsers = null;
let typing = false;

export const view = {
  title: 'Play a user',

  enter() {
    typing = false;
    attempt(async () => {
      testUsers ??= (await get('/test-users')).testUsers;
      refresh();
    });
  },

  render({ query }) {
    const chosen = choice(query);
    const known = testUsers && STEAM_ID.test(chosen.steamId);
    return html`<div class="toolbar"><h1 tabindex="-1">Play a user</h1>
        <span class="muted">Sell and buy through AssetPay’s own API, as on a site.</span></div>
      ${who(chosen)}
      ${known ? shop(chosen, query) : ''}`;
  },
};

/** Who does what, as the address says it: {user, steamId, does, tab, game, trade}. */
function choice(query) {
  const user = query.get('user') || ORDINARY;
  const test = testUsers?.find((each) => each.name === user || each.steamId === user);
  return {
    user: test?.name ?? user,
    steamId: test?.steamId ?? user,
    does: test?.does ?? `Does with offers what the merchant’s settings say: ${store.settings.steam.outcome}.`,
    tab: query.get('tab') === 'buy' ? 'buy' : 'sell',
    game: query.get('game') === RUST ? RUST : '730',
    trade: query.get('trade'),
  };
}

function who({ user, steamId, does }) {
  const known = user === ORDINARY || testUsers?.some((each) => each.name === user);
  const wrong = testUsers && !STEAM_ID.test(steamId);
  return html`<section class="card who" aria-label="Who plays">
    <label class="field"><span>User</span>
      <select @change=${choose}>
        <option value=${ORDINARY} ?selected=${!typing && user === ORDINARY}>ordinary</option>
        ${testUsers?.map(({ name }) => html`<option value=${name} ?selected=${!typing && name === user}>${name}</option>`)}
        <option value="" ?selected=${typing || !known}>another Steam id…</option>
      </select></label>
    ${typing || !known
      ? html`<label class="field"><span>Steam id</span>
          <input class="own" inputmode="numeric" maxlength="17" placeholder="76561…, 17 digits" spellcheck="false"
            autocomplete="off" aria-invalid=${wrong ? 'true' : 'false'} aria-describedby="user-wrong" .value=${known ? '' : user} @change=${(event) => settle(event.target.value.trim())}></label>`
      : ''}
    ${wrong
      ? html`<p id="user-wrong" class="bad" role="alert">A Steam id has 17 digits and begins with 76561.</p>`
      : html`<p>${does} <span class="muted mono">${steamId}</span></p>`}
  </section>`;
}

async function choose(event) {
  typing = event.target.value === '';
  if (!typing) {
    settle(event.target.value);
    return;
  }
  refresh();
  await drawn();
  document.querySelector('.who .own')?.focus();
}

function settle(user) {
  typing = false;
  setQuery({ user: user === ORDINARY ? '' : user, page: '', trade: '' });
}

function shop(chosen, query) {
  const tab = ([word, text]) => {
    const link = href('play', null, { ...Object.fromEntries(query), tab: word === 'sell' ? '' : word, page: '', sort: '' });
    return html`<a href=${link} aria-current=${chosen.tab === word ? 'page' : 'false'}>${text}</a>`;
  };
  return html`<nav class="tabs" aria-label="What the user does">${Object.entries(TABS).map(tab)}</nav>
    <div class="shop">
      <div class="goods">${items(chosen, query)}</div>
      <div class="till">
        ${basket(chosen)} ${chosen.trade ? followed(chosen.trade) : ''} ${recent(chosen)} ${calls(chosen, query)}
      </div>
    </div>
    ${basketBar(chosen)}`;
}
