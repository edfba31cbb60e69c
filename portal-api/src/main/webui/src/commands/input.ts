import type { CommandSchema, EnumSchema, Json } from '../api/contract';
import { type Zone, numberFrom } from '../format/format';

/** A schema that has an input of its own. */
export type FieldSchema = Word | EnumSchema;

const WORDS = ['double', 'float', 'integer', 'long', 'boolean', 'string', 'date', 'dateTime', 'time', 'duration'] as const;
type Word = (typeof WORDS)[number];

/** Something to fill in: a part of what is sent, or all of it, and then without a name. */
export interface Field {
  name: string;
  schema: FieldSchema;
}

/** What was typed, by field. */
export type Typed = Readonly<Record<string, string>>;

/** Why what was typed cannot be sent. */
export type Fault = 'missing' | 'choice' | 'number' | 'whole' | 'date' | 'dateTime' | 'time' | 'duration' | 'json';

/** What is sent, if anything; or what is wrong with what was typed, by field. */
export interface Payload {
  value?: Json;
  faults: Readonly<Record<string, Fault>>;
}

/** The name of the only field, and of the text where there are none. */
export const WHOLE = '';

/** What to fill in; null where it takes a text in JSON: arrays, maps, geometries, and objects that hold such. */
export function fieldsOf(schema: CommandSchema): Field[] | null {
  if (isField(schema)) {
    return [{ name: WHOLE, schema }];
  }
  if (typeof schema === 'string' || schema['@type'] !== 'Object') {
    return null;
  }
  const fields = schema.fields.filter((field): field is Field => isField(field.schema));
  return fields.length === schema.fields.length ? fields : null;
}

function isField(schema: CommandSchema): schema is FieldSchema {
  return typeof schema === 'string' ? WORDS.some((word) => word === schema) : schema['@type'] === 'Enum';
}

/** What a person may choose from, with what is sent for it; null where something is typed. */
export function choicesOf(schema: FieldSchema): { name: string | boolean; value: Json }[] | null {
  if (schema === 'boolean') {
    return [false, true].map((value) => ({ name: value, value }));
  }
  return typeof schema === 'string' ? null : schema.enumValues.map(({ name, enumValue }) => ({ name, value: enumValue }));
}

/**
 * What was typed as the request's schema has it. Whether the device may be told so the platform says.
 *
 * @param request null where any JSON may be sent, and nothing
 */
export function payloadOf(request: CommandSchema | null, typed: Typed, zone: Zone): Payload {
  const fields = request === null ? null : fieldsOf(request);
  if (fields === null) {
    return jsonOf(typedIn(typed, WHOLE), request === null);
  }
  const read = fields.map(({ name, schema }) => [name, readField(schema, typedIn(typed, name).trim(), zone)] as const);
  const faults: Record<string, Fault> = {};
  const parts: [string, Json][] = [];
  for (const [name, { value, fault }] of read) {
    if (fault !== undefined) {
      faults[name] = fault;
    } else if (value !== undefined) {
      parts.push([name, value]);
    }
  }
  if (Object.keys(faults).length > 0) {
    return { faults };
  }
  if (fields[0]?.name !== WHOLE) {
    return { value: Object.fromEntries(parts), faults };
  }
  const only = parts[0]?.[1];
  return only === undefined ? { faults: { [WHOLE]: choicesOf(fields[0].schema) === null ? 'missing' : 'choice' } } : { value: only, faults };
}

/** What was typed into a field, whatever it is called. */
export function typedIn(typed: Typed, name: string): string {
  return Object.hasOwn(typed, name) ? typed[name]! : '';
}

function jsonOf(text: string, mayBeNothing: boolean): Payload {
  if (text.trim() === '') {
    return { faults: mayBeNothing ? {} : { [WHOLE]: 'missing' } };
  }
  try {
    return { value: JSON.parse(text) as Json, faults: {} };
  } catch {
    return { faults: { [WHOLE]: 'json' } };
  }
}

/** The value of a field; neither value nor fault where nothing was typed. */
function readField(schema: FieldSchema, text: string, zone: Zone): { value?: Json; fault?: Fault } {
  if (text === '') {
    return {};
  }
  const choices = choicesOf(schema);
  if (choices !== null) {
    return { value: choices[Number(text)]!.value }; // chosen by its place
  }
  const number = numberFrom(text);
  switch (schema as Word) {
    case 'double':
    case 'float':
      return number === null ? { fault: 'number' } : { value: number };
    case 'integer':
    case 'long':
      return Number.isSafeInteger(number) ? { value: number } : { fault: 'whole' };
    case 'date':
      return /^\d{4}-\d{2}-\d{2}$/.test(text) ? { value: text } : { fault: 'date' };
    case 'dateTime': {
      const ts = Date.parse(zone === 'utc' ? `${text}Z` : text);
      return Number.isNaN(ts) ? { fault: 'dateTime' } : { value: new Date(ts).toISOString() };
    }
    case 'time':
      return /^\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/i.test(text) ? { value: text } : { fault: 'time' };
    case 'duration':
      return /^P(?=.*\d)[\dYMWDTHS.]+$/.test(text) ? { value: text } : { fault: 'duration' };
    default:
      return { value: text };
  }
}
