import { describe, expect, it } from 'vitest';
import { rowsWithin } from './useRowWindow';

describe('the rows that stand in the document', () => {
  it('are few however long the list is', () => {
    const { first, end } = rowsWithin(-44 * 5_000, 850, 44, 10_000);

    expect(first).toBeLessThanOrEqual(5_000);
    expect(end).toBeGreaterThan(5_000 + 850 / 44);
    expect(end - first).toBeLessThan(50);
  });

  it('begin at the first and end with the last', () => {
    expect(rowsWithin(200, 850, 44, 3)).toEqual({ first: 0, end: 3 });
    expect(rowsWithin(-44 * 9_990, 850, 44, 10_000).end).toBe(10_000);
    expect(rowsWithin(0, 850, 44, 0)).toEqual({ first: 0, end: 0 });
  });

  it('are still rows of the list after it grew shorter', () => {
    const { first, end } = rowsWithin(-44 * 5_000, 850, 44, 10);

    expect(first).toBeLessThan(10);
    expect(end).toBeLessThanOrEqual(10);
  });
});
