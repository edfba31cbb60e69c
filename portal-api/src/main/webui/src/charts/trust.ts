import type { NumberPoint } from '../api/contract';
import { DISTRUSTED_BELOW, FULL } from '../quality/quality';
import type { Series } from './series';
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
