/** What part of time a page shows: a window that ends now and moves, or one that stands. */
export type TimeRange = { kind: 'last'; preset: Preset } | { kind: 'fixed'; from: number; to: number };

export type Preset = '5m' | '1h' | '24h' | '7d';

export const PRESETS: readonly Preset[] = ['5m', '1h', '24h', '7d'];

const LENGTHS: Record<Preset, number> = {
  '5m': 5 * 60_000,
  '1h': 60 * 60_000,
  '24h': 24 * 60 * 60_000,
  '7d': 7 * 24 * 60 * 60_000,
};

/** No zoom goes below this, and no window above a year: the server would have to read it all. */
export const MIN_SPAN_MS = 1_000;
export const MAX_SPAN_MS = 366 * 24 * 60 * 60_000;

const DEFAULT: TimeRange = { kind: 'last', preset: '1h' };

export interface Window {
  from: number;
  to: number;
}

export function windowOf(range: TimeRange, now: number): Window {
  return range.kind === 'fixed' ? { from: range.from, to: range.to } : { from: now - LENGTHS[range.preset], to: now };
}

/** A standing range, made valid: in order, neither too short nor too long. */
export function fixed(a: number, b: number): TimeRange {
  const from = Math.round(Math.min(a, b));
  const to = Math.round(Math.max(a, b));
  return { kind: 'fixed', from, to: Math.min(Math.max(to, from + MIN_SPAN_MS), from + MAX_SPAN_MS) };
}

/** The range half its width earlier (-1) or later (+1); never beyond now. */
export function shifted(range: TimeRange, direction: -1 | 1, now: number): TimeRange {
  const { from, to } = windowOf(range, now);
  const step = Math.min(((to - from) / 2) * direction, now - to);
  return fixed(from + step, to + step);
}

/** Twice as wide about the same middle; never beyond now. */
export function widened(range: TimeRange, now: number): TimeRange {
  const { from, to } = windowOf(range, now);
  const half = (to - from) / 2;
  const end = Math.min(to + half, now);
  return fixed(end - 4 * half, end);
}

/** The range that an address holds: `?range=24h` or `?from=…&to=…`. Anything else is the default. */
export function rangeFrom(params: URLSearchParams): TimeRange {
  const from = Number(params.get('from') ?? Number.NaN);
  const to = Number(params.get('to') ?? Number.NaN);
  if (Number.isSafeInteger(from) && Number.isSafeInteger(to) && from >= 0 && to > from) {
    return fixed(from, to);
  }
  const preset = PRESETS.find((known) => known === params.get('range'));
  return preset === undefined ? DEFAULT : { kind: 'last', preset };
}

/** The same address with this range. */
export function withRange(params: URLSearchParams, range: TimeRange): URLSearchParams {
  const next = new URLSearchParams(params);
  ['range', 'from', 'to'].forEach((name) => next.delete(name));
  if (range.kind === 'last') {
    next.set('range', range.preset);
  } else {
    next.set('from', String(range.from));
    next.set('to', String(range.to));
  }
  return next;
}
