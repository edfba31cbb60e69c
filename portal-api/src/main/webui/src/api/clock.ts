import { useSyncExternalStore } from 'react';

/**
 * The platform's time as far as the browser knows it, and its tick. Ages are shown against the platform's clock: a
 * workstation whose own clock is five minutes off must not show fresh values as stale.
 */

/** The Date header has whole seconds; a smaller difference is noise. */
const NOISE_MS = 2_000;

let offsetMs = 0;

/** Takes the platform's time from an answer's Date header. */
export function learnTime(dateHeader: string | null, receivedAt = Date.now()): void {
  const said = dateHeader === null ? Number.NaN : Date.parse(dateHeader);
  if (Number.isNaN(said)) {
    return;
  }
  const difference = said + 500 - receivedAt;
  offsetMs = Math.abs(difference) < NOISE_MS ? 0 : difference;
}

/** Now on the platform's clock, epoch milliseconds. */
export function platformNow(): number {
  return Date.now() + offsetMs;
}

let tick = platformNow();
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    tick = platformNow();
    listeners.forEach((wake) => wake());
  }, 1_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** Now, renewed once a second. One timer serves the whole page. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => tick);
}
