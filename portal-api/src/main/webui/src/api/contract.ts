/**
 * What the portal speaks with `/api/v1`, in the shape that openapi-typescript gives it, so that a generated file can take
 * its place. Times are epoch milliseconds.
 */

/** Something of several parts, as its type's schema has them. */
export type Parts = { [name: string]: unknown } | unknown[];

export type Value = number | boolean | string | number[] | Parts;

export type ValueSchema = 'double' | 'float' | 'integer' | 'long' | 'boolean' | 'string' | 'doubles' | 'json';

export interface Measured {
  value: Value;
  ts: number;
  /** How far it is believed, 0 to 100; absent where nobody judges it. */
  quality?: number | null;
}

/** What the type's filter makes of a property, and when it came to be so. */
export interface Filtered {
  value: number;
  ts: number;
}

/** Something that is wrong with a signal. */
export interface Finding {
  /** A stable word, such as `stuck`. */
  finding: string;
  /** When it began, in event time. */
  since: number;
  /** The platform's sentence, with its figures. */
  what: string;
}

/** What somebody wants a property to be. */
export interface Desired {
  value: Value;
  /** When that became known; absent until the platform's log has it. */
  since?: number | null;
}

export interface Property {
  unit?: string | null;
  schema: ValueSchema;
  measured?: Measured | null;
  filtered?: Filtered | null;
  /** What is wrong with the signal now, the worst first; absent where nobody judges it. */
  findings?: Finding[] | null;
  /** Of how many other twins' values it is made; absent where it is made of none. */
  related?: Related | null;
  /** Absent where nobody wants it to be anything. */
  desired?: Desired | null;
}

/** Of which other twins' values a property is made. */
export interface Related {
  /** How many twins its relationship leads to. */
  twins: number;
  /** How many of them have a value that is used. */
  used: number;
  /** It is made of itself, by way of other twins: then it has no value. */
  circular: boolean;
}

/** received = stored + duplicate + rejected, in values. */
export interface Counts {
  received: number;
  stored: number;
  duplicate: number;
  rejected: number;
}

export interface Twin {
  id: string;
  type: string;
  name?: string | null;
  revision: number;
  device?: string | null;
  /** Nothing was heard of it for longer than it may be silent: the platform says so, never the browser. */
  silent: boolean;
  /** How far its signals are believed, 0 to 100; absent where nobody judges them. */
  quality?: number | null;
  /** The signal with the lowest quality; absent where nothing is wrong with any. */
  worst?: string | null;
  /** The twin whose signal that is, where this one is made of others; absent where it is its own. */
  worstTwin?: string | null;
  lastHeard?: number | null;
  /** How many of its values came too late to change what it is now; absent for none. */
  late?: number | null;
  counts: Counts;
  properties: Record<string, Property>;
  /** The properties of which something may be desired; absent in lists and events. */
  writable?: string[] | null;
  /** What it lets be commanded by its type; absent in lists and events. Without a type and any of these it is any name. */
  accepts?: AcceptedCommand[] | null;
  /** The commands that are open and the last that ended, in the order in which they were requested; absent for none. */
  commands?: CommandState[] | null;
  /** The first that lead from it, by name and target; absent in lists and events. */
  relationships?: RelationshipLink[] | null;
}

/** One twin leads to another. */
export interface RelationshipLink {
  name: string;
  target: string;
}

/** A DTDL schema, written out in full: a word such as `double`, or what it is made of. */
export type CommandSchema =
  | string
  | { '@type': 'Object'; fields: { name: string; schema: CommandSchema }[] }
  | { '@type': 'Array'; elementSchema: CommandSchema }
  | { '@type': 'Map'; mapValue: { schema: CommandSchema } }
  | EnumSchema;

export interface EnumSchema {
  '@type': 'Enum';
  valueSchema: string;
  enumValues: { name: string; enumValue: string | number }[];
}

/** Something that a twin's device can be told to do. */
export interface AcceptedCommand {
  /** With its component's name before a dot. */
  name: string;
  displayName?: string | null;
  /** Absent where nothing is to be said with it. */
  request?: CommandSchema | null;
  response?: CommandSchema | null;
}

export type CommandStatus = 'requested' | 'delivered' | 'succeeded' | 'failed' | 'expired' | 'refused' | 'cancelled';

/** How far a command has come. */
export interface CommandState {
  id: string;
  name: string;
  device: string;
  status: CommandStatus;
  requestedAt: number;
  /** Until when it may be answered. */
  expiresAt: number;
  deliveredAt?: number | null;
  endedAt?: number | null;
  /** What the device answered, its status as HTTP has them. */
  response?: { status: number; payload?: Json } | null;
  /** Why it did not succeed: the platform's sentence. */
  reason?: string | null;
}

/** A command as it is given. */
export interface CommandRequest {
  name: string;
  payload?: Json;
  /** How long it may take, an ISO 8601 duration. */
  within: string;
}

/** Something that happened to a twin, by its kind. */
export type TwinEvent = {
  twin: string;
  /** Of what caused it, in the platform's log. */
  position: number;
  /** When the platform learned of its cause. */
  knownAt: number;
} & (
  | { event: 'created'; type: string; device?: string | null }
  | { event: 'retyped'; type: string }
  | { event: 'removed' }
  | { event: 'property-added'; property: string; schema: ValueSchema }
  | { event: 'silent'; since: number }
  | { event: 'heard' }
  | { event: 'backfilled'; properties: string[]; values: number }
  | { event: 'judged'; property: string; ts: number; score: number; findings: Finding[] }
  | { event: 'related' | 'unrelated'; relationship: string; target: string }
  /** `type` where the twin's new type is why. */
  | { event: 'desired'; type?: string | null; desired: Record<string, Value>; withdrawn: string[] }
  /** `payload` is what the command says, and stands where it is requested. */
  | { event: 'commanded'; command: CommandState; payload?: Json }
);

/** A part of a timeline, newest first. */
export interface TimelinePage {
  items: TwinEvent[];
  /** The next page's `to`; null at the end. */
  next: number | null;
}

/** A stored value; null where the server marks a gap. */
export type Point = [ts: number, value: Value | null];

/** A time, and a number then. */
export type NumberPoint = [ts: number, value: number];

export interface PropertyHistory {
  unit?: string | null;
  measured: Point[];
  /** Where the filter's value moved; absent where there is no filter. */
  filtered?: NumberPoint[] | null;
  /** 0 to 100, for what was not believed in full: all else is at 100. Absent where nobody judges it. */
  quality?: NumberPoint[] | null;
}

export interface History {
  from: number;
  to: number;
  properties: Record<string, PropertyHistory>;
  next?: string | null;
}

export interface Device {
  id: string;
  type: string;
  /** The twin it speaks for. */
  twin: string;
}

export interface Credential {
  username: string;
  password: string;
}

export interface Rejection {
  /** When the platform learned it, ISO 8601. */
  at: string;
  reason: string;
  detail: string;
  property?: string | null;
  /** Base64, the first part of what was sent. */
  bytes: string;
  length: number;
}

export type Json = null | boolean | number | string | Json[] | JsonObject;

export interface JsonObject {
  [member: string]: Json;
}

/** A guess about a type. */
export interface DraftRemark {
  /** As the device calls it; absent where the type as a whole is meant. */
  property?: string | null;
  /** The same as the document calls it, with its component's name before a dot; absent where it has none. */
  content?: string | null;
  subject: 'content' | 'schema' | 'quantity' | 'timing' | 'range' | 'rate' | 'spike' | 'stuck' | 'quality' | 'reference';
  guess: string;
  /** The platform's sentences, from what it guessed. */
  reason: string;
  confidence: 'certain' | 'likely' | 'unsure';
}

/** A type proposed for a twin from its values of a time. */
export interface TypeDraft {
  /** A DTDL interface. */
  document: JsonObject;
  remarks: DraftRemark[];
  from: number;
  to: number;
}

export interface Session {
  subject: string;
  email?: string | null;
  name?: string | null;
  /** The tenant of this call; null while a person of several has chosen none. */
  tenant?: string | null;
  tenants: string[];
  roles: string[];
  permissions: string[];
  /** Where devices speak MQTT, when it is not this host's 1883. */
  mqtt?: { host?: string | null; port?: number | null } | null;
}

export interface Page<T> {
  items: T[];
  next?: string | null;
}

/** RFC 9457. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail?: string | null;
  /** The trace id, where there is one. */
  instance?: string | null;
  [member: string]: unknown;
}

type Answer<T> = {
  200: { content: { 'application/json': T } };
  default: { content: { 'application/problem+json': Problem } };
};

/** The platform has it, and does it when it can. */
type Accepted<T> = {
  202: { content: { 'application/json': T } };
  default: { content: { 'application/problem+json': Problem } };
};

type Get<T, Parameters = { query?: never }> = { parameters: Parameters; responses: Answer<T> };

type Send<T, Body, Parameters, Responses = Answer<T>> = {
  parameters: Parameters;
  requestBody: { content: { 'application/json': Body } };
  responses: Responses;
};

type InPath<Name extends string> = { path: Record<Name, string> };

export interface paths {
  '/session': { get: Get<Session> };
  '/twins': { get: Get<Page<Twin>, { query: { limit?: number; after?: string; q?: string } }> };
  '/twins/{twin}': {
    get: Get<Twin, InPath<'twin'>>;
    put: Send<Twin, { type: string; name?: string }, InPath<'twin'> & { header: { 'If-Match'?: string } }>;
    patch: Send<Twin, { properties: Record<string, { desired: Value | null }> }, InPath<'twin'>>;
  };
  '/twins/{twin}/commands': {
    post: Send<CommandState, CommandRequest, InPath<'twin'> & { header: { 'Idempotency-Key': string } }, Accepted<CommandState>>;
  };
  '/twins/{twin}/type-drafts': { post: Send<TypeDraft, { id?: string }, InPath<'twin'>> };
  '/twin-types': { post: Send<{ items: string[] }, JsonObject, { query?: never }> };
  '/twins/{twin}/history': {
    get: Get<
      History,
      InPath<'twin'> & { query: { properties: string; from: number; to: number; points: number } }
    >;
  };
  '/twins/{twin}/timeline': {
    get: Get<TimelinePage, InPath<'twin'> & { query: { order: 'newest'; to?: number; limit: number } }>;
  };
  '/devices': { get: Get<Page<Device>, { query: { limit?: number; after?: string } }> };
  '/devices/{device}': {
    get: Get<Device, InPath<'device'>>;
    put: Send<Device, { type?: string; twin?: string }, InPath<'device'>>;
  };
  '/devices/{device}/credentials': { post: Send<Credential, { kind: 'token' }, InPath<'device'>> };
  '/devices/{device}/rejections': {
    get: Get<Page<Rejection>, InPath<'device'> & { query: { limit?: number } }>;
  };
}
