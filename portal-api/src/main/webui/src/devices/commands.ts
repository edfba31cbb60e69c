import type { Credential } from '../api/contract';

/** Names as the platform allows them: letters, digits, `_` and `-`, 1 to 64 of them. */
export const NAME = /^[A-Za-z0-9_-]{1,64}$/;

const USERNAME = /^[A-Za-z0-9_-]{1,64}\/[A-Za-z0-9_-]{1,64}$/;
const PASSWORD = /^[\x21-\x7e]{1,512}$/;
const HOST = /^[A-Za-z0-9.-]{1,253}$|^\[[0-9A-Fa-f:.]+\]$/;

/** Where devices reach the platform. */
export interface Doors {
  mqttHost: string;
  mqttPort: number;
  /** Scheme, host and port of the portal itself. */
  origin: string;
}

export interface Commands {
  mosquitto: string;
  curl: string;
  python: string;
}

/** A word of a POSIX shell that means exactly this text. */
export function shellQuote(text: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A Python string literal that means exactly this text: JSON's escapes are Python's. */
function pythonQuote(text: string): string {
  return JSON.stringify(text);
}

const READING = '{"temperature": 21.5}';

/**
 * Commands that send one reading, complete and ready to paste. Null when a part holds what no name or token of ours holds:
 * then something is wrong, and nothing that came with it should reach anybody's shell.
 */
export function commandsFor({ username, password }: Credential, doors: Doors): Commands | null {
  if (!USERNAME.test(username) || !PASSWORD.test(password) || !HOST.test(doors.mqttHost) || !Number.isInteger(doors.mqttPort)) {
    return null;
  }
  const { mqttHost, mqttPort, origin } = doors;
  return {
    mosquitto: [
      `mosquitto_pub -h ${shellQuote(mqttHost)} -p ${mqttPort} -q 1`,
      `-u ${shellQuote(username)} -P ${shellQuote(password)}`,
      `-t telemetry -m ${shellQuote(READING)}`,
    ].join(' \\\n  '),
    curl: [
      `curl --fail-with-body ${shellQuote(`${origin}/api/v1/telemetry`)}`,
      `-H ${shellQuote(`Authorization: Bearer ${password}`)}`,
      `-H ${shellQuote('Content-Type: application/json')}`,
      `-d ${shellQuote(READING)}`,
    ].join(' \\\n  '),
    python: `# pip install paho-mqtt
import json
import paho.mqtt.publish as publish

publish.single(
    "telemetry",
    json.dumps({"temperature": 21.5}),
    qos=1,
    hostname=${pythonQuote(mqttHost)},
    port=${mqttPort},
    auth={"username": ${pythonQuote(username)}, "password": ${pythonQuote(password)}},
)`,
  };
}
