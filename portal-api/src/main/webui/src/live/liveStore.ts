import type { Twin } from '../api/contract';

/** As many twins as a page may hold; the ones not looked at go first. */
export const MAX_TWINS = 20_000;

type Listener = () => void;

/**
 * The newest state of the twins that the portal knows, whichever way it came: read once, or live. Older news never
 * overwrites newer, so the two may arrive in any order.
 */
export class LiveStore {
  readonly #twins = new Map<string, Twin>();
  readonly #listeners = new Map<string, Set<Listener>>();

  get(id: string): Twin | undefined {
    return this.#twins.get(id);
  }

  /** Takes the state unless a newer one is known. Says whether it was taken. */
  put(twin: Twin): boolean {
    const known = this.#twins.get(twin.id);
    if (known !== undefined && known.revision > twin.revision) {
      return false;
    }
    // Events carry what readings changed; the name, the binding and what is writable come with the definition alone.
    const name = twin.name ?? known?.name ?? null;
    const device = twin.device ?? known?.device ?? null;
    const writable = twin.writable ?? known?.writable ?? null;
    this.#twins.set(twin.id, { ...twin, name, device, writable });
    if (known === undefined) {
      this.#evict();
    }
    this.#wake(twin.id);
    return true;
  }

  /** A removed twin may come again, with revisions that begin anew. */
  remove(id: string): void {
    if (this.#twins.delete(id)) {
      this.#wake(id);
    }
  }

  clear(): void {
    const ids = [...this.#twins.keys()];
    this.#twins.clear();
    ids.forEach((id) => this.#wake(id));
  }

  /** Calls the listener whenever this twin changes, and no other. */
  subscribe(id: string, listener: Listener): () => void {
    const listeners = this.#listeners.get(id) ?? new Set();
    listeners.add(listener);
    this.#listeners.set(id, listeners);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) {
        this.#listeners.delete(id);
      }
    };
  }

  get size(): number {
    return this.#twins.size;
  }

  #wake(id: string): void {
    this.#listeners.get(id)?.forEach((listener) => listener());
  }

  #evict(): void {
    if (this.#twins.size <= MAX_TWINS) {
      return;
    }
    for (const id of this.#twins.keys()) {
      if (!this.#listeners.has(id)) {
        this.#twins.delete(id);
        return;
      }
    }
  }
}
