import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useSyncExternalStore } from 'react';
import type { Twin, TwinEvent } from '../api/contract';
import { SESSION_KEY } from '../api/queries';
import { LiveConnection, type LiveStatus } from './liveConnection';
import { LiveEvents } from './liveEvents';
import { LiveStore } from './liveStore';

interface Live {
  store: LiveStore;
  events: LiveEvents;
  connection: LiveConnection;
}

const LiveContext = createContext<Live | null>(null);

/** A hidden page keeps its stream this long: switching windows for a moment costs no reconnect. */
const HIDDEN_MS = 30_000;

/** Live state for the pages within: one store, one stream. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const live = useMemo<Live>(() => {
    const store = new LiveStore();
    const events = new LiveEvents();
    const connection = new LiveConnection({
      onTwin: (twin) => store.put(twin),
      onTwinEvent: (event) => {
        events.take(event);
        if (event.event === 'removed') {
          store.remove(event.twin);
        }
        if (event.event === 'removed' || event.event === 'created' || event.event === 'retyped') {
          void queries.invalidateQueries({ queryKey: ['twin', event.twin] });
        }
      },
      onResumed: () => {
        void queries.invalidateQueries({ queryKey: ['twin'] });
        void queries.invalidateQueries({ queryKey: ['history'] });
        void queries.invalidateQueries({ queryKey: ['timeline'] });
      },
      onFailure: (failure) => {
        if (failure.kind === 'unauthenticated') {
          queries.setQueryData(SESSION_KEY, null);
        }
      },
    });
    return { store, events, connection };
  }, [queries]);

  useEffect(() => {
    const { connection } = live;
    let hidden: ReturnType<typeof setTimeout> | undefined;
    const onVisibility = () => {
      clearTimeout(hidden);
      if (document.hidden) {
        hidden = setTimeout(() => connection.pause(true), HIDDEN_MS);
      } else {
        connection.pause(false);
      }
    };
    const onOnline = () => connection.retry();
    document.addEventListener('visibilitychange', onVisibility);
    window.addEventListener('online', onOnline);
    return () => {
      clearTimeout(hidden);
      document.removeEventListener('visibilitychange', onVisibility);
      window.removeEventListener('online', onOnline);
      connection.close();
    };
  }, [live]);

  return <LiveContext value={live}>{children}</LiveContext>;
}

export function useLive(): Live {
  const live = useContext(LiveContext);
  if (live === null) {
    throw new Error('this page stands outside the live provider');
  }
  return live;
}

export function useLiveStatus(): LiveStatus {
  const { connection } = useLive();
  return useSyncExternalStore(connection.onStatus, () => connection.status);
}

/** Follows these twins live while the component stands. */
export function useFollow(ids: readonly string[]): void {
  const { connection } = useLive();
  const key = ids.join(',');
  useEffect(() => (key === '' ? undefined : connection.follow(key.split(','))), [connection, key]);
}

/** The newest state known of a twin. */
export function useTwin(id: string): Twin | undefined {
  const { store } = useLive();
  const subscribe = useMemo(() => (wake: () => void) => store.subscribe(id, wake), [store, id]);
  return useSyncExternalStore(subscribe, () => store.get(id));
}

/** What happened to a twin since the portal follows it, in the order in which it came. */
export function useTwinEvents(twin: string): readonly TwinEvent[] {
  const { events } = useLive();
  return useSyncExternalStore(events.subscribe, () => events.of(twin));
}
