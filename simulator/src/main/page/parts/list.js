/** Long lists: only the rows in sight are in the document. */
import { html, render } from '../lib/lit-html.js';
import { repeat } from '../lib/directives/repeat.js';

const NARROW = window.matchMedia('(max-width: 760px)');
/** Rows above and below those in sight. */
const MARGIN = 10;

/**
 * A list, or table, of rows of one height; `items[0]` is on top. When narrow, rows are cards and the columns' names go.
 * row(item): the cells, as <span role="cell">; a click on the row opens the first link in it. key(item): its id.
 * columns: their names, or {text, number: true}. name: the class that has the grid. height, cardHeight: of a row in px.
 */
export function list({ items, row, key = (item) => item.id, columns, name, label, height = 40, cardHeight = 64 }) {
  return html`<div class="table list ${name}" role="table" aria-label=${label} aria-rowcount=${items.length + 1}>
    <div class="row head" role="row">
      ${columns.map((column) => html`<span role="columnheader" class=${column.number ? 'number' : ''}>
        ${column.text ?? column}</span>`)}
    </div>
    <virtual-rows role="rowgroup" .shown=${{ items, row, key, height, cardHeight }}></virtual-rows>
  </div>`;
}

class VirtualRows extends HTMLElement {
  #shown;
  #first = 0;
  #frame;
  #anchor;

  connectedCallback() {
    this.#watch('addEventListener');
    this.#draw();
  }

  disconnectedCallback() {
    this.#watch('removeEventListener');
    cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
  }

  set shown(shown) {
    this.#shown = shown;
    this.#draw();
  }

  #watch(what) {
    window[what]('scroll', this.#soon, { passive: true });
    window[what]('resize', this.#soon);
    this[what]('keydown', this.#move);
  }

  #soon = () => {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = undefined;
      this.#draw();
    });
  };

  get #height() {
    return NARROW.matches ? this.#shown.cardHeight : this.#shown.height;
  }

  #draw() {
    if (!this.isConnected || !this.#shown) {
      return;
    }
    const { items, row, key } = this.#shown;
    const height = this.#height;
    this.style.setProperty('--row', `${height}px`);
    this.style.height = `${items.length * height}px`;
    this.#stay(items, key, height);
    const above = -this.getBoundingClientRect().top;
    const first = Math.max(0, Math.floor(above / height) - MARGIN);
    const last = Math.min(items.length, Math.ceil((above + window.innerHeight) / height) + MARGIN);
    this.#first = Math.min(first, Math.max(0, last));
    const rows = html`${repeat(items.slice(this.#first, last), key, (item, at) => html`<div class="row" role="row"
      aria-rowindex=${this.#first + at + 2}>${row(item)}</div>`)}`;
    render(rows, this);
    this.style.paddingTop = `${this.#first * height}px`;
    const top = Math.max(0, Math.floor(above / height));
    this.#anchor = above > height && items[top] ? { id: key(items[top]), top } : null;
  }

  /** What is being read stays where it is when rows come above it. */
  #stay(items, key, height) {
    const anchor = this.#anchor;
    if (!anchor || (items[anchor.top] && key(items[anchor.top]) === anchor.id)) {
      return;
    }
    const now = items.findIndex((item) => key(item) === anchor.id);
    if (now >= 0 && now !== anchor.top) {
      window.scrollBy({ top: (now - anchor.top) * height, behavior: 'instant' });
    }
  }

  #move = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const row = event.target.closest('.row');
    if (!step || !row || !event.target.matches('a') || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    const next = step > 0 ? row.nextElementSibling : row.previousElementSibling;
    next?.querySelector('a')?.focus();
    next?.scrollIntoView({ block: 'nearest' });
    event.preventDefault();
  };
}

customElements.define('virtual-rows', VirtualRows);
