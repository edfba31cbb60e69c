import type { DraftRemark, Json, JsonObject, Problem } from '../api/contract';
import { numberFrom } from '../format/format';

/** What the type of a twin is that takes what its device likes to send. */
export const UNTYPED = 'dtmi:counterpart:Untyped;1';

/** So many readings of a property show how it behaves: the platform proposes no limits from fewer. */
const ENOUGH = 200;

/** Whether a first type can be proposed from what was stored: of all properties, enough in the mean. */
export function isDraftable(twin: { type: string; counts: { stored: number }; properties: Record<string, unknown> }): boolean {
  const properties = Object.keys(twin.properties).length;
  return twin.type === UNTYPED && properties > 0 && twin.counts.stored >= ENOUGH * properties;
}

type Path = readonly (string | number)[];

/** A property in a type's document. */
export interface Row {
  /** With its component's name before a dot. */
  name: string;
  /** Where it stands in the document. */
  path: Path;
  content: JsonObject;
  /** The interface that has it, and where among its contents. */
  owner: string;
  index: number;
}

/** What a document proposes of each property, in its order; nothing of what has another form than a draft's. */
export function rowsOf(document: JsonObject): Row[] {
  return rowsIn(document, [], '');
}

function rowsIn(type: JsonObject, at: Path, component: string): Row[] {
  return asArray(type.contents).flatMap((content, index) => {
    if (!isObject(content) || typeof content.name !== 'string') {
      return [];
    }
    const path = [...at, 'contents', index];
    const name = component + content.name;
    return typesOf(content).includes('Component') && isObject(content.schema)
      ? rowsIn(content.schema, [...path, 'schema'], `${name}.`)
      : [{ name, path, content, owner: textOf(type['@id']), index }];
  });
}

/** The document with one member of a property set; undefined takes it away. */
export function withMember(document: JsonObject, row: Row, member: Path, value: Json | undefined): JsonObject {
  return setIn(document, [...row.path, ...member], value) as JsonObject;
}

function setIn(json: Json | undefined, [step, ...rest]: Path, value: Json | undefined): Json | undefined {
  if (step === undefined) {
    return value;
  }
  if (Array.isArray(json)) {
    return json.map((item, i) => (i === step ? (setIn(item, rest, value) ?? null) : item));
  }
  const { [step]: before, ...others } = isObject(json) ? json : {};
  const after = setIn(before, rest, value);
  if (after === undefined) {
    return others;
  }
  // What was there keeps its place.
  return isObject(json) && step in json
    ? Object.fromEntries(Object.entries(json).map(([name, item]) => [name, name === String(step) ? after : item]))
    : { ...others, [step]: after };
}

/** The document under another identifier; those of the interfaces inside it that begin with the former go with it. */
export function withId(document: JsonObject, id: string): JsonObject {
  const [from = ''] = textOf(document['@id']).split(';');
  const [to = '', version] = id.split(';');
  const contents = asArray(document.contents).map((content): Json => {
    const inner = isObject(content) && isObject(content.schema) ? textOf(content.schema['@id']) : '';
    if (!isObject(content) || !isObject(content.schema) || !inner.startsWith(`${from}:`)) {
      return content;
    }
    const [path = ''] = inner.slice(from.length).split(';');
    return { ...content, schema: { ...content.schema, '@id': to + path + (version === undefined ? '' : `;${version}`) } };
  });
  return { ...document, '@id': id, ...('contents' in document && { contents }) };
}

/** What DTDL has on a property besides what it is a quantity of. */
const PLAIN_TYPES = new Set(['Telemetry', 'Property', 'Signal']);

/** What a property is a quantity of, such as `Pressure`; empty where that is not said. */
export function semanticTypeOf(content: JsonObject): string {
  return typesOf(content).find((type) => !PLAIN_TYPES.has(type)) ?? '';
}

/** The document with another quantity for a property. */
export function withSemanticType(document: JsonObject, row: Row, semanticType: string): JsonObject {
  const [kind = 'Telemetry', ...others] = typesOf(row.content).filter((type) => PLAIN_TYPES.has(type));
  const types = semanticType === '' ? [kind, ...others] : [kind, semanticType, ...others];
  return withMember(document, row, ['@type'], types.length === 1 ? kind : types);
}

/** The words that say by what a property is judged. */
export const QUALITY_WORDS = ['min', 'max', 'rate', 'spike', 'period', 'gap', 'stuck'] as const;
export type QualityWord = (typeof QUALITY_WORDS)[number];

/** Those that say a length of time. */
export const isDuration = (word: QualityWord): boolean => word === 'period' || word === 'gap';

export function qualityOf(content: JsonObject): JsonObject {
  return isObject(content.quality) ? content.quality : {};
}

/** The document with another word on a property's quality; that it has any is said by its type `Signal`. */
export function withQuality(document: JsonObject, row: Row, word: QualityWord, value: Json | undefined): JsonObject {
  const quality = setIn(qualityOf(row.content), [word], value) as JsonObject;
  const changed = withMember(document, row, ['quality'], Object.keys(quality).length === 0 ? undefined : quality);
  const types = typesOf(row.content);
  return types.includes('Signal') ? changed : withMember(changed, row, ['@type'], [...types, 'Signal']);
}

/** A number as people type it, with either decimal sign; what is none stays a text, for the platform to say what is wrong with it. */
export function typedNumber(text: string): Json | undefined {
  const trimmed = text.trim();
  if (trimmed === '') {
    return undefined;
  }
  return numberFrom(trimmed) ?? trimmed;
}

/** The document without some of its properties, and without components that have none left. */
export function without(document: JsonObject, left: ReadonlySet<string>): JsonObject {
  return left.size === 0 ? document : withoutIn(document, left, '');
}

function withoutIn(type: JsonObject, left: ReadonlySet<string>, component: string): JsonObject {
  const contents = asArray(type.contents).flatMap((content): Json[] => {
    if (!isObject(content)) {
      return [content];
    }
    const name = component + textOf(content.name);
    if (!typesOf(content).includes('Component') || !isObject(content.schema)) {
      return left.has(name) ? [] : [content];
    }
    const schema = withoutIn(content.schema, left, `${name}.`);
    return asArray(schema.contents).length === 0 ? [] : [{ ...content, schema }];
  });
  return { ...type, contents };
}

/** What a schema is called: `double`, or `Enum`. */
export function schemaName(schema: Json | undefined): string {
  return isObject(schema) ? textOf(schema['@type']) : textOf(schema);
}

/** The name by which people are to know a property, in English where there are several. */
export function displayNameOf(content: JsonObject): string {
  const name = content.displayName;
  return isObject(name) ? textOf(name.en ?? Object.values(name)[0]) : textOf(name);
}

/** `PT1S` as `1 s`, `PT1H30M` as `1 h 30 min`; another text as it is. */
export function durationWords(iso: Json | undefined): string {
  const parts = /^P(?:([\d.]+)D)?(?:T(?:([\d.]+)H)?(?:([\d.]+)M)?(?:([\d.]+)S)?)?$/.exec(textOf(iso));
  const words = parts === null ? [] : ['d', 'h', 'min', 's'].flatMap((unit, i) => (parts[i + 1] === undefined ? [] : [`${parts[i + 1]} ${unit}`]));
  return words.length === 0 ? textOf(iso) : words.join(' ');
}

/** Something that is wrong with a document, as the platform says it. */
export interface DocumentError {
  /** The rule, by the public DTDL parser's identifier. */
  id: string;
  /** Where: an interface, and the way to a member of it. */
  element: string;
  cause: string;
  action: string;
}

export function errorsOf(problem: Problem | null): DocumentError[] {
  return Array.isArray(problem?.errors) ? (problem.errors as DocumentError[]) : [];
}

/** An error at a member of a property, such as `quality.min`; empty for the property as a whole. */
export interface MemberError extends DocumentError {
  member: string;
}

/** The errors by the properties that they are of, as the document names them; those of nothing else than the whole under ''. */
export function placed(errors: readonly DocumentError[], document: JsonObject): Map<string, MemberError[]> {
  const root = textOf(document['@id']);
  const rows = rowsOf(document).map((row) => ({
    name: row.name,
    // An interface of the document's own, and one written inside it, are told apart by what follows their identifier.
    places: [' ', '.'].flatMap((then) => [`${row.owner}${then}contents[${row.index}]`, `${root}${then}${wordsOf(row.path)}`]),
  }));
  const found = new Map<string, MemberError[]>();
  for (const error of errors) {
    const row = rows.find(({ places }) => places.some((place) => error.element === place || error.element.startsWith(`${place}.`)));
    const place = row?.places.find((one) => error.element.startsWith(one)) ?? error.element;
    const name = row?.name ?? '';
    found.set(name, [...(found.get(name) ?? []), { ...error, member: error.element.slice(place.length + 1) }]);
  }
  return found;
}

function wordsOf(path: Path): string {
  return path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('').slice(1);
}

/** How many guesses a person has to check: those of which nobody is sure. */
export function toCheck(remarks: readonly DraftRemark[]): number {
  return remarks.filter(({ confidence }) => confidence === 'unsure').length;
}

export function isObject(json: Json | undefined): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

function typesOf(content: JsonObject): string[] {
  const types = content['@type'];
  return (Array.isArray(types) ? types : [types]).filter((type) => typeof type === 'string');
}

function asArray(json: Json | undefined): Json[] {
  return Array.isArray(json) ? json : [];
}

export function textOf(json: Json | undefined): string {
  return typeof json === 'string' ? json : typeof json === 'number' ? String(json) : '';
}
