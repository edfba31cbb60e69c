import { useEffect, useMemo, useState } from 'react';
import { useLive } from '../live/live';
import { asNumber, Tail } from './series';

/**
 * The readings of a twin that came in live since this was mounted, by property. Renders at most once a frame, however fast
 * they come.
 */
export function useTails(twin: string): { tails: ReadonlyMap<string, Tail>; version: number } {
  const { store } = useLive();
  const tails = useMemo(() => ({ twin, byProperty: new Map<string, Tail>() }), [twin]);
  const [version, setVersion] = useState(0);

  useEffect(() => {
    let frame = 0;
    const take = () => {
      let news = false;
      for (const [name, property] of Object.entries(store.get(twin)?.properties ?? {})) {
        const value = asNumber(property.measured?.value ?? null);
        if (property.measured && value !== null) {
          const tail = tails.byProperty.get(name) ?? new Tail();
          tails.byProperty.set(name, tail);
          news = tail.push(property.measured.ts, value) || news;
        }
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
  }, [store, twin, tails]);

  return { tails: tails.byProperty, version };
}
