import { useTranslation } from 'react-i18next';
import type { Related } from '../api/contract';
import css from './twins.module.css';

/** Of how many other twins a value is made, so that nobody takes the sum of two for that of three. Of the only one nothing is to be said. */
export function RelatedNote({ related }: { related: Related }) {
  const { t } = useTranslation();
  const { circular, used, twins } = related;
  if (circular) {
    return <Note isPartial>{t('values.circular')}</Note>;
  }
  if (used < twins) {
    return <Note isPartial>{t('values.ofSomeTwins', { used, count: twins })}</Note>;
  }
  return twins > 1 ? <Note>{t('values.ofTwins', { count: twins })}</Note> : null;
}

function Note({ isPartial = false, children }: { isPartial?: boolean; children: string }) {
  return (
    <span className={css.relatedNote} data-partial={isPartial || undefined}>
      {children}
    </span>
  );
}
