import type { NumberPoint } from '../api/contract';
import { DISTRUSTED_BELOW, FULL } from '../quality/quality';
import { type Series, valueBounds } from './series';
import type { Window } from './timeRange';

/** A part of time in which a signal was distrusted, and the lowest score in it. */
export interface Stretch {
  from: number;
  to: number;
  score: number;
}

/**
 * Where a signal was distrusted. A value stands for the time half-way to its neighbours, so that one bad value among good ones
 * has a width of its own. A score of a time without a value tells of a gap, and stands for all of it.
 *
 * @param quality the scores below 100, ascending
 * @param bucketMs of a bucket of this width the server keeps a few scores of many: between two that are no further apart, all is alike
 */
export function distrusted(series: Series, quality: readonly NumberPoint[], bucketMs: number, window: Window): Stretch[] {
  const low = quality.filter(([, score]) => score < DISTRUSTED_BELOW);
  if (low.length === 0) {
    return [];
  }
  const times = series.xs.filter((_, i) => series.ys[i] !== null);
  const stretches: Stretch[] = [];
  let lastTs = Number.NEGATIVE_INFINITY;
  for (const [ts, score] of low) {
    const { from, to } = extentOf(ts, times, series.gapMs, window);
    const before = stretches.at(-1);
    if (before !== undefined && (from <= before.to || ts - lastTs <= bucketMs)) {
      before.to = Math.max(before.to, to);
      before.score = Math.min(before.score, score);
    } else {
      stretches.push({ from, to, score });
    }
    lastTs = ts;
  }
  return stretches;
}

function extentOf(ts: number, times: readonly number[], gapMs: number, window: Window): Window {
  const at = firstFrom(times, ts);
  const before = times[at - 1];
  if (times[at] !== ts) {
    return { from: before ?? Math.min(ts, window.from), to: times[at] ?? Math.max(ts, window.to) };
  }
  const after = times[at + 1];
  return {
    from: before !== undefined && ts - before <= gapMs ? (before + ts) / 2 : ts,
    to: after !== undefined && after - ts <= gapMs ? (ts + after) / 2 : ts,
  };
}

/** The index of the first time that is not before this one. */
function firstFrom(times: readonly number[], ts: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle]! < ts) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/** How far the value of this time was believed. Where the server kept no score of it, the stretch that it lies in tells. */
export function scoreAt(ts: number, quality: readonly NumberPoint[], stretches: readonly Stretch[]): number {
  const exact = quality.find(([at]) => at === ts);
  return exact?.[1] ?? stretches.find(({ from, to }) => from <= ts && ts <= to)?.score ?? FULL;
}

/** Where distrusted values would leave the believed ones less than such a part of an axis, it is the believed ones'. */
const SQUEEZED = 1 / 3;

/**
 * The lowest and the highest value that a chart's axis is to have room for: all that is drawn, unless a few distrusted values, a spike say,
 * would make a flat line of all others. Then it is what is believed, and what lies beyond it is marked at the edge. Null where nothing is
 * drawn.
 *
 * @param filtered what the filter made of each value of the series
 */
export function axisRange(
  series: Series,
  filtered: readonly (number | null)[] | null,
  quality: readonly NumberPoint[],
  stretches: readonly Stretch[],
  window: Window,
): [min: number, max: number] | null {
  const scores = new Map(quality);
  const isBelieved = (ts: number) =>
    (scores.get(ts) ?? (stretches.some(({ from, to }) => from < ts && ts < to) ? 0 : FULL)) >= DISTRUSTED_BELOW;
  const all = new Reach();
  const believed = new Reach();
  series.xs.forEach((ts, i) => {
    const value = series.ys[i];
    if (value == null || ts < window.from || ts > window.to) {
      return;
    }
    const held = filtered?.[i] ?? value;
    if (isBelieved(ts)) {
      believed.take(value);
      believed.take(held);
    }
    all.take(value);
    all.take(held);
  });
  const isSqueezed = believed.span >= 0 && valueSpan(believed) < valueSpan(all) * SQUEEZED;
  const shown = isSqueezed ? believed : all;
  return shown.span >= 0 ? [shown.min, shown.max] : null;
}

/** How much of the axis these values take, which gives a flat line room too. */
function valueSpan({ min, max }: Reach): number {
  const [low, high] = valueBounds(min, max);
  return high - low;
}

/** From the lowest to the highest of some values. */
class Reach {
  min = Number.POSITIVE_INFINITY;
  max = Number.NEGATIVE_INFINITY;

  take(value: number): void {
    this.min = Math.min(this.min, value);
    this.max = Math.max(this.max, value);
  }

  /** Negative while there is nothing in it. */
  get span(): number {
    return this.max - this.min;
  }
}

/** A value that an axis has no room for, by its time and the edge that it lies beyond. */
export interface Beyond {
  ts: number;
  edge: 'low' | 'high';
}

export function beyond(series: Series, [low, high]: readonly [number, number], window: Window): Beyond[] {
  return series.xs.flatMap((ts, i) => {
    const value = series.ys[i];
    const isInside = value == null || (value >= low && value <= high) || ts < window.from || ts > window.to;
    return isInside ? [] : [{ ts, edge: value > high ? ('high' as const) : ('low' as const) }];
  });
}

/**
 * A filter's values at the times of a series: each holds until the next, for where the filter did not move nothing is stored.
 * Nothing where the series has a break, and nothing before the first.
 */
export function heldAt(series: Series, filtered: readonly NumberPoint[]): (number | null)[] {
  let next = 0;
  let held: number | null = null;
  return series.xs.map((ts, i) => {
    while (next < filtered.length && filtered[next]![0] <= ts) {
      held = filtered[next]![1];
      next++;
    }
    return series.ys[i] === null ? null : held;
  });
}
