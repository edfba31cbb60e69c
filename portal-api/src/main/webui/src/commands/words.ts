import type { TFunction } from 'i18next';
import type { AcceptedCommand, CommandState, CommandStatus, Json } from '../api/contract';
import type { MarkShape } from '../states/Mark';

/** As much of a command's data as is shown beside it. */
const MAX_TEXT = 160;

/** Whether it is still to be seen what becomes of it. */
export function isOpen({ status }: CommandState): boolean {
  return status === 'requested' || status === 'delivered';
}

/** The shape of what became of a command, and whether that is abnormal. */
export function signOfCommand(status: CommandStatus): { shape: MarkShape; tone: 'calm' | 'caution' | 'warn' } {
  switch (status) {
    case 'requested':
      return { shape: 'ring', tone: 'calm' };
    case 'delivered':
      return { shape: 'held', tone: 'calm' };
    case 'succeeded':
      return { shape: 'check', tone: 'calm' };
    case 'failed':
      return { shape: 'triangle', tone: 'warn' };
    case 'expired':
      return { shape: 'broken', tone: 'warn' }; // whether it was done nobody knows
    case 'refused':
      return { shape: 'cross', tone: 'caution' };
    case 'cancelled':
      return { shape: 'unlink', tone: 'calm' };
  }
}

/**
 * What became of a command, and of an open one until when that may change.
 *
 * @param instant says an instant
 */
export function commandStatus({ status, expiresAt }: CommandState, t: TFunction, instant: (ts: number) => string): string {
  return t(`command.status.${status}`, { until: instant(expiresAt) });
}

/** When a command came as far as it is. */
export function since({ requestedAt, deliveredAt, endedAt }: CommandState): number {
  return endedAt ?? deliveredAt ?? requestedAt;
}

function isFlat(json: Json): json is { [name: string]: string | number | boolean } {
  return (
    json !== null &&
    typeof json === 'object' &&
    !Array.isArray(json) &&
    Object.keys(json).length > 0 &&
    Object.values(json).every((value) => value !== null && typeof value !== 'object')
  );
}

/** A command's name for people. */
export function labelOf(name: string, accepts: readonly AcceptedCommand[]): string {
  return accepts.find((accepted) => accepted.name === name)?.displayName ?? name;
}

/** What the device answered. */
export function answerText({ status, payload }: NonNullable<CommandState['response']>, t: TFunction): string {
  return payload == null ? t('command.answer', { status }) : t('command.answerWith', { status, payload: jsonText(payload) });
}

/** Data as one line, cut where they are long. Of an object of single values the names and values, without marks that a person need not read. */
export function jsonText(json: Json): string {
  const text = isFlat(json) ? Object.entries(json).map(([name, value]) => `${name} ${value}`).join(', ') : JSON.stringify(json);
  return text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT)}…`;
}
