import { useTranslation } from 'react-i18next';
import type { DraftRemark } from '../api/contract';
import css from './drafts.module.css';

interface Props {
  title: string;
  remarks: readonly DraftRemark[];
  /** Whether each says which property it is of. */
  named?: boolean;
}

/** What was guessed, how sure that is, and from what; nothing where there is nothing to say. */
export function Remarks({ title, remarks, named = false }: Props) {
  const { t } = useTranslation();
  if (remarks.length === 0) {
    return null;
  }
  return (
    <section className={`${css.remarks} ${named ? css.whole : ''}`} aria-label={title}>
      {named && <h2 className={css.subheading}>{title}</h2>}
      <ul>
        {remarks.map((remark, i) => (
          <li key={i} data-confidence={remark.confidence}>
            <span className={css.subject}>{named && remark.property != null ? remark.property : t(`draft.subject.${remark.subject}`)}</span>
            <span>
              <strong>{remark.guess}</strong> <span className={css.confidence}>{t(`draft.confidence.${remark.confidence}`)}</span>
              <span className={css.reason}>{remark.reason}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
