import { useTranslation } from 'react-i18next';
import type { Related } from '../api/contract';
import css from './twins.module.css';

/** Of how many other twins a value is made, so that nobody takes the sum of two for that of three. */
export function RelatedNote({ related }: { related: Related }) {
  const { t } = useTranslation();
  return (
    <span className={css.relatedNote} data-partial={related.circular || related.used < related.twins || undefined}>
      {related.circular
        ? t('values.circular')
        : t('values.ofTwins', { used: related.used, count: related.twins })}
    </span>
  );
}
