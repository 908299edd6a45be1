/** The form that plans a fault, made from what the simulator tells of it. */
import { html } from '../lib/lit-html.js';
import { live } from '../lib/directives/live.js';
import { refresh } from '../app.js';
import { post } from '../control.js';
import { written as inWriting } from '../format.js';
import { commandButton, copyButton, curlButton } from '../parts/copy.js';
import { say } from '../parts/notice.js';
import { of, store } from '../store.js';
import { commandOf, entryOf, membersFor } from './fault-entry.js';

let shown = null;
let values;
let problem = null;
let busy = false;

/** The form of a kind of fault; triggers: the members that triggers have. */
export function faultForm(kind, triggers) {
  const members = membersFor(kind, triggers);
  if (shown !== kind.name) {
    shown = kind.name;
    problem = null;
    const only = members.filter((member) => member.choices?.length === 1 && member.required);
    values = { fault: {}, trigger: Object.fromEntries(only.map((member) => [member.name, member.choices[0]])) };
  }
  const entry = entryOf(kind, members, values);
  const plan = { faults: [entry] };
  return html`<form class="card fault-form" aria-labelledby="fault-name" @submit=${(event) => add(event, plan)}>
    <h2 id="fault-name" class="mono">${kind.name}</h2>
    <p>${kind.does}</p>
    ${kind.parameters.length ? html`<fieldset><legend>Parameters</legend>
      ${kind.parameters.map((parameter) => field(parameter, 'fault'))}</fieldset>` : ''}
    <fieldset><legend>What it strikes</legend>${members.map((member) => field(member, 'trigger'))}</fieldset>
    <p class="bad" role="alert">${problem}</p>
    <div class="toolbar">
      <button class="button primary" ?disabled=${busy || store.connection !== 'live'}>Add to the plan</button>
      ${commandButton(() => commandOf(entry))} ${curlButton('POST', '/faults', () => plan)}
    </div>
    <details><summary>What is sent</summary>
      <pre class="code" tabindex="0">${JSON.stringify(plan, null, 2)}</pre>
      ${copyButton(() => JSON.stringify(plan, null, 2), 'Copy JSON')}</details>
  </form>`;
}

function field(member, part) {
  const { name, type, required, choices } = member;
  const value = values[part][name] ?? '';
  const id = `${part}-${name}`;
  const help = helpOf(member);
  if (type === 'flag') {
    return html`<label class="field row flag"><input type="checkbox" aria-describedby="${id}-help" .checked=${live(value === true)}
      @change=${(event) => set(part, name, event.target.checked)}><span>${name}</span><small id="${id}-help">${help}</small></label>`;
  }
  if (choices?.length === 1 && required) {
    return html`<p class="field"><span>${name}</span>${choices[0]}</p>`;
  }
  return html`<div class="field">
    <span class="name"><label for=${id}>${name}</label>${required ? html` <em>required</em>` : ''}</span>
    ${choices && type !== 'number' ? menu(member, part, id, value) : written(member, part, id, value)}
    <small id="${id}-help">${help}</small>
  </div>`;
}

function menu({ name, required, choices, otherwise }, part, id, value) {
  const nothing = required ? 'Choose…' : otherwise ? `${otherwise} (unless told otherwise)` : 'Any';
  return html`<select id=${id} ?required=${required} aria-describedby="${id}-help" .value=${live(value)}
    @change=${(event) => set(part, name, event.target.value)}>
    <option value="" ?selected=${!value}>${nothing}</option>
    ${choices.map((choice) => html`<option value=${choice} ?selected=${choice === value}>${choice}</option>`)}
  </select>`;
}

/** A number can have words that stand in its place. */
function written({ name, type, required, choices = [], otherwise }, part, id, value) {
  const word = choices.includes(value) ? value : null;
  const number = type === 'number';
  return html`<span class="toolbar"><input id=${id} type=${number ? 'number' : 'text'} ?required=${required} ?disabled=${word !== null}
      aria-describedby="${id}-help" autocomplete="off" spellcheck="false"
      placeholder=${otherwise ? inWriting(otherwise) : type === 'duration' ? '10s' : ''}
      .value=${live(word === null ? value : '')} @input=${(event) => set(part, name, event.target.value)}>
    ${choices.map((choice) => html`<label class="field row"><input type="checkbox" .checked=${live(word === choice)}
      @change=${(event) => set(part, name, event.target.checked ? choice : '')}><span>${choice}</span></label>`)}</span>`;
}

function helpOf({ type, meaning, allowed, choices, otherwise }) {
  const offered = type === 'flag' || (choices && type !== 'number');
  return [meaning, offered ? '' : allowed, offered || !otherwise ? '' : `otherwise ${inWriting(otherwise, ' ')}`].filter(Boolean).join('; ');
}

function set(part, name, value) {
  values[part][name] = value;
  problem = null;
  refresh();
}

async function add(event, plan) {
  event.preventDefault();
  busy = true;
  problem = null;
  refresh();
  try {
    await post(of('/faults'), plan);
    say(`${plan.faults[0].fault.name} is planned.`);
  } catch (error) {
    problem = error.message;
  }
  busy = false;
  refresh();
}
