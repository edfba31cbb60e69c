import { useTranslation } from 'react-i18next';
import { Mark } from '../states/Mark';
import { DISTRUSTED_BELOW, FULL } from './quality';
import css from './quality.module.css';

/** How far something is believed, where that is not in full: half a diamond or a whole one, and the score. */
export function TrustMark({ score }: { score: number | null | undefined }) {
  const { t } = useTranslation();
  if (score == null || score >= FULL) {
    return null;
  }
  const isDistrusted = score < DISTRUSTED_BELOW;
  return (
    <span className={css.trust} data-distrusted={isDistrusted || undefined} title={t('quality.title', { score })}>
      <Mark shape={isDistrusted ? 'distrusted' : 'doubted'} />
      <span className="cp-unseen">{t('quality.name')} </span>
      {score}
    </span>
  );
}
