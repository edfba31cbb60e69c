import { describe, expect, it, vi } from 'vitest';
import type { TwinEvent } from '../api/contract';
import { LiveEvents, MAX_EVENTS, MAX_TWINS } from './liveEvents';

const heard = (twin: string, position: number): TwinEvent => ({ event: 'heard', twin, position, knownAt: position });

describe('live events', () => {
  it('are kept by twin, in order, and tell who listens', () => {
    const events = new LiveEvents();
    const listener = vi.fn();
    const stop = events.subscribe(listener);

    [heard('a', 1), heard('b', 2), heard('a', 3)].forEach((event) => events.take(event));
    stop();
    events.take(heard('b', 4));

    expect(events.of('a').map(({ position }) => position)).toEqual([1, 3]);
    expect(events.of('nobody')).toEqual([]);
    expect(listener).toHaveBeenCalledTimes(3);
  });

  it('of a twin are one object while nothing happens to it', () => {
    const events = new LiveEvents();
    events.take(heard('a', 1));
    const before = events.of('a');
    events.take(heard('b', 2));

    expect(events.of('a')).toBe(before);
    expect(events.of('c')).toBe(events.of('c'));
  });

  it('are bounded, and what goes is the oldest', () => {
    const events = new LiveEvents();
    for (let position = 0; position <= MAX_EVENTS; position++) {
      events.take(heard('a', position));
    }
    expect([events.of('a').length, events.of('a')[0]?.position]).toEqual([MAX_EVENTS, 1]);

    for (let other = 0; other < MAX_TWINS; other++) {
      events.take(heard(`twin-${other}`, other));
    }
    expect(events.of('a')).toEqual([]);
    expect(events.of('twin-0')).toHaveLength(1);
  });
});
