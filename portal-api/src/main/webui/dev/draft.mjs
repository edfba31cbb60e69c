/** The stand-in platform's proposal for the rig, and what it finds wrong with what comes back: enough to see the page with. */

const quality = (min, max, rate) => ({ min, max, rate, period: 'PT1S', gap: 'PT4S', stuck: 10 });

const DOCUMENT = {
  '@context': ['dtmi:dtdl:context;3', 'dtmi:dtdl:extension:quantitativeTypes;1', 'dtmi:counterpart:context;1'],
  '@id': 'dtmi:demo:Rig1;1',
  '@type': 'Interface',
  contents: [
    { '@type': ['Telemetry', 'Temperature', 'Signal'], name: 'Thermocouple', schema: 'double', unit: 'degreeCelsius', quality: quality(25.28, 26.66, 0.12) },
    { '@type': ['Telemetry', 'Signal'], name: 'Pressure', schema: 'double', quality: quality(-3.3, 3.4, 5.3) },
    { '@type': ['Telemetry', 'Voltage', 'Signal'], name: 'Voltage', schema: 'double', unit: 'volt', quality: quality(101, 359, 200) },
    {
      '@type': 'Component',
      name: 'motor',
      schema: {
        '@id': 'dtmi:demo:Rig1:motor;1',
        '@type': 'Interface',
        contents: [{ '@type': ['Telemetry', 'AngularVelocity', 'Signal'], name: 'speed', schema: 'double', unit: 'revolutionPerMinute', quality: quality(1_470, 1_490, 20) }],
      },
    },
    { '@type': 'Telemetry', name: 'valve', schema: { '@type': 'Enum', valueSchema: 'string', enumValues: [{ name: 'open', enumValue: 'open' }, { name: 'shut', enumValue: 'shut' }] } },
  ],
};

const of = (content, property = content) => (subject, guess, reason, confidence) => ({ property, content, subject, guess, reason, confidence });

/** What is said of a signal that comes every second, whatever it is. */
function judged(say, range, seen) {
  return [
    say('schema', 'double', 'Not all of its numbers are whole.', 'certain'),
    say('timing', 'PT1S, a gap after PT4S', 'The median step is 1 s, the longest 2 s.', 'likely'),
    say('range', range, `Seen were ${seen} within 19 min 59 s. What the sensor and the process can be is for you to say.`, 'unsure'),
    say('rate', 'four times what was seen', 'It is of this period: noise looks faster where values come more often.', 'unsure'),
  ];
}

const REMARKS = [
  of('Voltage', 'Voltage_')(
    'content',
    'the property is called Voltage',
    "DTDL's names begin with a letter and do not end in '_'. The device has to use this name too: a type refuses properties that it does not know.",
    'certain',
  ),
  of('Thermocouple')('quantity', 'Temperature in degreeCelsius', 'Its name tells of Temperature, and values from 25.83 to 26.1 are usual in this unit.', 'likely'),
  ...judged(of('Thermocouple'), '25.28 to 26.66', '25.83 to 26.1'),
  of('Pressure')(
    'quantity',
    'no unit',
    'Its name tells of Pressure, and nothing says in which unit: values around 0.05471 may be in bar, kilopascal (then they are around 0.0005471 bar).',
    'unsure',
  ),
  ...judged(of('Pressure'), '-3.3 to 3.4', '-0.6011 to 0.7106'),
  of('Voltage', 'Voltage_')('quantity', 'Voltage in volt', 'Its name tells of Voltage, and values from 204 to 255.3 are usual in this unit.', 'likely'),
  ...judged(of('Voltage', 'Voltage_'), '101 to 359', '204 to 255.3'),
  ...judged(of('motor.speed'), '1470 to 1490', '1477 to 1483'),
  of('valve')('schema', 'Enum of 2 texts', 'A state: only 2 texts in 1147 readings.', 'likely'),
  { property: '___', subject: 'content', guess: 'left out', reason: "DTDL has no name like '___': one begins with a letter and does not end in '_'.", confidence: 'certain' },
];

export function draftOf(now) {
  return { document: DOCUMENT, remarks: REMARKS, from: now - 20 * 60_000, to: now };
}

/** Units and limits are looked at, no more. */
export function errorsIn(type) {
  return type.contents.flatMap((content, i) => {
    const element = `${type['@id']} contents[${i}]`;
    return [
      ...(content.unit === 'barr'
        ? [{ element: `${element}.unit`, id: 'dtmi:dtdl:parsingError:badDtmiOrTerm', cause: "'barr' is no unit that DTDL knows here.", action: 'Name one of its units, such as bar.' }]
        : []),
      ...Object.entries(content.quality ?? {})
        .filter(([word, value]) => word === 'max' && typeof value !== 'number')
        .map(([word]) => ({ element: `${element}.quality.${word}`, id: 'dtmi:counterpart:parsingError:declarationInvalid', cause: 'It is not a finite number.', action: 'Give a finite number.' })),
    ];
  });
}
