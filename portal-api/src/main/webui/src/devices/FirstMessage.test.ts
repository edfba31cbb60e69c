import { describe, expect, it } from 'vitest';
import type { Counts } from '../api/contract';
import { waitOf } from './FirstMessage';

const counts = (stored: number, duplicate: number, rejected: number): Counts => ({
  received: stored + duplicate + rejected,
  stored,
  duplicate,
  rejected,
});

describe('the wait for the first message', () => {
  const before = counts(10, 2, 3);

  it('goes on while nothing came', () => {
    expect(waitOf(before, undefined)).toBe('waiting');
    expect(waitOf(before, before)).toBe('waiting');
  });

  it('ends with a stored value, or with one that was there already', () => {
    expect(waitOf(before, counts(11, 2, 3))).toBe('stored');
    expect(waitOf(before, counts(10, 3, 3))).toBe('stored');
  });

  it('tells when what came was refused, unless something else was stored', () => {
    expect(waitOf(before, counts(10, 2, 4))).toBe('refused');
    expect(waitOf(before, counts(11, 2, 4))).toBe('stored');
  });
});
