import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNow } from '../api/clock';
import { formatAge } from '../format/format';
import { Mark } from '../states/Mark';
import css from './connection.module.css';
import { useLive, useLiveStatus } from './live';
import type { LiveStatus } from './liveConnection';

/** A break this long is called offline: a person should stop waiting and start acting. */
export const OFFLINE_AFTER_MS = 20_000;

export type ConnectionWord = 'idle' | 'connecting' | 'live' | 'reconnecting' | 'offline' | 'refused';

/** The one word for how current the page is. */
export function connectionWord(status: LiveStatus, now: number, online: boolean): ConnectionWord {
  if (status.kind !== 'reconnecting') {
    return status.kind;
  }
  return !online || now - status.since > OFFLINE_AFTER_MS ? 'offline' : 'reconnecting';
}

/** Whether what the page shows may be behind the platform. */
export function isBehind(status: LiveStatus): boolean {
  return status.kind === 'reconnecting' || status.kind === 'refused';
}

/** The small, always visible word in the header. */
export function ConnectionBadge() {
  const { t } = useTranslation();
  useNow();
  const word = connectionWord(useLiveStatus(), Date.now(), navigator.onLine);
  if (word === 'idle') {
    return null;
  }
  const shape = word === 'live' ? 'dot' : word === 'connecting' ? 'ring' : 'broken';
  return (
    <span className={css.badge} data-word={word}>
      <Mark shape={shape} />
      <span className={css.word}>{t(`connection.${word}`)}</span>
    </span>
  );
}

/** Says that what stands below is old, how old, and what happens next. Absent while all is well. */
export function ConnectionBanner() {
  const { t } = useTranslation();
  const { connection } = useLive();
  const status = useLiveStatus();
  useNow();
  const word = connectionWord(status, Date.now(), navigator.onLine);
  const shown = word === 'reconnecting' || word === 'offline' || word === 'refused';
  const lastHeard = status.kind === 'reconnecting' ? status.lastHeard : null;
  return (
    <div role="status" className={css.region}>
      {shown && (
        <div className={css.banner} data-word={word}>
          <Mark shape="broken" />
          <span className={css.text}>
            <strong>{t(`connection.${word}`)}.</strong> {t(`connection.${word}Detail`)}{' '}
            {lastHeard !== null && (
              // The age changes every second: reading it out every second would drown everything else.
              <span aria-hidden>{t('connection.lastUpdate', { age: formatAge(Date.now() - lastHeard, t) })}</span>
            )}
          </span>
          <Button size="compact-sm" variant="default" onClick={() => connection.retry()}>
            {t('connection.retry')}
          </Button>
        </div>
      )}
    </div>
  );
}
