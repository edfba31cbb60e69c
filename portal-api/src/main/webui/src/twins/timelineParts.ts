import type { Finding, TwinEvent } from '../api/contract';

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
  const command = event.event === 'commanded' ? `${event.command.id} ${event.command.status}` : '';
  return `${event.position} ${event.event} ${property} ${relationship} ${command}`;
}

/** The kinds of events that a person looks for. */
export const KINDS = ['signals', 'contact', 'definition', 'relations', 'wishes', 'commands'] as const;
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
    case 'commanded':
      return 'commands';
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

/** A line of the timeline: an event, or the same that one cause brought to several properties. */
export interface Line {
  event: TwinEvent;
  /** All of them, where properties came or were judged. */
  properties: string[];
}

export interface Day {
  name: string;
  lines: Line[];
}

/**
 * Events by the day on which they were known, and what one cause brought to several properties in one line: a device that falls silent is
 * one thing that happened, however many signals it has.
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
    if (!('property' in event)) {
      lines.push({ event, properties: [] });
    } else if (before !== undefined && isAlike(before.event, event)) {
      before.properties.unshift(event.property); // newest first: the one before came after
    } else {
      lines.push({ event, properties: [event.property] });
    }
  }
  return days;
}

/** Whether two events say the same of two properties, and have one cause. */
function isAlike(one: TwinEvent, other: TwinEvent): boolean {
  if (one.position !== other.position || one.knownAt !== other.knownAt) {
    return false;
  }
  return one.event === 'judged' && other.event === 'judged'
    ? one.score === other.score && foundIn(one) === foundIn(other)
    : one.event === 'property-added' && other.event === 'property-added';
}

function foundIn({ findings }: { findings: readonly Finding[] }): string {
  return findings.map(({ finding, what }) => `${finding}: ${what}`).join('\n');
}
