/** An entry of a plan: made of what a form holds, in words, and as a command. */
import { written } from '../format.js';
import { quoted } from '../parts/curl.js';

/** The entry that a form means; values: {fault, trigger}, member -> text, or true for a flag. */
export function entryOf(kind, members, values) {
  return { trigger: typed(members, values.trigger), fault: { name: kind.name, ...typed(kind.parameters, values.fault) } };
}

/** The members of a trigger that goes with a kind of fault, with the choices that fit it. */
export function membersFor(kind, triggers) {
  const callback = kind.strikes === 'callback';
  const fitting = triggers.filter((member) => !member.strikes || member.strikes === kind.strikes);
  return fitting.map((member) =>
    member.name === 'on' ? { ...member, choices: member.choices.filter((choice) => (choice === 'callback') === callback) } : member);
}

/** What is left empty is left out; what does not fit its type goes as text, so that the simulator says what it expects. */
function typed(members, values) {
  const given = {};
  for (const { name, type } of members) {
    const value = values[name];
    if (value === true) {
      given[name] = true;
    } else if (value?.trim()) {
      given[name] = type === 'number' && /^-?\d{1,15}$/.test(value.trim()) ? Number(value) : value;
    }
  }
  return given;
}

/** The words of the command line that plans an entry. */
export function commandOf({ trigger, fault }) {
  const { name, ...parameters } = fault;
  const options = Object.entries(trigger).filter(([member, value]) => member !== 'on' || value !== 'callback');
  return [
    `fault ${quoted(name)}`,
    ...Object.entries(parameters).map(([parameter, value]) => quoted(`${parameter}=${value}`)),
    ...options.map(([member, value]) => `--${kebab(member)} ${quoted(String(value))}`),
  ].join(' ');
}

function kebab(name) {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** What a trigger waits for: 'each callback with status HOLD, kind DEPOSIT'. */
export function triggerWords({ on, nth = 1, times = 1, ...more }) {
  const what = on === 'callback' ? on : `${on} request`;
  const rest = Object.entries(more).map(([member, value]) => `${member} ${value}`).join(', ');
  return `${which(what, nth, times)}${rest ? ` with ${rest}` : ''}`;
}

function which(what, nth, times) {
  if (times === 'always') {
    return nth === 1 ? `each ${what}` : `each ${what} from number ${nth} on`;
  }
  if (times === 1) {
    return nth === 1 ? `the first ${what}` : `${what} number ${nth}`;
  }
  return nth === 1 ? `the first ${times} ${what}s` : `${what}s number ${nth} to ${nth + times - 1}`;
}

/** The parameters of a fault that say something, 'copies 3, gap 1 s'; a flag that is off says nothing. */
export function parameterWords({ name, ...parameters }) {
  return Object.entries(parameters)
    .filter(([, value]) => value !== false)
    .map(([parameter, value]) => (value === true ? parameter : `${parameter} ${written(value, ' ')}`))
    .join(', ');
}
