/** The question before something that cannot be undone. */
import { html, render } from '../lib/lit-html.js';

/** Asks; resolves to whether `action`, the words of its button, was chosen. */
export function confirmed({ title, text, action }) {
  return new Promise((resolve) => {
    const before = document.activeElement;
    const dialog = document.createElement('dialog');
    dialog.className = 'card dialog';
    dialog.setAttribute('aria-labelledby', 'confirm-title');
    render(
      html`<form method="dialog">
        <h2 id="confirm-title">${title}</h2>
        <p>${text}</p>
        <div class="toolbar end">
          <button type="button" class="button" autofocus @click=${() => dialog.close()}>Cancel</button>
          <button class="button danger" value="confirmed">${action}</button>
        </div>
      </form>`,
      dialog,
    );
    document.body.append(dialog);
    dialog.addEventListener('close', () => {
      dialog.remove();
      before?.focus?.();
      resolve(dialog.returnValue === 'confirmed');
    });
    dialog.showModal();
  });
}
