/** What a path of the chosen merchant answers, for a view that shows it. */
import { refresh } from '../app.js';
import { detail } from '../store.js';

/**
 * Keeps one answer. read(path, version) -> {value, error}: reads when the path or the version is another than before
 * (a summary of the store is a good version: it is another object after each change), and keeps the value until then.
 */
export class Loaded {
  #path;
  #version;
  #reading = false;
  #state = { value: null, error: null };

  read(path, version) {
    if (path !== this.#path) {
      this.#state = { value: null, error: null };
    }
    if (!this.#reading && (path !== this.#path || version !== this.#version)) {
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
    try {
      const value = await detail(path);
      this.#done(path, { value, error: null });
    } catch (error) {
      this.#done(path, { value: this.#state.value, error });
    }
  }

  #done(path, state) {
    this.#reading = false;
    if (path === this.#path) {
      this.#state = state;
    }
    refresh();
  }
}
