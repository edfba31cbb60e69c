/**
 * What the portal speaks with `/api/v1`, in the shape that openapi-typescript gives it, so that a generated file can take
 * its place. Times are epoch milliseconds.
 */

export type Value = number | boolean | string | number[];

export type ValueSchema = 'double' | 'float' | 'integer' | 'long' | 'boolean' | 'string' | 'doubles';

export interface Measured {
  value: Value;
  ts: number;
}

export interface Property {
  unit?: string | null;
  schema: ValueSchema;
  measured?: Measured | null;
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
  lastHeard?: number | null;
  counts: Counts;
  properties: Record<string, Property>;
}

export interface TwinEvent {
  event: 'created' | 'retyped' | 'removed' | 'property-added' | 'silent' | 'heard' | 'related' | 'unrelated';
  twin: string;
  knownAt: number;
}

/** A stored value; null where the server marks a gap. */
export type Point = [ts: number, value: Value | null];

export interface History {
  from: number;
  to: number;
  properties: Record<string, { unit?: string | null; measured: Point[] }>;
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

type Get<T, Parameters = { query?: never }> = { parameters: Parameters; responses: Answer<T> };

type Send<T, Body, Parameters> = {
  parameters: Parameters;
  requestBody: { content: { 'application/json': Body } };
  responses: Answer<T>;
};

type InPath<Name extends string> = { path: Record<Name, string> };

export interface paths {
  '/session': { get: Get<Session> };
  '/twins': { get: Get<Page<Twin>, { query: { limit?: number; after?: string; q?: string } }> };
  '/twins/{twin}': { get: Get<Twin, InPath<'twin'>> };
  '/twins/{twin}/history': {
    get: Get<
      History,
      InPath<'twin'> & { query: { properties: string; from: number; to: number; points: number } }
    >;
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
