/** The page: the frame around the views, and which view is in it. */
import { html, render } from './lib/lit-html.js';
import { choose, retry } from './follow.js';
import { clockStrip } from './parts/clock.js';
import { healthLine } from './parts/health.js';
import { forgetErrors, notices } from './parts/notice.js';
import { merchantPicker, navigation } from './parts/navigation.js';
import { startTheme, themeSwitch } from './parts/theme.js';
import { current, href, hrefOf } from './route.js';
import { apply, listen, now, store } from './store.js';
import { view as callback } from './views/callback.js';
import { view as callbacks } from './views/callbacks.js';
import { view as faults } from './views/faults.js';
import { view as merchant } from './views/merchant.js';
import { view as play } from './views/play.js';
import { view as request } from './views/request.js';
import { view as requests } from './views/requests.js';
import { view as time } from './views/time.js';
import { view as trade } from './views/trade.js';
import { view as trades } from './views/trades.js';

/** The views by their word in the address; those of one thing have an id there. */
const VIEWS = { trades, callbacks, requests, time, faults, play, merchant };
const ONE = { trades: trade, callbacks: callback, requests: request };
const CONNECTIONS = {
  connecting: 'Connecting…',
  live: 'Connected',
  gone: 'The simulator is gone. Trying again…',
  ended: 'This merchant is not there',
};

let frame;
let shown = {};
let places = 0;
const scrolled = new Map();

/** Renders at the next animation frame, once however often it is called. */
export function refresh() {
  frame ??= requestAnimationFrame(() => {
    frame = undefined;
    apply();
    draw();
  });
}

/** When what was refreshed is there. */
export function drawn() {
  refresh();
  return new Promise((resolve) => requestAnimationFrame(() => resolve()));
}

function viewOf(route) {
  return (route.id && ONE[route.view]) || VIEWS[route.view] || trades;
}

/** What is about to be shown; views are told when they, their merchant or their id is another one. */
function arrive(route) {
  const view = viewOf(route);
  if (shown.view === view && shown.merchant === route.merchant && shown.id === route.id) {
    return;
  }
  const first = !shown.view;
  shown.view?.leave?.();
  forgetErrors();
  shown = { view, merchant: route.merchant, id: route.id };
  choose(route.merchant);
  view.enter?.(route);
  if (!first) {
    requestAnimationFrame(() => settle());
  }
}

/** Where one has been before one is as far down as then; otherwise on top, with the title in focus. */
function settle() {
  document.querySelector('#main h1')?.focus({ preventScroll: true });
  const place = history.state?.place;
  window.scrollTo({ top: scrolled.get(place) ?? 0, behavior: 'instant' });
}

function rememberPlace() {
  if (history.state?.place === undefined) {
    places += 1;
    history.replaceState({ place: places }, '');
  }
  scrolled.set(history.state.place, window.scrollY);
}

function draw() {
  const route = current();
  arrive(route);
  const { view } = shown;
  const title = typeof view.title === 'function' ? view.title(route) : view.title;
  document.title = `${title} · ${route.merchant} · AssetPay simulator`;
  render(page(route, view), document.getElementById('app'));
}

function page(route, view) {
  if (store.problem) {
    return html`${refused(store.problem)}${notices()}`;
  }
  return html`<div class="shell">
    <a class="skip button primary" href="#main" @click=${skip}>Skip to content</a>
    <header class="side">
      <a class="brand" href=${href('trades')}>
        <img src="page/icon.svg" width="20" height="20" alt="">AssetPay simulator</a>
      ${merchantPicker()} ${navigation(route)}
      <div class="foot">
        <span class="connection" data-is=${store.connection} role="status">${CONNECTIONS[store.connection]}</span>
        ${healthLine()} ${themeSwitch()}
      </div>
    </header>
    <div class="body">
      ${clockStrip()}
      <main class="main" id="main" tabindex="-1">${content(route, view)}</main>
    </div>
  </div>
  ${notices()}`;
}

function content(route, view) {
  if (store.ready) {
    return view.render(route);
  }
  if (store.connection === 'ended') {
    const others = store.merchants.filter((each) => each.id !== route.merchant).slice(0, 10);
    return html`<div class="empty"><h2>There is no merchant “${route.merchant}”</h2>
      <p>It has ended, or was never made. When it is made, this page shows it.</p>
      ${others.map((each) => html`<a class="button" href=${hrefOf(each.id, 'trades')}>${each.id}</a>`)}
    </div>`;
  }
  return html`<div class="empty"><h2>${CONNECTIONS[store.connection]}</h2></div>`;
}

function refused({ status, message }) {
  return html`<main class="full"><div class="card">
    <h1>${status === 401 ? 'The control token is needed' : 'This page can show nothing'}</h1>
    <p>${message}</p>
    <div class="toolbar">
      <button class="button primary" @click=${retry}>${status === 401 ? 'Enter the token' : 'Try again'}</button>
    </div>
  </div></main>`;
}

function skip(event) {
  event.preventDefault();
  document.getElementById('main').focus();
}

startTheme();
history.scrollRestoration = 'manual';
listen(refresh);
window.addEventListener('hashchange', refresh);
window.addEventListener('scroll', rememberPlace, { passive: true });
setInterval(() => now() !== null && store.clock.mode !== 'frozen' && !document.hidden && refresh(), 1000);
refresh();
