import { useTranslation } from 'react-i18next';
import type { DocumentError, MemberError } from './draft';
import css from './drafts.module.css';

/** What is wrong with a document, by property: where, why, what to do, and by which rule. */
export function Errors({ errors }: { errors: ReadonlyMap<string, readonly MemberError[]> }) {
  return (
    <ul className={css.errors}>
      {[...errors].flatMap(([property, wrong]) =>
        wrong.map((error) => (
          <li key={error.element + error.id}>
            {property !== '' && <strong>{property} </strong>}
            <code>{error.element}</code> <ErrorText error={error} />
          </li>
        )),
      )}
    </ul>
  );
}

/** An error at the place that it is of. */
export function ErrorText({ error }: { error: DocumentError }) {
  const { t } = useTranslation();
  return (
    <span className={css.error}>
      {error.cause} {error.action}{' '}
      <span className={css.rule}>
        {t('draft.rule')} <code>{error.id}</code>
      </span>
    </span>
  );
}
