/** Light, dark, or as the system has it; kept until the tab is closed. */
import { html } from '../lib/lit-html.js';
import { refresh } from '../app.js';

const KEY = 'theme';
const THEMES = ['system', 'light', 'dark'];
let theme = 'system';

/** Puts on the theme that this tab had. */
export function startTheme() {
  wear(sessionStorage.getItem(KEY) ?? 'system');
}

/** The switch between themes. */
export function themeSwitch() {
  return html`<label class="field row"><span>Theme</span>
    <select aria-label="Theme" @change=${(event) => wear(event.target.value)}>
      ${THEMES.map((each) => html`<option value=${each} ?selected=${each === theme}>${each}</option>`)}
    </select></label>`;
}

function wear(chosen) {
  theme = THEMES.includes(chosen) ? chosen : 'system';
  sessionStorage.setItem(KEY, theme);
  document.documentElement.dataset.theme = theme;
  refresh();
}
