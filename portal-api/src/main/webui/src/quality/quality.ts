import type { TFunction } from 'i18next';
import { en } from '../i18n/en';

/** What is believed in full. */
export const FULL = 100;

/** Below this a signal is distrusted: rather wrong than right. */
export const DISTRUSTED_BELOW = 50;

type FindingWord = keyof typeof en.quality.finding;

/** A finding's name in the person's language; one that this portal does not know yet stands as it is. */
export function findingName(finding: string, t: TFunction): string {
  return Object.hasOwn(en.quality.finding, finding) ? t(`quality.finding.${finding as FindingWord}`) : finding;
}
