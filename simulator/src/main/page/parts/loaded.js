/** What a path of the chosen merchant answers, for a view that shows it. */
import { refresh } from '../app.js';
import { detail, store } from '../store.js';

/**
 * Keeps one answer. read(path, version) -> {value, error}: reads when the path or the version is another than before
 * (a summary of the store is a good version: it is another object after each change), and keeps the value until then.
 */
export class Loaded {
  #get;
  #merchant;
  #path;
  #version;
  #reading = false;
  #state = { value: null, error: null };

  /** @param get what reads a path; the control API unless told otherwise */
  constructor(get = detail) {
    this.#get = get;
  }

  read(path, version) {
    const other = path !== this.#path || store.merchant !== this.#merchant;
    if (other) {
      this.#state = { value: null, error: null };
    }
    if (!this.#reading && (other || version !== this.#version)) {
      this.#merchant = store.merchant;
      this.#path = path;
      this.#version = version;
      this.#start(path);
    }
    return this.#state;
  }

  /** Takes what another call has answered already. */
  set(value) {
    this.#state = { value, error: null };
    refresh();
  }

  /** Forgets it, so that it is read anew. */
  reset() {
    this.#path = undefined;
    refresh();
  }

  async #start(path) {
    this.#reading = true;
    const { merchant } = store;
    try {
      const value = await this.#get(path);
      this.#done(path, merchant, { value, error: null });
    } catch (error) {
      this.#done(path, merchant, { value: this.#state.value, error });
    }
  }

  #done(path, merchant, state) {
    this.#reading = false;
    if (path === this.#path && merchant === this.#merchant) {
      this.#state = state;
    }
    refresh();
  }
}
