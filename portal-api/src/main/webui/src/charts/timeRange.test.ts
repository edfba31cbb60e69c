import { describe, expect, it } from 'vitest';
import { fixed, MAX_SPAN_MS, MIN_SPAN_MS, rangeFrom, shifted, widened, windowOf, withRange } from './timeRange';

const NOW = 1_700_000_000_000;
const params = (text: string) => new URLSearchParams(text);

describe('a time range', () => {
  it('survives the address it stands in', () => {
    const zoomed = fixed(NOW - 60_000, NOW);
    const kept = withRange(params('charts=flow&range=1h'), zoomed);

    expect(rangeFrom(kept)).toEqual(zoomed);
    expect(kept.get('charts')).toBe('flow');
    expect(kept.get('range')).toBeNull();
  });

  it.each(['', 'range=3y', 'from=7', 'from=9&to=8', 'from=x&to=y', 'from=-5&to=9'])('is the last hour for “%s”', (text) => {
    expect(rangeFrom(params(text))).toEqual({ kind: 'last', preset: '1h' });
  });

  it('ends now and moves while it is live', () => {
    expect(windowOf({ kind: 'last', preset: '5m' }, NOW)).toEqual({ from: NOW - 300_000, to: NOW });
    expect(windowOf({ kind: 'last', preset: '5m' }, NOW + 7)).toEqual({ from: NOW - 299_993, to: NOW + 7 });
  });

  it('is put in order and bounded', () => {
    expect(fixed(9_000, 2_000)).toEqual({ kind: 'fixed', from: 2_000, to: 9_000 });
    expect(fixed(5, 5)).toEqual({ kind: 'fixed', from: 5, to: 5 + MIN_SPAN_MS });
    expect(fixed(0, NOW)).toEqual({ kind: 'fixed', from: 0, to: MAX_SPAN_MS });
  });

  it('moves by half its width, and never beyond now', () => {
    const range = fixed(NOW - 10_000, NOW - 2_000);

    expect(shifted(range, -1, NOW)).toEqual(fixed(NOW - 14_000, NOW - 6_000));
    expect(shifted(range, 1, NOW)).toEqual(fixed(NOW - 8_000, NOW));
  });

  it('widens to twice its width, and never beyond now', () => {
    expect(windowOf(widened(fixed(NOW - 50_000, NOW - 40_000), NOW), NOW)).toEqual({ from: NOW - 55_000, to: NOW - 35_000 });
    expect(windowOf(widened(fixed(NOW - 10_000, NOW), NOW), NOW)).toEqual({ from: NOW - 20_000, to: NOW });
  });
});
