/** How the clock moves, and the choice of another way. */
import { html } from '../lib/lit-html.js';
import { live } from '../lib/directives/live.js';
import { refresh } from '../app.js';
import { patch } from '../control.js';
import { when, written } from '../format.js';
import { curlButton } from '../parts/copy.js';
import { say } from '../parts/notice.js';
import { now, of, readClock, store } from '../store.js';

const MODES = [
  ['frozen', 'Frozen', 'Time stands still until it is told to pass. For tests.'],
  ['paced', 'Paced', 'Each wait is cut to the pace, so that days pass in seconds. For watching.'],
  ['live', 'Live', 'Real durations: a hold takes its days.'],
];
/** What is chosen and not set yet. */
let mode = null;
let pace = null;
let problem = null;
let busy = false;

/** What was chosen and not set is forgotten. */
export function forgetChoice() {
  [mode, pace, problem] = [null, null, null];
}

/** The time, the way it moves, and a form to change that. */
export function clockMode() {
  const chosen = mode ?? store.clock.mode;
  const shownPace = pace ?? written(store.settings.pace);
  const other = chosen !== store.clock.mode || (chosen === 'paced' && shownPace !== written(store.settings.pace));
  return html`<p class="time-now"><time datetime=${store.clock.now}>${when(now())}</time> <span class="muted">UTC</span></p>
    <form class="modes" aria-label="How time moves" @submit=${change}>
      <fieldset><legend class="unseen">How time moves</legend>
        ${MODES.map(([value, name, help]) => html`<label class="mode-choice">
          <input type="radio" name="mode" value=${value} aria-label=${name} aria-describedby="mode-${value}" .checked=${live(chosen === value)}
            @change=${() => choose(() => { mode = value; })}>
          <span><b>${name}</b>${store.clock.mode === value ? html` <span class="badge" data-tone="info">now</span>` : ''}<br>
            <span class="muted" id="mode-${value}">${help}</span></span></label>`)}
      </fieldset>
      <div class="toolbar">
        <label class="field"><span>Pace</span><input ?disabled=${chosen !== 'paced'} required placeholder="1s" spellcheck="false"
          autocomplete="off" aria-invalid=${problem ? 'true' : 'false'} .value=${live(shownPace)}
          @input=${(event) => choose(() => { pace = event.target.value; })}></label>
        <button class="button" ?disabled=${busy || !other || store.connection !== 'live'}>Change</button>
        ${curlButton('PATCH', '', body)}
      </div>
      <p class="bad" role="alert">${problem}</p>
    </form>`;
}

function choose(change) {
  change();
  problem = null;
  refresh();
}

function body() {
  const chosen = mode ?? store.clock.mode;
  return { clock: chosen, ...(chosen === 'paced' ? { pace: (pace ?? written(store.settings.pace)).trim() } : {}) };
}

async function change(event) {
  event.preventDefault();
  busy = true;
  refresh();
  try {
    const settings = await patch(of(''), body());
    forgetChoice();
    say(`The clock is ${settings.clock} now.`);
  } catch (error) {
    problem = error.message;
  }
  busy = false;
  readClock();
  refresh();
}
