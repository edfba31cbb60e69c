import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Twin } from '../api/contract';
import { isDraftable } from './draft';
import css from './drafts.module.css';

/** Says of a twin without a type that one can be proposed from what was seen; nothing where it has one, or too little was seen. */
export function DraftNotice({ twin }: { twin: Twin }) {
  const { t } = useTranslation();
  if (!isDraftable(twin)) {
    return null;
  }
  return (
    <p className={css.notice}>
      {t('draft.notice', { count: Object.keys(twin.properties).length })}{' '}
      <Link to={`/twins/${twin.id}/type-draft`}>{t('draft.look')}</Link>
    </p>
  );
}
