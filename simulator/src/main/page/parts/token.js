/** The dialog that asks for the control token. */
import { html, render } from '../lib/lit-html.js';

let asking = null;

/** The token that was given, or null when it is refused; all who ask at once share one dialog. */
export function askToken(wrong) {
  asking ??= ask(wrong).finally(() => {
    asking = null;
  });
  return asking;
}

function ask(wrong) {
  return new Promise((resolve) => {
    const before = document.activeElement;
    const dialog = document.createElement('dialog');
    dialog.className = 'card dialog';
    dialog.setAttribute('aria-labelledby', 'token-title');
    render(content(wrong, () => dialog.close()), dialog);
    document.body.append(dialog);
    dialog.addEventListener('close', () => {
      const token = dialog.querySelector('input').value.trim();
      dialog.remove();
      before?.focus?.();
      resolve(dialog.returnValue === 'given' && token ? token : null);
    });
    dialog.showModal();
  });
}

function content(wrong, cancel) {
  return html`<form method="dialog">
    <h2 id="token-title">Control token</h2>
    <p>The value that the simulator was given as <code>--control-token</code>. Only this tab keeps it, until it is
      closed.</p>
    <label class="field">
      <span>Token</span>
      <input type="password" autocomplete="off" autofocus required
        aria-invalid=${wrong ? 'true' : 'false'} aria-describedby="token-wrong">
    </label>
    <p id="token-wrong" class="bad" role="alert">${wrong ? 'That is not the token.' : ''}</p>
    <div class="toolbar end">
      <button type="button" class="button" @click=${cancel}>Cancel</button>
      <button class="button primary" value="given">Continue</button>
    </div>
  </form>`;
}
