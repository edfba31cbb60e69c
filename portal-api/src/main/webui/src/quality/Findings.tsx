import { useTranslation } from 'react-i18next';
import { useNow } from '../api/clock';
import type { Finding } from '../api/contract';
import { useZone } from '../app/preferences';
import { formatAge, formatInstant } from '../format/format';
import { findingName } from './quality';
import css from './quality.module.css';

interface Props {
  /** The signal's name. */
  of: string;
  findings: readonly Finding[];
}

/** What is wrong with a signal, in sentences, and since when. */
export function Findings({ of, findings }: Props) {
  const { t, i18n } = useTranslation();
  const zone = useZone();
  const now = useNow();
  return (
    <ul className={css.findings} aria-label={t('quality.findingsOf', { name: of })}>
      {findings.map(({ finding, since, what }) => (
        <li key={finding}>
          <strong>{findingName(finding, t)}</strong>{' '}
          <time className={css.since} dateTime={new Date(since).toISOString()} title={formatInstant(since, zone, i18n.language, now)}>
            {t('quality.since', { age: formatAge(now - since, t) })}
          </time>
          {/* The platform writes its sentences in English. */}
          <span className={css.what} lang="en">
            {what}
          </span>
        </li>
      ))}
    </ul>
  );
}
