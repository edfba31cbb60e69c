import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useNow } from '../api/clock';
import type { Twin } from '../api/contract';
import { formatAge } from '../format/format';
import { isBehind } from '../live/ConnectionState';
import { useLiveStatus } from '../live/live';
import { Mark, type MarkShape } from '../states/Mark';
import css from './twins.module.css';
import { type Freshness, freshnessOf } from './freshness';

const NOW_MS = 3_000;

const SHAPES: Record<Freshness['kind'], MarkShape> = {
  fresh: 'dot',
  silent: 'triangle',
  never: 'ring',
  unknown: 'broken',
};

/** How fresh a twin is: shape, word and age; colour only repeats it. */
export function FreshnessMark({ twin }: { twin: Twin }) {
  const { t } = useTranslation();
  const freshness = freshnessOf(twin, useNow(), isBehind(useLiveStatus()));
  return (
    <span className={css.freshness} data-kind={freshness.kind}>
      <Mark shape={SHAPES[freshness.kind]} />
      <span>{freshnessWords(freshness, t)}</span>
    </span>
  );
}

export function freshnessWords(freshness: Freshness, t: TFunction): string {
  const age = freshness.kind === 'never' || freshness.ageMs === null ? null : formatAge(freshness.ageMs, t);
  switch (freshness.kind) {
    case 'never':
      return t('freshness.never');
    case 'silent':
      return age === null ? t('freshness.silentAlways') : t('freshness.silent', { age });
    case 'fresh':
      // Below this the age only dances between two numbers.
      return freshness.ageMs < NOW_MS ? t('freshness.now') : t('freshness.fresh', { age });
    case 'unknown':
      return t('freshness.unknown', { age });
  }
}
