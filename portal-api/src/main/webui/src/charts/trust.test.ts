import { describe, expect, it } from 'vitest';
import type { NumberPoint, Point } from '../api/contract';
import { seriesOf } from './series';
import { distrusted, heldAt, scoreAt } from './trust';

const WINDOW = { from: 0, to: 100_000 };
const every = (stepMs: number, count: number, from = 0): Point[] => Array.from({ length: count }, (_, i) => [from + i * stepMs, i]);
const scores = (score: number, ...times: number[]) => times.map((ts): NumberPoint => [ts, score]);

describe('a distrusted stretch', () => {
  const series = seriesOf(every(1_000, 20), 0);

  it('is nowhere while all is believed, or only doubted', () => {
    expect(distrusted(series, [], 0, WINDOW)).toEqual([]);
    expect(distrusted(series, scores(50, 3_000), 0, WINDOW)).toEqual([]);
  });

  it('of one bad value reaches half-way to its neighbours', () => {
    expect(distrusted(series, scores(10, 3_000), 0, WINDOW)).toEqual([{ from: 2_500, to: 3_500, score: 10 }]);
  });

  it('joins bad values that follow each other, and tells the lowest score', () => {
    const quality: NumberPoint[] = [[3_000, 20], [4_000, 10], [5_000, 20]];
    expect(distrusted(series, quality, 0, WINDOW)).toEqual([{ from: 2_500, to: 5_500, score: 10 }]);
  });

  it('ends where one value between is believed', () => {
    expect(distrusted(series, scores(20, 3_000, 5_000), 0, WINDOW)).toHaveLength(2);
  });

  it('goes on within a bucket, of which the server kept two scores of many', () => {
    expect(distrusted(series, scores(20, 3_000, 9_000), 6_000, WINDOW)).toEqual([{ from: 2_500, to: 9_500, score: 20 }]);
  });

  it('is the whole gap where no value came', () => {
    const broken = seriesOf([...every(1_000, 5), ...every(1_000, 5, 60_000)], 0);
    expect(distrusted(broken, scores(0, 14_000), 0, WINDOW)).toEqual([{ from: 4_000, to: 60_000, score: 0 }]);
  });

  it('reaches to the end of the window while the gap lasts, and from its beginning', () => {
    expect(distrusted(series, scores(0, 30_000), 0, WINDOW)).toEqual([{ from: 19_000, to: 100_000, score: 0 }]);
    expect(distrusted(seriesOf([], 0), scores(0, 30_000), 0, WINDOW)).toEqual([{ from: 0, to: 100_000, score: 0 }]);
  });

  it('does not reach into a gap that only follows it', () => {
    const broken = seriesOf([...every(1_000, 5), ...every(1_000, 5, 60_000)], 0);
    expect(distrusted(broken, scores(20, 4_000), 0, WINDOW)).toEqual([{ from: 3_500, to: 4_000, score: 20 }]);
  });
});

describe('the score of a value', () => {
  const stretches = [{ from: 2_000, to: 9_000, score: 20 }];

  it('is the one that was kept, else that of its stretch, else full', () => {
    expect(scoreAt(3_000, scores(40, 3_000), stretches)).toBe(40);
    expect(scoreAt(4_000, scores(40, 3_000), stretches)).toBe(20);
    expect(scoreAt(9_001, scores(40, 3_000), stretches)).toBe(100);
  });
});

describe('a filtered line', () => {
  it('holds each value until the next, and breaks with the measured one', () => {
    const series = seriesOf([[0, 1], [1_000, 2], [2_000, null], [3_000, 3], [4_000, 4]], 0);
    expect(heldAt(series, [[500, 7], [3_500, 8]])).toEqual([null, 7, null, 7, 8]);
  });

  it('begins with what held before the time shown', () => {
    expect(heldAt(seriesOf([[1_000, 1], [2_000, 2]], 0), [[-5_000, 7]])).toEqual([7, 7]);
  });
});
