import { describe, expect, it } from 'vitest';
import type { NumberPoint, Point } from '../api/contract';
import { seriesOf } from './series';
import { axisRange, beyond, distrusted, heldAt, scoreAt } from './trust';

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

describe('an axis', () => {
  const noisy = (...values: number[]): Point[] => values.map((value, i) => [i * 1_000, value]);
  const axis = (points: Point[], quality: NumberPoint[] = [], window = WINDOW) => {
    const series = seriesOf(points, 0);
    return axisRange(series, null, quality, distrusted(series, quality, 0, window), window);
  };

  it('has room for all that is believed, however far it goes', () => {
    expect(axis(noisy(1, 2, 90, 1))).toEqual([1, 90]);
  });

  it('leaves out a distrusted value beside which the others would be a flat line', () => {
    expect(axis(noisy(1, 2, 90, 1), scores(10, 2_000))).toEqual([1, 2]);
    expect(axis(noisy(1, 2, -90, 1), scores(10, 2_000))).toEqual([1, 2]);
  });

  it('keeps a distrusted value that does not dwarf them', () => {
    expect(axis(noisy(1, 2, 3, 1), scores(10, 2_000))).toEqual([1, 3]);
  });

  it('shows what there is where nothing is believed, and nothing where nothing is', () => {
    expect(axis(noisy(1, 90), scores(10, 0, 1_000))).toEqual([1, 90]);
    expect(axis([])).toBeNull();
  });

  it('is that of the time shown', () => {
    expect(axis(noisy(1, 2, 90, 1), [], { from: 0, to: 1_500 })).toEqual([1, 2]);
  });

  it('takes a thinned value within a distrusted stretch for one of it', () => {
    const series = seriesOf(noisy(1, 2, 90, 80, 90, 1), 0);
    const quality = scores(10, 2_000, 4_000);
    expect(axisRange(series, null, quality, distrusted(series, quality, 5_000, WINDOW), WINDOW)).toEqual([1, 2]);
  });

  it('has room for what the filter holds', () => {
    const series = seriesOf(noisy(1, 2), 0);
    expect(axisRange(series, [7, null], [], [], WINDOW)).toEqual([1, 7]);
  });

  it('tells which values lie beyond which of its edges', () => {
    const series = seriesOf([...noisy(1, 9, -9, 2), [4_000, null], [200_000, 9]], 0);
    expect(beyond(series, [0, 3], WINDOW)).toEqual([{ ts: 1_000, edge: 'high' }, { ts: 2_000, edge: 'low' }]);
  });
});
