/** The plan: what is to go wrong, and what of it has. */
import { html } from '../lib/lit-html.js';
import { put, remove } from '../control.js';
import { plural, shortId } from '../format.js';
import { confirmed } from '../parts/confirm.js';
import { commandButton } from '../parts/copy.js';
import { Loaded } from '../parts/loaded.js';
import { attempt, say } from '../parts/notice.js';
import { badge } from '../parts/status.js';
import { href } from '../route.js';
import { changed, of, store } from '../store.js';
import { commandOf, parameterWords, triggerWords } from './fault-entry.js';

/** So many of what a fault has struck are named, the newest. */
const MOST_STRUCK = 5;
/** Faults of which callbacks tell another status than the one that was struck. */
const OTHER_EVENT = new Set(['other-event', 'unknown-status']);
/** The stream tells when the plan changes, not each count: those are read when there is more that may be struck. */
const counts = new Loaded();
let plans = { of: null, number: 0 };
let struckBy = { of: null, by: null };
let busy = false;

/** The entries of the plan, with what can be done to them. */
export function faultPlan() {
  const faults = current();
  return html`<section class="card" aria-labelledby="plan">
    <div class="toolbar"><h2 id="plan">The plan</h2><span class="muted">${plural(faults.length, 'fault')}</span>
      ${faults.length ? html`<button class="button push" ?disabled=${busy} @click=${() => clear()}>Clear the plan…</button>` : ''}</div>
    ${faults.length
      ? html`<ol class="plan">${faults.map((entry, at) => row(entry, at, faults))}</ol>`
      : html`<p class="muted">Nothing is planned, so all goes well. Choose below what is to go wrong.</p>`}
  </section>`;
}

function current() {
  if (plans.of !== store.faults) {
    plans = { of: store.faults, number: plans.number + 1 };
  }
  if (!store.faults.faults.length) {
    return [];
  }
  const version = `${plans.number} ${store.changes.callbacks} ${store.changes.requests}`;
  const read = counts.read('/faults', version).value?.faults;
  // What was read may be of the plan before.
  return read && same(read, store.faults.faults) ? read : store.faults.faults;
}

const bare = (entries) => entries.map(({ trigger, fault }) => ({ trigger, fault }));
const same = (one, other) => JSON.stringify(bare(one)) === JSON.stringify(bare(other));

function row(entry, at, faults) {
  const { trigger, fault, matched, struck } = entry;
  return html`<li>
    <div class="toolbar"><b class="mono">${fault.name}</b> <span>${parameterWords(fault)}</span>
      ${struck ? badge(`struck ${struck}`, 'warn', 'bang') : badge('has not struck yet', 'quiet', 'ring')}
      <span class="muted">matched ${matched}</span>
      <span class="push toolbar">${commandButton(() => commandOf(sparse(entry)))}
        <button class="button small" ?disabled=${busy} aria-label="Remove ${fault.name}" @click=${() => removeOne(at, faults)}>Remove</button></span>
    </div>
    <p class="muted">strikes ${triggerWords(trigger)}</p>
    ${struck ? struckLinks(entry) : ''}
  </li>`;
}

/** Without what holds in any case. */
function sparse({ trigger, fault }) {
  const trigger1 = Object.entries(trigger).filter(([name, value]) => !(['nth', 'times'].includes(name) && value === 1));
  const fault1 = Object.entries(fault).filter(([, value]) => value !== false);
  return { trigger: Object.fromEntries(trigger1), fault: Object.fromEntries(fault1) };
}

/** Which callbacks and requests bear the name of the entry's fault and fit its trigger; a copy stands for all. */
function struckLinks({ trigger, fault: { name } }) {
  const of = `${store.merchant} ${store.changes.callbacks} ${store.changes.requests}`;
  if (struckBy.of !== of) {
    struckBy = { of, by: new Map() };
    for (const [view, map] of [['callbacks', store.callbacks], ['requests', store.requests]]) {
      for (const struck of map.values()) {
        for (const each of struck.faults ?? []) {
          struckBy.by.set(each, struckBy.by.get(each) ?? new Map());
          struckBy.by.get(each).set(struck.copyOf ?? struck.id, { view, ...struck });
        }
      }
    }
  }
  const all = [...(struckBy.by.get(name)?.values() ?? [])].filter((each) => isMeant(each, trigger, name));
  if (!all.length) {
    return '';
  }
  const links = all.slice(-MOST_STRUCK).reverse().map(({ view, id, event, path }) =>
    html`<a href=${href(view, id)} title=${id}>${event ?? path} <span class="mono">${shortId(id)}</span></a>`);
  return html`<p class="struck"><span class="muted">${all.length > MOST_STRUCK ? 'Struck last:' : 'Struck:'}</span> ${links}</p>`;
}

/** Whether a trigger can have meant what was struck: other entries plan the same fault for others. */
function isMeant({ tradeId, event, ...request }, { status, kind, steamId, externalId }, name) {
  const trade = tradeId ? store.trades.get(tradeId) : request;
  const told = [[steamId, trade?.steamId], [kind, trade?.kind], [externalId, trade?.externalId],
    [OTHER_EVENT.has(name) ? undefined : status, event]];
  return told.every(([asked, is]) => asked === undefined || is === undefined || asked === is);
}

async function removeOne(at, faults) {
  const others = bare(faults.filter((entry, index) => index !== at));
  const text = others.length
    ? 'The others stay planned, but their counts begin anew: what has struck already can strike once more.'
    : 'The plan is empty then. What a fault keeps back is sent.';
  await change({ title: `Remove ${faults[at].fault.name}?`, text, action: 'Remove' },
    () => (others.length ? put(of('/faults'), { faults: others }) : remove(of('/faults'))));
}

async function clear() {
  await change({ title: 'Clear the plan?', text: 'Nothing goes wrong any more. What a fault keeps back is sent.', action: 'Clear' },
    () => remove(of('/faults')));
}

async function change(question, action) {
  if (!(await confirmed(question))) {
    return;
  }
  busy = true;
  changed();
  await attempt(async () => {
    await action();
    say('The plan is changed.');
  });
  busy = false;
  changed();
}
