import i18next from 'i18next';
import { describe, expect, it } from 'vitest';
import { decodeBytes, formatAge, formatDay, formatInstant, formatNumber, formatTime, formatValue, typeName, unitSymbol } from './format';

const { t } = i18next;

describe('numbers', () => {
  it.each([
    [0, '0.00'],
    [3.2, '3.20'],
    [-12.345, '-12.35'],
    [103.456, '103.5'],
    [1478.2, '1,478'],
    [0.1234, '0.123'],
    [0.00001234, '1.23e-5'],
    [1.5e12, '1.50e+12'],
  ])('%d is shown as %s', (value, shown) => {
    expect(formatNumber(value, 'double', 'en')).toBe(shown);
  });

  it('have no decimals where they are counts', () => {
    expect(formatNumber(12_345, 'long', 'en')).toBe('12,345');
  });

  it('are written as the language writes them', () => {
    expect(formatNumber(1.5, 'double', 'de')).toBe('1,50');
  });
});

describe('values of other kinds', () => {
  it('are said in words', () => {
    expect(formatValue(true, 'boolean', 'en', t)).toBe('on');
    expect(formatValue('automatic', 'string', 'en', t)).toBe('automatic');
    expect(formatValue([1, 2, 3], 'doubles', 'en', t)).toBe('3 values');
    expect(formatValue(undefined, 'double', 'en', t)).toBe('–');
  });
});

describe('ages', () => {
  it.each([
    [-5_000, '0 s'],
    [999, '0 s'],
    [59_999, '59 s'],
    [60_000, '1 min'],
    [3_599_999, '59 min'],
    [47 * 3_600_000, '47 h'],
    [49 * 3_600_000, '2 d'],
  ])('%d ms is %s', (ms, shown) => {
    expect(formatAge(ms, t)).toBe(shown);
  });
});

describe('instants', () => {
  const noon = Date.UTC(2026, 10, 22, 12, 0, 5);

  it('have their date when it is not today’s', () => {
    expect(formatInstant(noon, 'utc', 'en-GB', noon + 1)).toBe('12:00:05');
    expect(formatInstant(noon, 'utc', 'en-GB', noon + 86_400_000)).toBe('22 Nov 2026, 12:00:05');
  });
});

describe('a timeline’s times', () => {
  const late = Date.UTC(2026, 10, 22, 23, 59, 5);

  it('are a day with its name, and the time of it', () => {
    expect([formatDay(late, 'utc', 'de'), formatTime(late, 'utc', 'de')]).toEqual(['Sonntag, 22. November 2026', '23:59:05']);
  });
});

describe('names', () => {
  it('of units are symbols where we know one', () => {
    expect([unitSymbol('degreeCelsius'), unitSymbol('furlong'), unitSymbol(null), unitSymbol('unity')]).toEqual(['°C', 'furlong', '', '']);
  });

  it('of types lose their path and version', () => {
    expect(typeName('dtmi:com:example:Pump;1')).toBe('Pump');
    expect(typeName('dtmi:counterpart:Untyped;1')).toBe('Untyped');
  });
});

describe('refused bytes', () => {
  it('are shown as text, whatever they are', () => {
    expect(decodeBytes(btoa('{"a":1}'))).toBe('{"a":1}');
    expect(decodeBytes(btoa('\xff\x00x'))).toBe('\ufffd·x');
  });
});
