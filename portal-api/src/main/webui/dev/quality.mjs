/**
 * What is wrong with the made-up plant's signals, and what happened to its twins: pure functions of time too. It judges nothing; it
 * says what the platform would.
 */

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const SCORES = { gap: 0, stuck: 20, spike: 10, range: 0, rate: 40, drift: 50, 'clock-skew': 60 };

/** The worst first, as the platform gives them. */
const byScore = (findings) => findings.toSorted((a, b) => SCORES[a.finding] - SCORES[b.finding]);

export const findingsAt = (property, ts) => byScore(property.findings?.(ts) ?? []);

/** 0 to 100, null where nobody judges the property. */
export const scoreAt = (property, ts) =>
  property.findings === undefined ? null : Math.min(100, ...property.findings(ts).map(({ finding }) => SCORES[finding]));

/** The twin's own quality and its worst signal, as the platform puts them together. */
export function qualityOf(properties, ts) {
  const scores = Object.entries(properties)
    .map(([name, property]) => [name, scoreAt(property, ts)])
    .filter(([, score]) => score !== null);
  if (scores.length === 0) {
    return {};
  }
  const [worst, lowest] = scores.reduce((a, b) => (b[1] < a[1] ? b : a));
  const quality = Math.floor(scores.reduce((sum, [, score]) => sum + score, 0) / scores.length);
  return { quality, ...(lowest < 100 ? { worst } : {}) };
}

/** What changed in what is wrong with a twin's signals between two instants. */
export function judgedBetween(twin, before, now) {
  return Object.entries(twin.properties)
    .filter(([, property]) => property.findings !== undefined)
    .filter(([, property]) => words(property, before) !== words(property, now))
    .map(([name, property]) => ({
      event: 'judged',
      twin: twin.id,
      position: now,
      knownAt: now,
      property: name,
      ts: now,
      score: scoreAt(property, now),
      findings: findingsAt(property, now),
    }));
}

const words = (property, ts) => findingsAt(property, ts).map(({ finding }) => finding).join();

/** All that happened to a twin, oldest first. */
export function timelineOf(twin, startedAt, now) {
  if (twin.never) {
    return [];
  }
  const born = startedAt - 40 * DAY - 7 * MINUTE;
  const at = (knownAt, event, more = {}) => ({ event, twin: twin.id, position: knownAt, knownAt, ...more });
  const events = [
    at(born, 'created', { type: 'dtmi:counterpart:Untyped;1', device: twin.device }),
    ...Object.entries(twin.properties).map(([property, { schema }]) => at(born, 'property-added', { property, schema })),
    at(born + DAY, 'retyped', { type: twin.type }),
    at(born + DAY + 5 * MINUTE, 'related', { relationship: 'feeds', target: 'tank-1' }),
    at(born + 9 * DAY, 'silent', { since: born + 9 * DAY - MINUTE }),
    at(born + 9 * DAY + 26 * MINUTE, 'heard'),
    at(startedAt - 26 * 60 * MINUTE, 'unrelated', { relationship: 'backs', target: 'pump-1' }),
  ];
  for (let ts = startedAt - 100 * MINUTE; ts <= now; ts += 1_000) {
    events.push(...judgedBetween(twin, ts - 1_000, ts));
  }
  if (twin.silentSince !== undefined) {
    events.push(at(twin.silentSince + MINUTE, 'silent', { since: twin.silentSince }));
  }
  return events.sort((a, b) => a.knownAt - b.knownAt);
}
