import i18next from 'i18next';
import { describe, expect, it } from 'vitest';
import type { TwinEvent } from '../api/contract';
import { signOf, wordsOf } from './Timeline';
import { type Ask, byDay, ENOUGH, kindOf, LIMIT, MAX_CALLS, merged, newestPart, type Part, partBefore } from './timelineParts';

const NOW = 1_700_000_000_000;
const DAY = 86_400_000;
const { t } = i18next;

const heard = (knownAt: number, position = knownAt): TwinEvent => ({ event: 'heard', twin: 'pump-1', position, knownAt });
const added = (knownAt: number, property: string): TwinEvent => ({
  event: 'property-added',
  twin: 'pump-1',
  position: knownAt,
  knownAt,
  property,
  schema: 'double',
});
const judged = (score: number, ...findings: string[]): TwinEvent => ({
  event: 'judged',
  twin: 'pump-1',
  position: 1,
  knownAt: NOW,
  ts: NOW,
  property: 'flow',
  score,
  findings: findings.map((finding) => ({ finding, since: NOW, what: 'a sentence' })),
});

/** The platform: pages forward, each ending between two times. */
class Platform {
  calls = 0;

  constructor(readonly events: readonly TwinEvent[]) {}

  readonly ask: Ask = (from, to, limit) => {
    this.calls++;
    const all = this.events.filter(({ knownAt }) => knownAt >= from && knownAt < to);
    const end = all.length > limit ? all[limit]!.knownAt : null;
    const page = all.filter(({ knownAt }) => end === null || knownAt < end);
    if (page.length > 0 || end === null) {
      return Promise.resolve({ items: page, next: end });
    }
    const next = all.find(({ knownAt }) => knownAt > end); // all of one time, however many they are
    return Promise.resolve({ items: all.filter(({ knownAt }) => knownAt === end), next: next?.knownAt ?? null });
  };

  async readAll(): Promise<{ events: TwinEvent[]; parts: number }> {
    const events: TwinEvent[] = [];
    let part: Part = await newestPart(this.ask, NOW);
    for (let parts = 1; ; parts++) {
      events.push(...part.events);
      if (part.earlier === null) {
        return { events, parts };
      }
      part = await partBefore(this.ask, part.earlier);
    }
  }
}

const positions = (events: readonly TwinEvent[]) => events.map(({ position }) => position);

describe('a timeline read backward', () => {
  it('is empty where nothing happened, and asks once', async () => {
    const platform = new Platform([]);
    expect(await newestPart(platform.ask, NOW)).toEqual({ events: [], earlier: null });
    expect(platform.calls).toBe(1);
  });

  it('has few events of a year in a few calls', async () => {
    const platform = new Platform([heard(NOW - 365 * DAY), heard(NOW - 200 * DAY), heard(NOW - 1_000)]);
    const part = await newestPart(platform.ask, NOW);

    expect(positions(part.events)).toEqual([NOW - 1_000, NOW - 200 * DAY, NOW - 365 * DAY]);
    expect(part.earlier).toBeNull();
    expect(platform.calls).toBeLessThanOrEqual(6);
  });

  it.each([
    ['evenly', (i: number) => NOW - 1 - i * 60_000],
    ['in one burst', (i: number) => NOW - DAY / 2 - i],
    ['in bursts with months between', (i: number) => NOW - 1 - Math.floor(i / 300) * 90 * DAY - (i % 300) * 5],
    ['many at one instant', (i: number) => NOW - 1 - Math.floor(i / 150) * 1_000],
  ])('that fell %s has each event once, newest first', async (_, at) => {
    const events = Array.from({ length: 1_500 }, (_none, i) => heard(at(i), 2_000 - i)).reverse();
    const { events: read, parts } = await new Platform(events).readAll();

    expect(positions(read)).toEqual(positions(events).reverse());
    expect(parts).toBeLessThan(1_500 / ENOUGH + 10);
  });

  it('costs a bounded number of calls for one part', async () => {
    const burst = Array.from({ length: 5 * LIMIT }, (_, i) => heard(NOW - 7 * DAY + i));
    const platform = new Platform([heard(0), ...burst]);
    const part = await newestPart(platform.ask, NOW);

    expect(platform.calls).toBeLessThanOrEqual(MAX_CALLS + 1);
    expect(part.events[0]).toBe(burst.at(-1));
    expect(part.events.length).toBeLessThanOrEqual(2 * LIMIT);
    expect(part.earlier).not.toBeNull();
  });
});

describe('what was read and what came in live', () => {
  it('are one list, each event once, newest first', () => {
    const read = [heard(30), heard(20), heard(10)];
    expect(positions(merged(read, [heard(20), heard(30), heard(40), heard(50)]))).toEqual([50, 40, 30, 20, 10]);
  });

  it('keeps apart what one input caused', () => {
    expect(merged([added(10, 'a'), added(10, 'b')], [])).toHaveLength(2);
  });
});

describe('lines', () => {
  const day = (ts: number) => String(Math.floor(ts / 100));

  it('stand under the day on which they were known', () => {
    expect(byDay([heard(210), heard(205), heard(120)], day).map(({ name, lines }) => [name, lines.length])).toEqual([['2', 2], ['1', 1]]);
  });

  it('name in one line the properties that one reading brought, in the order in which they came', () => {
    const [only] = byDay([added(11, 'c'), added(10, 'b'), added(10, 'a')], day);
    expect(only?.lines.map(({ properties }) => properties)).toEqual([['c'], ['a', 'b']]);
  });
});

describe('an event', () => {
  const say = (event: TwinEvent, properties: string[] = []) => wordsOf({ event, properties }, t, String);

  it('is said in words', () => {
    const base = { twin: 'pump-1', position: 1, knownAt: NOW };
    expect([
      say({ ...base, event: 'created', type: 'dtmi:plant:Pump;1', device: 'd-1' }),
      say({ ...base, event: 'silent', since: 7 }),
      say(added(1, 'flow'), ['flow']),
      say(added(1, 'flow'), ['flow', 'speed']),
      say(judged(20, 'stuck', 'clock-skew')),
      say(judged(100)),
      say({ ...base, event: 'backfilled', properties: ['power', 'mean'], values: 7 }),
      say({ ...base, event: 'related', relationship: 'feeds', target: 'tank-1' }),
      say({ ...base, event: 'desired', desired: { setpoint: 5, mode: 'auto' }, withdrawn: [] }),
      say({ ...base, event: 'desired', type: 'dtmi:plant:Pump;2', desired: { setpoint: 500 }, withdrawn: ['limit'] }),
    ]).toEqual([
      'Came to be, as Pump, by the device d-1.',
      'Silent; heard last at 7.',
      'Has flow from here on.',
      'Has 2 more properties from here on: flow, speed.',
      'flow: Stuck, Clock off.',
      'flow: all well again.',
      'Has a past of power, mean now: 7 values were worked out.',
      'Related, as feeds, to',
      'Wanted: setpoint 5, mode auto.',
      'By its type Pump: Wanted: setpoint 500. No longer wanted: limit.',
    ]);
  });

  it('of a kind, or with a finding, that this portal does not know is told all the same', () => {
    const unknown = { event: 'moved', twin: 'pump-1', position: 1, knownAt: NOW } as unknown as TwinEvent;
    expect([say(unknown), kindOf(unknown), signOf(unknown).shape]).toEqual(['moved', 'definition', 'ring']);
    expect(say(judged(10, 'hum'))).toBe('flow: hum.');
  });

  it('has a sign by its shape, and colour for the abnormal alone', () => {
    expect([judged(20, 'stuck'), judged(50, 'drift'), judged(100), heard(1)].map(signOf)).toEqual([
      { shape: 'distrusted', tone: 'warn' },
      { shape: 'doubted', tone: 'caution' },
      { shape: 'check', tone: 'calm' },
      { shape: 'dot', tone: 'calm' },
    ]);
  });
});
