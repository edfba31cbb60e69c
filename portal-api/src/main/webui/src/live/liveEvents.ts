import type { TwinEvent } from '../api/contract';

/** As many events as are kept of a twin, and as many twins as events are kept of; what goes is the oldest. */
export const MAX_EVENTS = 500;
export const MAX_TWINS = 200;

const NONE: readonly TwinEvent[] = [];

/** What happened to twins since the portal follows them, in the order in which it came. */
export class LiveEvents {
  readonly #events = new Map<string, readonly TwinEvent[]>();
  readonly #listeners = new Set<() => void>();

  /** The same object until something happens to the twin. */
  of(twin: string): readonly TwinEvent[] {
    return this.#events.get(twin) ?? NONE;
  }

  take(event: TwinEvent): void {
    const before = this.of(event.twin);
    this.#events.delete(event.twin); // what is put anew stands last
    this.#events.set(event.twin, [...before, event].slice(-MAX_EVENTS));
    if (this.#events.size > MAX_TWINS) {
      this.#events.delete(this.#events.keys().next().value ?? '');
    }
    this.#listeners.forEach((listener) => listener());
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}
