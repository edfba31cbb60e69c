import type { Point, Value } from '../api/contract';

/**
 * What a chart draws: times in epoch milliseconds, ascending, and a value or null for each. A null breaks the line: where
 * nothing was measured nothing is drawn.
 */
export interface Series {
  xs: number[];
  ys: (number | null)[];
  /** Two points further apart than this have a gap between them, milliseconds. */
  gapMs: number;
}

/** More live points than this since the last read of history are thinned by reading it again. */
export const MAX_TAIL = 4_000;

/** A gap is longer than this many usual steps… */
const STEPS_IN_GAP = 5;
/** …and than this many of the server's buckets: one empty bucket is chance. */
const BUCKETS_IN_GAP = 2.5;

export function asNumber(value: Value | null): number | null {
  if (typeof value === 'number') {
    return value;
  }
  return typeof value === 'boolean' ? Number(value) : null;
}

/**
 * The series of points as history gives them.
 *
 * @param bucketMs the width of a bucket in which the server kept a few points of many
 */
export function seriesOf(points: readonly Point[], bucketMs: number): Series {
  const gapMs = gapOf(points, bucketMs);
  const series: Series = { xs: [], ys: [], gapMs };
  for (const [ts, value] of points) {
    append(series, ts, asNumber(value));
  }
  return series;
}

function gapOf(points: readonly Point[], bucketMs: number): number {
  const steps: number[] = [];
  for (let i = 1; i < points.length; i++) {
    const step = points[i]![0] - points[i - 1]![0];
    if (step > 0) {
      steps.push(step);
    }
  }
  steps.sort((a, b) => a - b);
  const usual = steps[steps.length >> 1] ?? Number.POSITIVE_INFINITY;
  return Math.max(usual * STEPS_IN_GAP, bucketMs * BUCKETS_IN_GAP);
}

/** Adds a point at the end, with the gap before it where there is one. A point not later than the last is left out. */
export function append(series: Series, ts: number, value: number | null): void {
  const last = series.xs.at(-1);
  if (last !== undefined && ts <= last) {
    return;
  }
  if (last !== undefined && ts - last > series.gapMs && series.ys.at(-1) !== null) {
    series.xs.push(last + 1);
    series.ys.push(null);
  }
  series.xs.push(ts);
  series.ys.push(value);
}

/** History and the live points after it, as one. */
export function withTail(history: Series, tail: readonly [ts: number, value: number][]): Series {
  const series: Series = { xs: [...history.xs], ys: [...history.ys], gapMs: history.gapMs };
  tail.forEach(([ts, value]) => append(series, ts, value));
  return series;
}

export interface Summary {
  min: number;
  max: number;
  last: number;
}

/** What the visible part comes to; null where nothing was measured. */
export function summaryOf(series: Series, from: number, to: number): Summary | null {
  let summary: Summary | null = null;
  series.xs.forEach((ts, i) => {
    const value = series.ys[i];
    if (value == null || ts < from || ts > to) {
      return;
    }
    summary =
      summary === null
        ? { min: value, max: value, last: value }
        : { min: Math.min(summary.min, value), max: Math.max(summary.max, value), last: value };
  });
  return summary;
}

/** The live points since history was read: bounded, in order, one per instant. */
export class Tail {
  readonly #points: [ts: number, value: number][] = [];

  /** Says whether the point was new. */
  push(ts: number, value: number): boolean {
    const last = this.#points.at(-1);
    if (last !== undefined && ts <= last[0]) {
      return false;
    }
    this.#points.push([ts, value]);
    if (this.#points.length > MAX_TAIL) {
      this.#points.splice(0, MAX_TAIL / 4);
    }
    return true;
  }

  get points(): readonly [ts: number, value: number][] {
    return this.#points;
  }
}

/** Bounds for the value axis: some air, and never so narrow that a flat line's noise looks like an event. */
export function valueBounds(min: number | null, max: number | null): [number, number] {
  if (min === null || max === null) {
    return [0, 1];
  }
  const flatSpan = Math.max(Math.abs(max), Math.abs(min)) * 0.02 || 1;
  const span = Math.max(max - min, flatSpan);
  const middle = (min + max) / 2;
  const low = middle - span * 0.6;
  // A quantity that is never negative should not have an axis that is.
  return [min >= 0 && low < 0 ? 0 : low, middle + span * 0.6];
}
