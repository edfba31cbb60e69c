import { describe, expect, it } from 'vitest';
import type { CommandSchema, Json } from '../api/contract';
import { choicesOf, type Fault, fieldsOf, payloadOf, WHOLE } from './input';

const MODE: CommandSchema = {
  '@type': 'Enum',
  valueSchema: 'integer',
  enumValues: [{ name: 'automatic', enumValue: 0 }, { name: 'manual', enumValue: 7 }],
};
const DOSE: CommandSchema = {
  '@type': 'Object',
  fields: [{ name: 'amount', schema: 'double' }, { name: 'times', schema: 'integer' }, { name: 'stir', schema: 'boolean' }, { name: 'mode', schema: MODE }],
};
const PROFILE: CommandSchema = { '@type': 'Array', elementSchema: 'double' };

const send = (request: CommandSchema | null, text: string) => payloadOf(request, { [WHOLE]: text }, 'utc');

describe('what is sent', () => {
  it.each<[CommandSchema, string, Json]>([
    ['double', ' 5,25 ', 5.25],
    ['float', '1e3', 1000],
    ['integer', '-7', -7],
    ['long', '9007199254740991', 9007199254740991],
    ['boolean', '0', false],
    ['boolean', '1', true],
    ['string', 'auto', 'auto'],
    ['date', '2026-11-26', '2026-11-26'],
    ['dateTime', '2026-11-26T14:30', '2026-11-26T14:30:00.000Z'],
    ['time', '14:30:00Z', '14:30:00Z'],
    ['duration', 'PT1M30S', 'PT1M30S'],
    [MODE, '1', 7],
    [PROFILE, '[1, 2.5]', [1, 2.5]],
    ['point', '{"type":"Point","coordinates":[8.5,47.4]}', { type: 'Point', coordinates: [8.5, 47.4] }],
  ])('as %j for “%s” is %j', (request, text, value) => {
    expect(send(request, text)).toEqual({ value, faults: {} });
  });

  it.each<[CommandSchema, string, Fault]>([
    ['double', 'high', 'number'],
    ['double', '1e999', 'number'],
    ['integer', '1.5', 'whole'],
    ['long', '9007199254740993', 'whole'],
    ['date', '26.11.', 'date'],
    ['dateTime', 'now', 'dateTime'],
    ['time', '14:30', 'time'],
    ['duration', '10 s', 'duration'],
    ['string', '  ', 'missing'],
    ['boolean', '', 'choice'],
    [MODE, '', 'choice'],
    [PROFILE, '[1,', 'json'],
    [PROFILE, '', 'missing'],
  ])('as %j is nothing for “%s”: %s', (request, text, fault) => {
    expect(send(request, text)).toEqual({ faults: { [WHOLE]: fault } });
  });

  it('of an object is what was filled in, each as its field has it', () => {
    expect(payloadOf(DOSE, { amount: '2,5', stir: '1', mode: '1' }, 'utc')).toEqual({ value: { amount: 2.5, stir: true, mode: 7 }, faults: {} });
    expect(payloadOf(DOSE, {}, 'utc')).toEqual({ value: {}, faults: {} });
  });

  it('of an object is what was filled in, whatever its fields are called', () => {
    const odd: CommandSchema = { '@type': 'Object', fields: [{ name: 'constructor', schema: 'string' }] };

    expect(payloadOf(odd, {}, 'utc')).toEqual({ value: {}, faults: {} });
    expect(payloadOf(odd, { constructor: 'us' }, 'utc').value).toEqual({ constructor: 'us' });
  });

  it('of an object is nothing while any field is wrong, and each says why', () => {
    expect(payloadOf(DOSE, { amount: 'much', times: '1.5', stir: '1' }, 'utc')).toEqual({ faults: { amount: 'number', times: 'whole' } });
  });

  it('where no type says what may be sent is any JSON, or nothing', () => {
    expect(send(null, '{"a": [1]}')).toEqual({ value: { a: [1] }, faults: {} });
    expect(send(null, ' ')).toEqual({ faults: {} });
    expect(send(null, '{a}')).toEqual({ faults: { [WHOLE]: 'json' } });
  });

  it('of a time of day and zone is the instant that it is', () => {
    const local = payloadOf('dateTime', { [WHOLE]: '2026-11-26T14:30' }, 'local').value;
    expect(local).toBe(new Date(2026, 10, 26, 14, 30).toISOString());
  });
});

describe('inputs', () => {
  it('are one for each field of an object, and one text for what holds more than that', () => {
    expect(fieldsOf(DOSE)?.map(({ name }) => name)).toEqual(['amount', 'times', 'stir', 'mode']);
    expect(fieldsOf('double')).toEqual([{ name: WHOLE, schema: 'double' }]);
    expect(fieldsOf({ '@type': 'Object', fields: [{ name: 'a', schema: 'double' }, { name: 'b', schema: DOSE }] })).toBeNull();
    expect([PROFILE, 'polygon', { '@type': 'Map', mapValue: { schema: 'long' } } as const].map(fieldsOf)).toEqual([null, null, null]);
  });

  it('offer the names of an enumeration', () => {
    expect(choicesOf(MODE as never)?.map(({ name }) => name)).toEqual(['automatic', 'manual']);
  });
});
