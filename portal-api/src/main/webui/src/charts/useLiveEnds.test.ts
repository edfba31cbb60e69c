import { describe, expect, it } from 'vitest';
import type { Property } from '../api/contract';
import { LiveEnd } from './useLiveEnds';

const property = (ts: number, differences: Partial<Property> = {}, quality?: number): Property => ({
  schema: 'double',
  measured: { value: ts, ts, quality: quality ?? null },
  ...differences,
});

describe('what came in live of a property', () => {
  it('is each value once, with the scores below 100', () => {
    const end = new LiveEnd();
    expect([property(1, {}, 100), property(2, {}, 20), property(2, {}, 20), property(3)].map((one) => end.take(one))).toEqual([
      true,
      true,
      false,
      true,
    ]);
    expect(end.measured.points.map(([ts]) => ts)).toEqual([1, 2, 3]);
    expect(end.quality.points).toEqual([[2, 20]]);
  });

  it('has the filter’s value when that alone is new', () => {
    const end = new LiveEnd();
    end.take(property(1, { filtered: { value: 7, ts: 1 } }));
    expect(end.take(property(1, { filtered: { value: 8, ts: 2 } }))).toBe(true);
    expect(end.filtered.points).toEqual([[1, 7], [2, 8]]);
  });

  it('does not doubt the last value for the gap after it', () => {
    const end = new LiveEnd();
    end.take(property(1, { findings: [{ finding: 'gap', since: 1, what: '' }] }, 0));
    expect(end.quality.points).toEqual([]);
  });

  it('is nothing of what is no number', () => {
    const end = new LiveEnd();
    expect(end.take({ schema: 'string', measured: { value: 'open', ts: 1 } })).toBe(false);
  });
});
