/** Break something: what can go wrong, and what is planned to. */
import { html } from '../lib/lit-html.js';
import { get } from '../control.js';
import { Loaded } from '../parts/loaded.js';
import { href, setQuery } from '../route.js';
import { faultForm } from './fault-form.js';
import { faultPlan } from './fault-plan.js';

const GROUPS = [['callback', 'Callbacks'], ['operation', 'Requests']];
const catalogue = new Loaded(get);

export const view = {
  title: 'Break something',

  render({ query }) {
    const { value, error } = catalogue.read('/faults', null);
    return html`<div class="toolbar"><h1 tabindex="-1">Break something</h1></div>
      ${faultPlan()}
      ${error ? html`<p class="bad" role="alert">${error.message}</p>` : ''}
      ${value ? html`<div class="faults split">${kinds(value.faults, query)}${chosen(value, query)}</div>` : ''}`;
  },
};

function kinds(all, query) {
  const search = query.get('q') ?? '';
  const words = search.toLowerCase().split(/\s+/);
  const matching = all.filter((kind) => words.every((word) => `${kind.name} ${kind.does}`.toLowerCase().includes(word)));
  return html`<section class="card kinds" aria-label="What can go wrong">
    <label class="field"><span>Search faults</span><input type="search" placeholder="twice, reset, signature …" spellcheck="false"
      autocomplete="off" .value=${search} @input=${(event) => setQuery({ q: event.target.value })}></label>
    ${GROUPS.map(([strikes, title]) => group(title, matching.filter((kind) => kind.strikes === strikes), query))}
    ${matching.length ? '' : html`<p class="muted">No fault matches.
      <button type="button" class="button small" @click=${() => setQuery({ q: '' })}>Clear the search</button></p>`}
  </section>`;
}

function group(title, all, query) {
  return all.length ? html`<h3>${title}</h3>
    <ul>${all.map(({ name, does }) => html`<li><a href=${href('faults', null, { ...Object.fromEntries(query), fault: name })}
      class="mono"
      aria-current=${query.get('fault') === name ? 'true' : 'false'}>${name}</a><span class="muted">${does}</span></li>`)}
    </ul>` : '';
}

function chosen({ faults, triggers }, query) {
  const name = query.get('fault');
  const kind = faults.find((each) => each.name === name);
  if (kind) {
    return faultForm(kind, triggers);
  }
  return html`<div class="card empty"><h2>${name ? `There is no fault “${name}”` : 'What is to go wrong?'}</h2>
    <p>Choose a fault. Say what it strikes. It strikes exactly that, never by chance.</p></div>`;
}
