import type { Twin } from '../api/contract';

/** How much a twin's values can be trusted to be of now. Stale is not normal, and not known is not stale. */
export type Freshness =
  | { kind: 'fresh'; ageMs: number }
  | { kind: 'silent'; ageMs: number | null }
  | { kind: 'never' }
  /** The portal itself is cut off: the asset may be well. */
  | { kind: 'unknown'; ageMs: number };

/**
 * @param now on the platform's clock
 * @param behind whether the portal is cut off from the platform
 */
export function freshnessOf(twin: Pick<Twin, 'silent' | 'lastHeard'>, now: number, behind: boolean): Freshness {
  const lastHeard = twin.lastHeard ?? null;
  if (twin.silent) {
    return { kind: 'silent', ageMs: lastHeard === null ? null : Math.max(0, now - lastHeard) };
  }
  if (lastHeard === null) {
    return { kind: 'never' };
  }
  return { kind: behind ? 'unknown' : 'fresh', ageMs: Math.max(0, now - lastHeard) };
}
