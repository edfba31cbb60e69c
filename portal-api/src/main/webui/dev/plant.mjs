/**
 * A made-up pumping plant for developing the portal without the platform. Every value is a pure function of twin, property
 * and time, so that history and live values agree. It is no simulation: the platform's demo plant is.
 */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Noise in -1..1 that is the same for the same seed and instant. */
function noise(seed, ts) {
  let h = Math.imul(seed ^ Math.floor(ts / 1_000), 0x9e3779b1);
  h ^= h >>> 15;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  return ((h >>> 0) / 2 ** 31) - 1;
}

const CYCLE = 14 * MINUTE;
/** The tank is filled for six minutes of each cycle, and drains for the rest. */
const filling = (ts) => ts % CYCLE < 6 * MINUTE;
const level = (ts) => {
  const at = ts % CYCLE;
  return filling(ts) ? 38 + (at / (6 * MINUTE)) * 44 : 82 - ((at - 6 * MINUTE) / (8 * MINUTE)) * 44;
};
const spinUp = (ts) => (filling(ts) ? Math.min(1, (ts % CYCLE) / 9_000) : Math.max(0, 1 - ((ts % CYCLE) - 6 * MINUTE) / 6_000));
/** Two pumps take turns. */
const turn = (ts, pump) => Math.floor(ts / CYCLE) % 2 === pump;
const speed = (ts, pump) => (turn(ts, pump) ? spinUp(ts) : 0);
/** The second pump's bearing wears over each half day. */
const wear = (ts, pump) => (pump === 1 ? ((ts % (12 * HOUR)) / (12 * HOUR)) ** 3 : 0);

/** Nothing was ever found. */
const well = () => [];

/**
 * The second pump's signals have their troubles: its vibration sensor has been stuck for some minutes, and was an hour ago; its
 * pressure spikes; its bearing temperature drifts.
 */
function troubles(properties, startedAt) {
  const stuckAt = startedAt - 4 * MINUTE;
  const stuckSince = (ts) => (ts >= stuckAt ? stuckAt : ts >= stuckAt - 40 * MINUTE && ts < stuckAt - 28 * MINUTE ? stuckAt - 40 * MINUTE : null);
  const { vibration, dischargePressure, bearingTemperature } = properties;
  const second = (ts) => Math.floor((ts - startedAt) / 1_000);
  const spikes = (ts) => ((second(ts) % 611) + 611) % 611 === 300;
  return {
    ...properties,
    vibration: {
      ...vibration,
      at: (ts) => (stuckSince(ts) === null ? vibration.at(ts) : 1.842),
      findings: (ts) => {
        const since = stuckSince(ts);
        const count = 20 + Math.floor((ts - since) / 1_000);
        return since === null ? [] : [{ finding: 'stuck', since, what: `1.842 mm/s for ${count} values in a row, 20 mean that the sensor is stuck` }];
      },
    },
    dischargePressure: {
      ...dischargePressure,
      at: (ts) => (spikes(ts) ? 38.4 : dischargePressure.at(ts)),
      findings: (ts) => (spikes(ts) ? [{ finding: 'spike', since: ts, what: '38.4 bar stands alone, it is more than 2 bar from the 4.2 bar around it' }] : []),
    },
    bearingTemperature: {
      ...bearingTemperature,
      findings: (ts) =>
        ts < startedAt - 33 * MINUTE ? [] : [{ finding: 'drift', since: startedAt - 33 * MINUTE, what: 'has parted by 4.215 °C from motorTemperature, more than 4 is a drift' }],
    },
  };
}

function pumpProperties(pump, seed) {
  const n = (ts, k) => noise(seed + k, ts);
  return {
    running: { schema: 'boolean', at: (ts) => speed(ts, pump) > 0.02 },
    speed: { schema: 'double', unit: 'revolutionPerMinute', at: (ts) => speed(ts, pump) * (1478 + n(ts, 1) * 2.5) },
    dischargePressure: {
      schema: 'double',
      unit: 'bar',
      at: (ts) => 1.02 + speed(ts, pump) ** 2 * (3.15 + level(ts) / 90) + n(ts, 2) * 0.025,
      findings: well,
    },
    flow: {
      schema: 'double',
      unit: 'cubicMetrePerHour',
      at: (ts) => Math.max(0, speed(ts, pump) * (46 - level(ts) / 12 - wear(ts, pump) * 5) + n(ts, 3) * 1.6 * speed(ts, pump)),
      filtered: (ts) => speed(ts, pump) * (46 - level(ts) / 12 - wear(ts, pump) * 5),
      findings: well,
    },
    bearingTemperature: {
      schema: 'double',
      unit: 'degreeCelsius',
      at: (ts) => 31 + Math.sin(ts / (24 * HOUR) * 2 * Math.PI) * 3 + speed(ts - 90_000, pump) * (14 + wear(ts, pump) * 22) + n(ts, 4) * 0.15,
      findings: well,
    },
    vibration: {
      schema: 'double',
      unit: 'millimetrePerSecond',
      at: (ts) => 0.12 + speed(ts, pump) * (1.4 + wear(ts, pump) * 3.2 + Math.abs(n(ts, 5)) * 0.35),
      findings: well,
    },
    starts: { schema: 'long', at: (ts) => Math.floor(ts / CYCLE / 2) % 10_000 },
    spectrum: {
      schema: 'doubles',
      unit: 'gForce',
      at: (ts) =>
        Array.from({ length: 48 }, (_, i) => {
          const peak = Math.exp(-((i - 12) ** 2) / 3) + wear(ts, pump) * 1.5 * Math.exp(-((i - 31) ** 2) / 4);
          return Number((0.02 + speed(ts, pump) * peak * 0.4 + Math.abs(noise(seed + i, ts)) * 0.03).toFixed(4));
        }),
    },
    mode: { schema: 'string', at: () => 'automatic', writable: true },
  };
}

function valveProperties(open, seed) {
  return {
    position: { schema: 'double', unit: 'percent', writable: true, at: (ts) => Math.max(0, Math.min(100, open(ts) * 100 + noise(seed, ts) * 0.4)) },
    open: { schema: 'boolean', at: (ts) => open(ts) > 0.5 },
    strokes: { schema: 'long', at: (ts) => Math.floor(ts / CYCLE) % 10_000 },
  };
}

/** As a device sends them that nobody has told anything about. */
function rigProperties(seed) {
  const n = (ts, k) => noise(seed + k, ts);
  return {
    Thermocouple: { schema: 'double', at: (ts) => 25.9 + n(ts, 1) * 0.05 },
    Pressure: { schema: 'double', at: (ts) => 0.05 + n(ts, 2) * 0.2 },
    Voltage_: { schema: 'double', at: (ts) => 229 + n(ts, 3) * 12 },
    'motor.speed': { schema: 'double', at: (ts) => 1_480 + n(ts, 4) * 3 },
    valve: { schema: 'string', at: (ts) => (filling(ts) ? 'open' : 'shut') },
  };
}

const PUMP = 'dtmi:plant:CentrifugalPump;1';
const VALVE = 'dtmi:plant:ControlValve;1';

/** Twins by id: what they are, when each was heard last, and what of theirs was refused. */
export function plant(startedAt) {
  const twins = [
    { id: 'pump-1', name: 'Feed pump 1', type: PUMP, properties: pumpProperties(0, 11) },
    { id: 'pump-2', name: 'Feed pump 2', type: PUMP, properties: troubles(pumpProperties(1, 22), startedAt), rejected: 37, late: 12 },
    {
      id: 'tank-1',
      name: 'Day tank',
      type: 'dtmi:plant:Tank;2',
      relationships: [{ name: 'feeds', target: 'valve-1' }, { name: 'feeds', target: 'valve-2' }, { name: 'filledBy', target: 'pump-1' }],
      properties: {
        level: { schema: 'double', unit: 'percent', at: (ts) => level(ts) + noise(31, ts) * 0.15 },
        temperature: { schema: 'double', unit: 'degreeCelsius', at: (ts) => 14.5 + Math.sin((ts / (24 * HOUR)) * 2 * Math.PI) * 2.2 + noise(32, ts) * 0.04 },
        inflow: { schema: 'double', unit: 'cubicMetrePerHour', at: (ts) => spinUp(ts) * 42 + noise(33, ts) * 0.2 * spinUp(ts) },
        highLevel: { schema: 'boolean', at: (ts) => level(ts) > 81 },
      },
    },
    { id: 'valve-1', name: 'Inlet valve', type: VALVE, properties: valveProperties(spinUp, 41) },
    { id: 'valve-2', name: 'Outlet valve', type: VALVE, properties: valveProperties(() => 0.62, 42) },
    {
      id: 'valve-3',
      name: 'Bypass valve',
      type: VALVE,
      properties: valveProperties(() => 0, 43),
      silentSince: startedAt - 47 * MINUTE,
    },
    { id: 'rig-1', type: 'dtmi:counterpart:Untyped;1', properties: rigProperties(51) },
    { id: 'flow-meter-west-substation', type: 'dtmi:counterpart:Untyped;1', properties: {}, never: true },
  ];
  return new Map(twins.map((twin) => [twin.id, { ...twin, device: twin.id }]));
}

/** Ten thousand more, to see that a long list stays quick. */
export function manyTwins(count) {
  return new Map(
    Array.from({ length: count }, (_, i) => {
      const id = `sensor-${String(i).padStart(5, '0')}`;
      const properties = {
        pressure: { schema: 'double', unit: 'bar', at: (ts) => 2 + Math.sin(ts / 60_000 + i) + noise(i, ts) * 0.02 },
        temperature: { schema: 'double', unit: 'degreeCelsius', at: (ts) => 20 + (i % 17) + noise(i + 7, ts) * 0.1 },
      };
      return [id, { id, type: 'dtmi:plant:Sensor;1', device: id, properties }];
    }),
  );
}

/** When pump-2's radio was down: history has nothing there. */
export const inGap = (id, ts) => id === 'pump-2' && ts % (50 * MINUTE) < 7 * MINUTE;

export const REJECTIONS = [
  {
    reason: 'wrong-schema',
    detail: "The value of 'vibration' is text; it was a number at first.",
    property: 'vibration',
    sent: '{"vibration": "1.93", "speed": 1478.2}',
    ageMs: 95_000,
  },
  {
    reason: 'time-out-of-range',
    detail: 'The time 1970-01-01T00:03:12Z lies before the year 2000.',
    property: null,
    sent: '{"ts": 192000, "values": {"flow": 41.2, "dischargePressure": 4.41}}',
    ageMs: 31 * MINUTE,
  },
  {
    reason: 'malformed-json',
    detail: "Expected '}' or ',' at byte 31.",
    property: null,
    sent: '{"bearingTemperature": 47.1 "running": true}',
    ageMs: 26 * HOUR,
  },
];
