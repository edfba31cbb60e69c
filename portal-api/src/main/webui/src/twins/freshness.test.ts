import i18next from 'i18next';
import { describe, expect, it } from 'vitest';
import { freshnessOf } from './freshness';
import { freshnessWords } from './FreshnessMark';

const NOW = 1_700_000_000_000;
const { t } = i18next;

describe('freshness', () => {
  it('tells how long ago a twin was heard', () => {
    expect(freshnessOf({ silent: false, lastHeard: NOW - 8_000 }, NOW, false)).toEqual({ kind: 'fresh', ageMs: 8_000 });
  });

  it('leaves it to the platform to call a twin silent', () => {
    expect(freshnessOf({ silent: false, lastHeard: NOW - 86_400_000 }, NOW, false).kind).toBe('fresh');
    expect(freshnessOf({ silent: true, lastHeard: NOW - 60_000 }, NOW, false)).toEqual({ kind: 'silent', ageMs: 60_000 });
  });

  it('does not know while the portal is cut off, but what was silent stays silent', () => {
    expect(freshnessOf({ silent: false, lastHeard: NOW - 8_000 }, NOW, true)).toEqual({ kind: 'unknown', ageMs: 8_000 });
    expect(freshnessOf({ silent: true, lastHeard: NOW }, NOW, true).kind).toBe('silent');
  });

  it('knows a twin that was never heard', () => {
    expect(freshnessOf({ silent: false, lastHeard: null }, NOW, true)).toEqual({ kind: 'never' });
  });

  it('is no negative age when clocks differ', () => {
    expect(freshnessOf({ silent: false, lastHeard: NOW + 3_000 }, NOW, false)).toEqual({ kind: 'fresh', ageMs: 0 });
  });

  it('is said in words, not by colour alone', () => {
    const say = (silent: boolean, lastHeard: number | null, behind = false) =>
      freshnessWords(freshnessOf({ silent, lastHeard }, NOW, behind), t);

    expect([say(false, NOW), say(false, NOW - 9_000), say(true, NOW - 120_000), say(true, null), say(false, null), say(false, NOW, true)]).toEqual([
      'now',
      '9 s ago',
      'Silent for 2 min',
      'Silent',
      'Never heard',
      'Last known 0 s ago',
    ]);
  });
});
