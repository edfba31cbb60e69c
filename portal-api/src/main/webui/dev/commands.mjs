/** What the made-up plant's twins can be told to do, and the stand-in devices that do it: enough to see every outcome with. */
import { randomUUID } from 'node:crypto';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** As many of a twin's commands that ended stand in its state. */
const KEPT = 4;

const ACCEPTED = {
  'dtmi:plant:ControlValve;1': [
    { name: 'calibrate', displayName: 'Calibrate', response: { '@type': 'Object', fields: [{ name: 'offset', schema: 'double' }] } },
    { name: 'moveTo', displayName: 'Move to', request: 'double' },
    {
      name: 'actuator.setMode',
      displayName: 'Set mode',
      request: {
        '@type': 'Enum',
        valueSchema: 'integer',
        enumValues: [{ name: 'automatic', enumValue: 0 }, { name: 'manual', enumValue: 1 }, { name: 'closedForMaintenance', enumValue: 2 }],
      },
    },
    {
      name: 'strokeTest',
      displayName: 'Partial stroke test',
      request: {
        '@type': 'Object',
        fields: [
          { name: 'travel', schema: 'double' },
          { name: 'repeats', schema: 'integer' },
          { name: 'record', schema: 'boolean' },
          { name: 'notBefore', schema: 'dateTime' },
          { name: 'pause', schema: 'duration' },
        ],
      },
    },
    { name: 'loadCharacteristic', displayName: 'Load characteristic', request: { '@type': 'Array', elementSchema: { '@type': 'Array', elementSchema: 'double' } } },
  ],
  'dtmi:plant:Tank;2': [{ name: 'resetTotals' }],
};

export const acceptedBy = ({ type }) => ACCEPTED[type] ?? [];

/** What the platform would say is wrong with a command; null for nothing. */
export function wrongIn(twin, { name, payload }) {
  const accepted = acceptedBy(twin);
  const command = accepted.find((one) => one.name === name);
  if (accepted.length > 0 && command === undefined) {
    return `'${name}' is no command of its type.`;
  }
  return command?.request === 'double' && payload > 1_000 ? `The payload of '${name}' is ${payload}, which no such valve has.` : null;
}

/** What a valve answers: it does not go beyond its stop. */
function answerTo({ name, payload }) {
  if (name === 'moveTo' && payload > 100) {
    return { status: 422, payload: { error: 'beyond the stop', stop: 100 } };
  }
  return name === 'calibrate' ? { status: 200, payload: { offset: -0.4 } } : { status: 200 };
}

/** The commands of all twins, and all their steps; a silent twin's device takes none. */
export class Commands {
  #steps = new Map();
  #commands = new Map();
  #byKey = new Map();
  #tell;

  constructor(twins, startedAt, tell) {
    this.#tell = tell;
    const past = (id, command, requestedAt, ...steps) => {
      const twin = twins.get(id);
      const given = this.#open(twin, command, requestedAt, MINUTE);
      steps.forEach((step) => this.#step(twin, given, step(requestedAt)));
    };
    const delivered = (at) => ({ status: 'delivered', deliveredAt: at + SECOND });
    const ended = (response) => (at) => answered(response, at + 3 * SECOND);
    const expired = (at) => ({ status: 'expired', endedAt: at + MINUTE, reason: 'The device did not take it before its time had passed.' });
    past('valve-1', { name: 'calibrate' }, startedAt - 50 * MINUTE, delivered, ended({ status: 200, payload: { offset: -0.4 } }));
    past('valve-1', { name: 'moveTo', payload: 140 }, startedAt - 8 * MINUTE, delivered, ended(answerTo({ name: 'moveTo', payload: 140 })));
    past('valve-3', { name: 'moveTo', payload: 0 }, startedAt - 30 * MINUTE, expired);
  }

  of(twinId) {
    return this.#commands.get(twinId) ?? [];
  }

  /** All that happened, as events. */
  steps(twinId) {
    return this.#steps.get(twinId) ?? [];
  }

  give(twin, command, key) {
    const before = this.#byKey.get(key);
    if (before !== undefined) {
      return before;
    }
    const within = { PT10S: 10 * SECOND, PT60S: MINUTE }[command.within] ?? 10 * MINUTE;
    const given = this.#open(twin, command, Date.now(), within);
    this.#byKey.set(key, given);
    const later = (ms, step) => setTimeout(() => this.#step(twin, given, step(Date.now())), ms).unref();
    if (twin.silentSince !== undefined || twin.never) {
      later(within, (endedAt) => ({ status: 'expired', endedAt, reason: 'The device did not take it before its time had passed.' }));
    } else {
      later(700, (deliveredAt) => ({ status: 'delivered', deliveredAt }));
      later(2_000, (endedAt) => answered(answerTo(command), endedAt));
    }
    return given;
  }

  #open(twin, { name, payload }, requestedAt, within) {
    const given = { id: randomUUID(), name, device: twin.device, status: 'requested', requestedAt, expiresAt: requestedAt + within };
    this.#commands.set(twin.id, [...this.of(twin.id), given]);
    this.#said(twin.id, { command: given, payload, knownAt: requestedAt });
    return given;
  }

  #step(twin, { id }, change) {
    const command = { ...this.of(twin.id).find((one) => one.id === id), ...change };
    const changed = this.of(twin.id).map((one) => (one.id === id ? command : one));
    const ended = changed.filter(({ endedAt }) => endedAt !== undefined).slice(-KEPT);
    this.#commands.set(twin.id, changed.filter((one) => one.endedAt === undefined || ended.includes(one)));
    this.#said(twin.id, { command, knownAt: command.endedAt ?? command.deliveredAt });
  }

  #said(twin, what) {
    const event = { event: 'commanded', twin, position: what.knownAt, ...what };
    this.#steps.set(twin, [...this.steps(twin), event]);
    this.#tell(event);
  }
}

function answered(response, endedAt) {
  const isDone = response.status < 300;
  return { status: isDone ? 'succeeded' : 'failed', endedAt, response, ...(!isDone && { reason: `The device answered with the status ${response.status}.` }) };
}
