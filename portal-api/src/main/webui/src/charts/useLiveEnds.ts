import { useEffect, useMemo, useState } from 'react';
import type { Property } from '../api/contract';
import { useLive } from '../live/live';
import { FULL } from '../quality/quality';
import { asNumber, Tail } from './series';

/** What came in live of one property: its values, what the filter made of them, and the scores below 100. */
export class LiveEnd {
  readonly measured = new Tail();
  readonly filtered = new Tail();
  readonly quality = new Tail();

  /** Says whether there was anything new. */
  take({ measured, filtered, findings }: Property): boolean {
    const value = asNumber(measured?.value ?? null);
    let news = false;
    if (measured != null && value !== null) {
      news = this.measured.push(measured.ts, value);
      // A gap lowers the signal's score, but says nothing of the last value before it.
      const speaksOfGap = findings?.some(({ finding }) => finding === 'gap') ?? false;
      if (news && !speaksOfGap && (measured.quality ?? FULL) < FULL) {
        this.quality.push(measured.ts, measured.quality ?? FULL);
      }
    }
    return filtered == null ? news : this.filtered.push(filtered.ts, filtered.value) || news;
  }
}

/**
 * The readings of a twin that came in live since this was mounted, by property. Renders at most once a frame, however fast
 * they come.
 */
export function useLiveEnds(twin: string): { ends: ReadonlyMap<string, LiveEnd>; version: number } {
  const { store } = useLive();
  const ends = useMemo(() => ({ twin, byProperty: new Map<string, LiveEnd>() }), [twin]);
  const [version, setVersion] = useState(0);
  useEffect(() => {
    let frame = 0;
    const take = () => {
      let news = false;
      for (const [name, property] of Object.entries(store.get(twin)?.properties ?? {})) {
        const end = ends.byProperty.get(name) ?? new LiveEnd();
        ends.byProperty.set(name, end);
        news = end.take(property) || news;
      }
      if (news && frame === 0) {
        frame = requestAnimationFrame(() => {
          frame = 0;
          setVersion((before) => before + 1);
        });
      }
    };
    take();
    const stop = store.subscribe(twin, take);
    return () => {
      stop();
      cancelAnimationFrame(frame);
    };
  }, [store, twin, ends]);

  return { ends: ends.byProperty, version };
}
