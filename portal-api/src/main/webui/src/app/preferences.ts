import { useSyncExternalStore } from 'react';
import type { Zone } from '../format/format';

const KEY = 'counterpart.zone';
const listeners = new Set<() => void>();

function zone(): Zone {
  return localStorage.getItem(KEY) === 'utc' ? 'utc' : 'local';
}

/** The zone that this browser shows times in. */
export function useZone(): Zone {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, zone);
}

export function chooseZone(chosen: Zone): void {
  localStorage.setItem(KEY, chosen);
  listeners.forEach((wake) => wake());
}
