import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../api/contract';
import {
  durationWords,
  isDraftable,
  placed,
  rowsOf,
  semanticTypeOf,
  typedNumber,
  UNTYPED,
  withId,
  withMember,
  without,
  withQuality,
  withSemanticType,
} from './draft';

const DOCUMENT: JsonObject = {
  '@id': 'dtmi:acme:Rig;1',
  '@type': 'Interface',
  contents: [
    { '@type': ['Telemetry', 'Pressure', 'Signal'], name: 'p', schema: 'double', unit: 'bar', quality: { min: 0, max: 16 } },
    { '@type': 'Telemetry', name: 'count', schema: 'long' },
    {
      '@type': 'Component',
      name: 'motor',
      schema: { '@id': 'dtmi:acme:Rig:motor;1', '@type': 'Interface', contents: [{ '@type': 'Telemetry', name: 'speed', schema: 'double' }] },
    },
  ],
};

const row = (name: string, document = DOCUMENT) => rowsOf(document).find((one) => one.name === name)!;
const content = (document: JsonObject, name: string) => row(name, document).content;

describe('a draft’s document', () => {
  it('has its properties and those of its components', () => {
    expect(rowsOf(DOCUMENT).map(({ name }) => name)).toEqual(['p', 'count', 'motor.speed']);
  });

  it('of any other form has none', () => {
    expect(rowsOf({ contents: 'none' })).toEqual([]);
    expect(rowsOf({ contents: [1, null, {}, { name: 7 }] })).toEqual([]);
  });

  it('is changed at one place, which keeps its order, and is itself left as it was', () => {
    const before = JSON.stringify(DOCUMENT);
    const changed = withMember(DOCUMENT, row('motor.speed'), ['unit'], 'revolutionPerMinute');

    expect(content(changed, 'motor.speed')).toEqual({ '@type': 'Telemetry', name: 'speed', schema: 'double', unit: 'revolutionPerMinute' });
    expect(Object.keys(content(withMember(DOCUMENT, row('p'), ['unit'], 'pascal'), 'p'))).toEqual(Object.keys(content(DOCUMENT, 'p')));
    expect('unit' in content(withMember(DOCUMENT, row('p'), ['unit'], undefined), 'p')).toBe(false);
    expect(JSON.stringify(DOCUMENT)).toBe(before);
  });

  it('takes the interfaces inside it along to another identifier', () => {
    const inner = (document: JsonObject) => rowsOf(document).at(-1)?.owner;
    const renamed = withId(DOCUMENT, 'dtmi:acme:Gauge;2');

    expect([renamed['@id'], inner(renamed)]).toEqual(['dtmi:acme:Gauge;2', 'dtmi:acme:Gauge:motor;2']);
    expect(inner(withId(withId(DOCUMENT, ''), 'dtmi:acme:Rig;1'))).toBe('dtmi:acme:Rig:motor;1');
    expect(withId({ '@id': 'a' }, 'b')).toEqual({ '@id': 'b' });
  });

  it('says a quantity among its types', () => {
    expect(semanticTypeOf(content(DOCUMENT, 'p'))).toBe('Pressure');
    expect(content(withSemanticType(DOCUMENT, row('p'), 'Force'), 'p')['@type']).toEqual(['Telemetry', 'Force', 'Signal']);
    expect(content(withSemanticType(DOCUMENT, row('count'), 'Length'), 'count')['@type']).toEqual(['Telemetry', 'Length']);
    expect(content(withSemanticType(DOCUMENT, row('count'), ''), 'count')['@type']).toBe('Telemetry');
  });

  it('declares a signal as soon as it is judged by anything', () => {
    const judged = content(withQuality(DOCUMENT, row('count'), 'stuck', 5), 'count');
    expect(judged).toEqual({ '@type': ['Telemetry', 'Signal'], name: 'count', schema: 'long', quality: { stuck: 5 } });

    const fewer = withQuality(DOCUMENT, row('p'), 'min', undefined);
    expect(content(fewer, 'p').quality).toEqual({ max: 16 });
    expect('quality' in content(withQuality(fewer, row('p', fewer), 'max', undefined), 'p')).toBe(false);
  });

  it('loses what is left out, and a component that has nothing left', () => {
    const rest = without(DOCUMENT, new Set(['count', 'motor.speed']));
    expect(rowsOf(rest).map(({ name }) => name)).toEqual(['p']);
    expect((rest.contents as unknown[]).length).toBe(1);
  });
});

describe('an error', () => {
  const error = (element: string) => ({ id: 'rule', element, cause: '', action: '' });

  it.each([
    ['dtmi:acme:Rig;1 contents[0].quality.min', 'p', 'quality.min'],
    ['dtmi:acme:Rig;1 contents[1]', 'count', ''],
    ['dtmi:acme:Rig:motor;1.contents[0].unit', 'motor.speed', 'unit'],
    ['dtmi:acme:Rig;1 contents[2].schema.contents[0].unit', 'motor.speed', 'unit'],
    ['dtmi:acme:Rig;1 contents[10].unit', '', ''],
    ['dtmi:acme:Rig;1', '', ''],
  ])('at %s is one of %s', (element, property, member) => {
    expect([...placed([error(element)], DOCUMENT)]).toEqual([[property, [{ ...error(element), member }]]]);
  });
});

describe('what is typed', () => {
  it.each([
    ['3.5', 3.5],
    ['3,5', 3.5],
    [' -1e3 ', -1000],
    ['much', 'much'],
    ['', undefined],
  ])('%s is the number %s', (text, number) => expect(typedNumber(text)).toBe(number));
});

describe('a length of time', () => {
  it.each([
    ['PT1S', '1 s'],
    ['PT0.5S', '0.5 s'],
    ['PT1H30M', '1 h 30 min'],
    ['P1D', '1 d'],
    ['soon', 'soon'],
  ])('%s is %s', (iso, words) => expect(durationWords(iso)).toBe(words));
});

describe('a first type', () => {
  const twin = { type: UNTYPED, counts: { stored: 400 }, properties: { a: 1, b: 2 } };

  it('can be proposed for a twin without one, from enough', () => {
    expect(isDraftable(twin)).toBe(true);
    expect(isDraftable({ ...twin, counts: { stored: 399 } })).toBe(false);
    expect(isDraftable({ ...twin, properties: {} })).toBe(false);
    expect(isDraftable({ ...twin, type: 'dtmi:acme:Rig;1' })).toBe(false);
  });
});
