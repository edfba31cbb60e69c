import type { TimelinePage, TwinEvent } from '../api/contract';

const DAY_MS = 24 * 60 * 60_000;

/** As many events as are asked for at once, and as many as are enough for a part. */
export const LIMIT = 200;
export const ENOUGH = 50;

/** One part costs no more calls than this, most of them two or three; where they are spent, it ends early and the next goes on. */
export const MAX_CALLS = 40;

/** A span of time with few events is followed by one that much longer; one with more than a page holds is cut to that part. */
const FACTOR = 8;

/** Where a part ends, and how much time to look at before that. */
export interface Place {
  before: number;
  spanMs: number;
  /** When the first of all events was known. */
  beginsAt: number;
}

/** Some events, newest first. */
export interface Part {
  events: TwinEvent[];
  /** Where the next, earlier part ends; null at the beginning of all. */
  earlier: Place | null;
}

/** Asks for what happened from a known time on and before another, oldest first. */
export type Ask = (from: number, to: number, limit: number) => Promise<TimelinePage>;

/** The newest part of a timeline. */
export async function newestPart(ask: Ask, before: number): Promise<Part> {
  const first = await ask(0, before, 1);
  const beginsAt = first.items[0]?.knownAt;
  return beginsAt === undefined
    ? { events: [], earlier: null }
    : partBefore(ask, { before, spanMs: DAY_MS, beginsAt });
}

/**
 * The part of a timeline that ends at a place. The platform tells a timeline forward; here it is read backward, by spans of time that
 * grow where little happened and shrink where much did. A span is taken only when one page held all of it, so no event is missing.
 */
export async function partBefore(ask: Ask, place: Place): Promise<Part> {
  let { before, spanMs } = place;
  const { beginsAt } = place;
  const events: TwinEvent[] = [];
  /** From here on there are known to be more events than a page holds. */
  let tooManyFrom = Number.NEGATIVE_INFINITY;
  for (let call = 0; call < MAX_CALLS && before > beginsAt && events.length < ENOUGH; call++) {
    const from = Math.max(beginsAt, before - spanMs);
    const { items, next } = await ask(from, before, LIMIT);
    if (next !== null && before - from > 1) {
      tooManyFrom = from;
      spanMs = Math.max(1, Math.floor((before - from) / FACTOR));
      continue;
    }
    events.push(...items.toReversed());
    before = from;
    if (items.length < ENOUGH) {
      spanMs *= FACTOR;
    }
    if (before > tooManyFrom) {
      spanMs = Math.max(1, Math.min(spanMs, Math.floor((before - tooManyFrom) / 2)));
    }
  }
  return { events, earlier: before > beginsAt ? { before, spanMs, beginsAt } : null };
}

/** What was read and what came in live, newest first, each once. */
export function merged(read: readonly TwinEvent[], live: readonly TwinEvent[]): TwinEvent[] {
  const known = new Set<string>();
  return [...live.toReversed(), ...read]
    .filter((event) => {
      const key = keyOf(event);
      const isNew = !known.has(key);
      known.add(key);
      return isNew;
    })
    .sort((a, b) => b.knownAt - a.knownAt || b.position - a.position);
}

/** What tells an event from all others of its twin. */
export function keyOf(event: TwinEvent): string {
  const property = 'property' in event ? event.property : '';
  const relationship = 'relationship' in event ? `${event.relationship} ${event.target}` : '';
  return `${event.position} ${event.event} ${property} ${relationship}`;
}

/** The kinds of events that a person looks for. */
export const KINDS = ['signals', 'contact', 'definition', 'relations', 'wishes'] as const;
export type Kind = (typeof KINDS)[number];

export function kindOf({ event }: TwinEvent): Kind {
  switch (event) {
    case 'judged':
      return 'signals';
    case 'silent':
    case 'heard':
      return 'contact';
    case 'related':
    case 'unrelated':
      return 'relations';
    case 'desired':
      return 'wishes';
    case 'created':
    case 'retyped':
    case 'removed':
    case 'property-added':
    case 'backfilled':
      return 'definition';
    default:
      return 'definition'; // one that this portal does not know yet
  }
}

/** A line of the timeline: an event, or properties that came with one reading. */
export interface Line {
  event: TwinEvent;
  /** All of them, where properties came. */
  properties: string[];
}

export interface Day {
  name: string;
  lines: Line[];
}

/**
 * Events by the day on which they were known, and what one reading brought in one line.
 *
 * @param dayOf names the day of an instant
 */
export function byDay(events: readonly TwinEvent[], dayOf: (ts: number) => string): Day[] {
  const days: Day[] = [];
  for (const event of events) {
    const name = dayOf(event.knownAt);
    if (days.at(-1)?.name !== name) {
      days.push({ name, lines: [] });
    }
    const lines = days.at(-1)!.lines;
    const before = lines.at(-1);
    if (event.event !== 'property-added') {
      lines.push({ event, properties: [] });
    } else if (before?.event.event === 'property-added' && before.event.position === event.position) {
      before.properties.unshift(event.property); // newest first: the one before came after
    } else {
      lines.push({ event, properties: [event.property] });
    }
  }
  return days;
}
