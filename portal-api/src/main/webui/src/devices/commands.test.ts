import { describe, expect, it } from 'vitest';
import { commandsFor, NAME, shellQuote } from './commands';

const DOORS = { mqttHost: 'localhost', mqttPort: 1883, origin: 'http://localhost:8080' };

describe('copied commands', () => {
  it('are complete', () => {
    const commands = commandsFor({ username: 'demo/pump-1', password: 'abc_123.x' }, DOORS);

    expect(commands?.mosquitto).toBe(
      "mosquitto_pub -h localhost -p 1883 -q 1 \\\n  -u demo/pump-1 -P abc_123.x \\\n  -t telemetry -m '{\"temperature\": 21.5}'",
    );
    expect(commands?.curl).toContain("-H 'Authorization: Bearer abc_123.x'");
    expect(commands?.curl).toContain('http://localhost:8080/api/v1/telemetry');
    expect(commands?.python).toContain('auth={"username": "demo/pump-1", "password": "abc_123.x"}');
  });

  it('quote what a shell would read', () => {
    expect(commandsFor({ username: 'demo/pump-1', password: "a'b$(id)`x`" }, DOORS)?.mosquitto).toContain("-P 'a'\\''b$(id)`x`'");
  });

  it.each([
    { username: 'demo/pump-1\nrm -rf ~', password: 'x' },
    { username: 'demo/$(id)', password: 'x' },
    { username: 'pump-1', password: 'x' },
    { username: 'demo/pump-1', password: 'x\ny' },
    { username: 'demo/pump-1', password: '' },
  ])('are not made of %o', (credential) => {
    expect(commandsFor(credential, DOORS)).toBeNull();
  });

  it('are not made for a host that is none', () => {
    expect(commandsFor({ username: 'demo/pump-1', password: 'x' }, { ...DOORS, mqttHost: 'a;b' })).toBeNull();
  });

  it('leave plain words plain', () => {
    expect([shellQuote('a-b_c/d.e:1'), shellQuote(''), shellQuote('a b'), shellQuote("it's")]).toEqual([
      'a-b_c/d.e:1',
      "''",
      "'a b'",
      "'it'\\''s'",
    ]);
  });
});

describe('names of devices', () => {
  it.each(['p', 'pump-1', 'A_b-9', 'x'.repeat(64)])('%s is one', (name) => expect(NAME.test(name)).toBe(true));
  it.each(['', 'a b', 'a/b', 'ä', 'a\n', 'x'.repeat(65), '../a'])('“%s” is none', (name) => expect(NAME.test(name)).toBe(false));
});
