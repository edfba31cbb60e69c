import type { TFunction } from 'i18next';
import type { Value, ValueSchema } from '../api/contract';

/** DTDL's unit names, as an operator writes them. A name that is not here is shown as it is. */
const UNITS: Record<string, string> = {
  ampere: 'A',
  bar: 'bar',
  cubicMetrePerHour: 'm³/h',
  cubicMetrePerSecond: 'm³/s',
  degree: '°',
  degreeCelsius: '°C',
  degreeFahrenheit: '°F',
  gForce: 'g',
  gramPerCubicMetre: 'g/m³',
  hectopascal: 'hPa',
  hertz: 'Hz',
  hour: 'h',
  joule: 'J',
  kelvin: 'K',
  kiloampere: 'kA',
  kilogram: 'kg',
  kilogramPerCubicMetre: 'kg/m³',
  kilogramPerHour: 'kg/h',
  kilohertz: 'kHz',
  kilometre: 'km',
  kilometrePerHour: 'km/h',
  kilopascal: 'kPa',
  kilovolt: 'kV',
  kilovoltAmpere: 'kVA',
  kilowatt: 'kW',
  kilowattHour: 'kWh',
  litre: 'l',
  litrePerHour: 'l/h',
  litrePerMinute: 'l/min',
  litrePerSecond: 'l/s',
  lux: 'lx',
  megawatt: 'MW',
  megawattHour: 'MWh',
  metre: 'm',
  metrePerSecond: 'm/s',
  metrePerSecondSquared: 'm/s²',
  milliampere: 'mA',
  millibar: 'mbar',
  millimetre: 'mm',
  millimetrePerSecond: 'mm/s',
  minute: 'min',
  millivolt: 'mV',
  newton: 'N',
  newtonMetre: 'N·m',
  ohm: 'Ω',
  partsPerMillion: 'ppm',
  pascal: 'Pa',
  percent: '%',
  poundPerSquareInch: 'psi',
  radianPerSecond: 'rad/s',
  revolutionPerMinute: 'rpm',
  second: 's',
  tonne: 't',
  unity: '',
  volt: 'V',
  voltAmpere: 'VA',
  watt: 'W',
  wattPerSquareMetre: 'W/m²',
};

export function unitSymbol(unit: string | null | undefined): string {
  return unit == null ? '' : (UNITS[unit] ?? unit);
}

const NONE = '–';

/**
 * A number as a person reads it off a display: three to four significant digits, and the same number of decimals from one
 * reading to the next, so that it does not dance.
 */
export function formatNumber(value: number, schema: ValueSchema, locale: string): string {
  if (schema === 'integer' || schema === 'long') {
    return value.toLocaleString(locale, { maximumFractionDigits: 0 });
  }
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e9)) {
    return value.toExponential(2);
  }
  const decimals = size >= 1_000 ? 0 : size >= 100 ? 1 : size >= 1 || size === 0 ? 2 : 3;
  return value.toLocaleString(locale, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

/** The number that somebody typed, a decimal comma included; null where it is none. */
export function numberFrom(text: string): number | null {
  const number = Number(text.trim().replace(',', '.'));
  return text.trim() === '' || !Number.isFinite(number) ? null : number;
}

/** Any value, without its unit. */
export function formatValue(value: Value | null | undefined, schema: ValueSchema, locale: string, t: TFunction): string {
  if (value === null || value === undefined) {
    return NONE;
  }
  if (typeof value === 'number') {
    return formatNumber(value, schema, locale);
  }
  if (typeof value === 'boolean') {
    return t(value ? 'value.true' : 'value.false');
  }
  if (typeof value === 'string') {
    return value;
  }
  return isNumbers(value) ? t('value.array', { count: value.length }) : JSON.stringify(value);
}

/** Whether a value is an array of numbers, and nothing of other parts. */
export function isNumbers(value: Value | null | undefined): value is number[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'number');
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** An age in its largest unit: `45 s`, `3 min`, `2 h`, `5 d`. A time in the future, by clocks that differ, is no age. */
export function formatAge(ageMs: number, t: TFunction): string {
  const age = Math.max(0, ageMs);
  if (age < MINUTE) {
    return t('age.seconds', { n: Math.floor(age / SECOND) });
  }
  if (age < HOUR) {
    return t('age.minutes', { n: Math.floor(age / MINUTE) });
  }
  if (age < 2 * DAY) {
    return t('age.hours', { n: Math.floor(age / HOUR) });
  }
  return t('age.days', { n: Math.floor(age / DAY) });
}

export type Zone = 'local' | 'utc';

/** An instant with its date when it is not today's, to the second. */
export function formatInstant(ts: number, zone: Zone, locale: string, now: number): string {
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', ...inZone(zone) });
  const time = formatTime(ts, zone, locale);
  return day.format(ts) === day.format(now) ? time : `${day.format(ts)}, ${time}`;
}

/** The time of day, to the second. */
export function formatTime(ts: number, zone: Zone, locale: string): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: 'medium', hour12: false, ...inZone(zone) }).format(ts);
}

/** The day, with its name. */
export function formatDay(ts: number, zone: Zone, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'full', ...inZone(zone) }).format(ts);
}

function inZone(zone: Zone): Intl.DateTimeFormatOptions {
  return zone === 'utc' ? { timeZone: 'UTC' } : {};
}

/** The zone that times are shown in, by name. */
export function zoneName(zone: Zone): string {
  return zone === 'utc' ? 'UTC' : Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** A type's short name: `dtmi:com:example:Pump;1` → `Pump`. The version says something only to modellers. */
export function typeName(dtmi: string): string {
  return dtmi.split(';')[0]?.split(':').at(-1) ?? dtmi;
}

/** A count, grouped. */
export function formatCount(count: number, locale: string): string {
  return count.toLocaleString(locale);
}

/** What a base64 text holds, as text; bytes that are no UTF-8 stand as �, control characters as ·. */
export function decodeBytes(base64: string): string {
  const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  return new TextDecoder().decode(bytes).replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '·');
}
