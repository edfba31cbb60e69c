import i18next from 'i18next';
import { describe, expect, it } from 'vitest';
import type { CommandState, TwinEvent } from '../api/contract';
import { signOf, wordsOf } from './Timeline';
import { byDay, kindOf, merged } from './timelineParts';

const NOW = 1_700_000_000_000;
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

const commanded = (differences: Partial<CommandState>, payload?: number): TwinEvent => ({
  event: 'commanded',
  twin: 'pump-1',
  position: 1,
  knownAt: NOW,
  command: { id: 'c-1', name: 'moveTo', device: 'd-1', status: 'requested', requestedAt: NOW, expiresAt: NOW, ...differences },
  ...(payload !== undefined && { payload }),
});

const positions = (events: readonly TwinEvent[]) => events.map(({ position }) => position);

describe('what was read and what came in live', () => {
  it('are one list, each event once, newest first', () => {
    const read = [heard(30), heard(20), heard(10)];
    expect(positions(merged(read, [heard(20), heard(30), heard(40), heard(50)]))).toEqual([50, 40, 30, 20, 10]);
  });

  it('keeps apart what one input caused', () => {
    expect(merged([added(10, 'a'), added(10, 'b')], [])).toHaveLength(2);
    expect(merged([commanded({}), commanded({ id: 'c-2' }), commanded({ status: 'refused' })], [commanded({})])).toHaveLength(3);
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

  it('tell in one what one cause did to several signals, and apart what is not the same', () => {
    const of = (property: string, event: TwinEvent): TwinEvent => ({ ...event, property }) as TwinEvent;
    const lines = byDay([of('d', judged(100)), of('c', judged(0, 'gap')), of('b', judged(0, 'gap')), of('a', judged(20, 'stuck'))], day)[0]?.lines;
    expect(lines?.map(({ properties }) => properties)).toEqual([['d'], ['b', 'c'], ['a']]);
    expect(byDay([of('b', { ...judged(0, 'gap'), position: 2 }), of('a', judged(0, 'gap'))], day)[0]?.lines).toHaveLength(2);
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
      say(judged(20, 'stuck', 'clock-skew'), ['flow']),
      say(judged(100), ['flow', 'speed']),
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
      'flow, speed: all well again.',
      'Has a past of power, mean now: 7 values were worked out.',
      'Related, as feeds, to',
      'Wanted: setpoint 5, mode auto.',
      'By its type Pump: Wanted: setpoint 500. No longer wanted: limit.',
    ]);
  });

  it('of a command says how far it is, and what was answered', () => {
    expect([
      say(commanded({})),
      say(commanded({}, 60)),
      say(commanded({ status: 'delivered' })),
      say(commanded({ status: 'succeeded', response: { status: 200, payload: { position: 60 } } })),
      say(commanded({ status: 'failed', response: { status: 422 } })),
      say(commanded({ status: 'expired' })),
      say(commanded({ status: 'refused' })),
      say(commanded({ status: 'cancelled' })),
    ]).toEqual([
      'Command moveTo given to d-1.',
      'Command moveTo given to d-1: 60',
      'Command moveTo: d-1 has it.',
      'Command moveTo: done. Answer 200: position 60',
      'Command moveTo: failed. Answer 422',
      'Command moveTo: no answer in time.',
      'Command moveTo: refused.',
      'Command moveTo: cancelled.',
    ]);
    expect(kindOf(commanded({}))).toBe('commands');
    expect([signOf(commanded({})), signOf(commanded({ status: 'failed' }))]).toEqual([
      { shape: 'ring', tone: 'calm' },
      { shape: 'triangle', tone: 'warn' },
    ]);
  });

  it('of a kind, or with a finding, that this portal does not know is told all the same', () => {
    const unknown = { event: 'moved', twin: 'pump-1', position: 1, knownAt: NOW } as unknown as TwinEvent;
    expect([say(unknown), kindOf(unknown), signOf(unknown).shape]).toEqual(['moved', 'definition', 'ring']);
    expect(say(judged(10, 'hum'), ['flow'])).toBe('flow: hum.');
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
