import { describe, expect, it } from 'vitest';
import type { Point } from '../api/contract';
import { append, MAX_TAIL, seriesOf, summaryOf, Tail, valueBounds, withTail } from './series';

const every = (stepMs: number, count: number, from = 0): Point[] =>
  Array.from({ length: count }, (_, i) => [from + i * stepMs, i]);

describe('a series', () => {
  it('draws a steady signal as one line', () => {
    const series = seriesOf(every(1_000, 10), 0);

    expect(series.ys).not.toContain(null);
    expect(series.xs).toHaveLength(10);
  });

  it('breaks the line where nothing was measured', () => {
    const series = seriesOf([...every(1_000, 10), ...every(1_000, 10, 60_000)], 0);

    expect(series.ys.filter((value) => value === null)).toHaveLength(1);
    expect(series.xs[series.ys.indexOf(null)]).toBe(9_001);
  });

  it('keeps a gap that the server marked', () => {
    const series = seriesOf([[0, 1], [1_000, null], [2_000, 3]], 0);

    expect(series.ys).toEqual([1, null, 3]);
  });

  it('takes one empty bucket for chance and three for a gap', () => {
    const buckets = (skip: number) => seriesOf([...every(10_000, 5), ...every(10_000, 5, 40_000 + (1 + skip) * 10_000)], 60_000);

    expect(buckets(1).ys).not.toContain(null);
    expect(buckets(30).ys).toContain(null);
  });

  it('reads truth as 0 and 1 and leaves text undrawn', () => {
    expect(seriesOf([[0, true], [1, false], [2, 'open']], 0).ys).toEqual([1, 0, null]);
  });

  it('stays in order when points repeat or come late', () => {
    const series = seriesOf([[1_000, 1], [2_000, 2]], 0);

    append(series, 2_000, 9);
    append(series, 1_500, 9);

    expect(series).toMatchObject({ xs: [1_000, 2_000], ys: [1, 2] });
  });
});

describe('the live tail', () => {
  it('continues history without repeating it', () => {
    const series = withTail(seriesOf(every(1_000, 4), 0), [[2_000, 9], [3_000, 9], [4_000, 4], [5_000, 5]]);

    expect(series.xs).toEqual([0, 1_000, 2_000, 3_000, 4_000, 5_000]);
    expect(series.ys).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('shows the break between history and the first live point', () => {
    const series = withTail(seriesOf(every(1_000, 10), 0), [[300_000, 7]]);

    expect(series.ys.slice(-2)).toEqual([null, 7]);
  });

  it('leaves history as it was', () => {
    const history = seriesOf(every(1_000, 4), 0);

    withTail(history, [[9_000, 9]]);

    expect(history.xs).toHaveLength(4);
  });

  it('takes an instant once and nothing late', () => {
    const tail = new Tail();

    expect([tail.push(1, 1), tail.push(1, 2), tail.push(0, 3), tail.push(2, 4)]).toEqual([true, false, false, true]);
    expect(tail.points).toEqual([[1, 1], [2, 4]]);
  });

  it('is bounded, and what goes is the oldest', () => {
    const tail = new Tail();

    for (let ts = 0; ts < MAX_TAIL * 3; ts++) {
      tail.push(ts, ts);
    }

    expect(tail.points.length).toBeLessThanOrEqual(MAX_TAIL);
    expect(tail.points.at(-1)).toEqual([MAX_TAIL * 3 - 1, MAX_TAIL * 3 - 1]);
  });
});

describe('the summary', () => {
  const series = seriesOf([[0, 5], [1_000, -2], [2_000, 3]], 0);

  it('tells lowest, highest and last of what is seen', () => {
    expect(summaryOf(series, 0, 2_000)).toEqual({ min: -2, max: 5, last: 3 });
    expect(summaryOf(series, 0, 500)).toEqual({ min: 5, max: 5, last: 5 });
  });

  it('is nothing where nothing was measured', () => {
    expect(summaryOf(series, 5_000, 9_000)).toBeNull();
  });
});

describe('the value axis', () => {
  it('does not blow a flat line’s noise up to an event', () => {
    const [low, high] = valueBounds(100, 100.001);

    expect(high - low).toBeGreaterThan(2);
  });

  it('is no millionth high for what stands at nought', () => {
    expect(valueBounds(0, 0)).toEqual([0, 0.6]);
  });

  it('does not go below zero for what never does', () => {
    expect(valueBounds(0, 10)[0]).toBe(0);
    expect(valueBounds(-1, 10)[0]).toBeLessThan(-1);
  });

  it('has bounds when there is nothing to show', () => {
    expect(valueBounds(null, null)).toEqual([0, 1]);
  });
});
