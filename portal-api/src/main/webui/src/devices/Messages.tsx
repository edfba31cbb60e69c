import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, dataOf } from '../api/client';
import { platformNow } from '../api/clock';
import type { Counts, Page, Rejection, Twin } from '../api/contract';
import { useZone } from '../app/preferences';
import { decodeBytes, formatCount, formatInstant } from '../format/format';
import { useMay } from '../session/session';
import { Failure, NoPermission } from '../states/states';
import css from './devices.module.css';

const LAST = 20;

/** What was refused of a device lately, newest first. */
export function useRejections(device: string | null, options: { enabled?: boolean; everyMs?: number | false } = {}) {
  return useQuery<Page<Rejection>>({
    queryKey: ['rejections', device],
    enabled: device !== null && (options.enabled ?? true),
    refetchInterval: options.everyMs ?? 15_000,
    queryFn: async ({ signal }) =>
      dataOf(
        await api.GET('/devices/{device}/rejections', {
          params: { path: { device: device ?? '' }, query: { limit: LAST } },
          signal,
        }),
      ),
  });
}

/** What the twin's messages came to, and why some were refused. */
export function Messages({ twin }: { twin: Twin }) {
  return (
    <div className={css.messages}>
      <CountsPlate counts={twin.counts} late={twin.late} />
      <Rejections device={twin.device ?? null} />
    </div>
  );
}

/** received = stored + duplicate + rejected, as numbers; and how many of the stored were late. */
export function CountsPlate({ counts, late }: { counts: Counts; late?: number | null | undefined }) {
  const { t, i18n } = useTranslation();
  return (
    <section aria-label={t('counts.title')} className={css.counts}>
      {(['received', 'stored', 'duplicate', 'rejected'] as const).map((name) => (
        <div key={name} className={css.count} data-abnormal={(name === 'rejected' && counts.rejected > 0) || undefined}>
          <span className={css.countName}>{t(`counts.${name}`)}</span>
          <span className={css.countNumber}>{formatCount(counts[name], i18n.language)}</span>
        </div>
      ))}
      <p className={css.countNote}>
        {t('counts.note')}
        {late != null && late > 0 && ` ${t('counts.late', { late: formatCount(late, i18n.language) })}`}
      </p>
    </section>
  );
}

export function Rejections({ device }: { device: string | null }) {
  const { t } = useTranslation();
  const may = useMay('read-devices');
  const rejections = useRejections(device, { enabled: may });
  return (
    <section className={css.plate} aria-label={t('rejections.title')}>
      <h2 className={css.subheading}>{t('rejections.title')}</h2>
      {device === null ? (
        <p className={css.quiet}>{t('rejections.noDevice')}</p>
      ) : !may ? (
        <NoPermission what={t('rejections.what')} />
      ) : rejections.isPending ? (
        <Skeleton height={80} />
      ) : rejections.isError ? (
        <Failure what={t('rejections.failed')} error={rejections.error} onRetry={() => void rejections.refetch()} />
      ) : rejections.data.items.length === 0 ? (
        <p className={css.quiet}>{t('rejections.none')}</p>
      ) : (
        <ol className={css.rejections}>
          {rejections.data.items.map((rejection, i) => (
            <RejectionItem key={`${rejection.at}-${i}`} rejection={rejection} />
          ))}
        </ol>
      )}
    </section>
  );
}

function RejectionItem({ rejection }: { rejection: Rejection }) {
  const { t, i18n } = useTranslation();
  const zone = useZone();
  const sample = decodeBytes(rejection.bytes);
  return (
    <li className={css.rejection}>
      <div className={css.rejectionHead}>
        <time className={css.at}>{formatInstant(Date.parse(rejection.at), zone, i18n.language, platformNow())}</time>
        <strong>{rejection.reason}</strong>
        {rejection.property != null && <code>{rejection.property}</code>}
      </div>
      <p className={css.detail}>{rejection.detail}</p>
      <RejectionFix reason={rejection.reason} />
      <pre className={css.sample} tabIndex={0} aria-label={t('rejections.sample')}>
        {sample}
      </pre>
      {rejection.length > sample.length && (
        <p className={css.quiet}>{t('rejections.cut', { length: formatCount(rejection.length, i18n.language) })}</p>
      )}
    </li>
  );
}

/** What to change so that it is taken next time; nothing for a reason that this portal does not know yet. */
export function RejectionFix({ reason }: { reason: string }) {
  const { t, i18n } = useTranslation();
  const key = `fix.${reason}`;
  return i18n.exists(key) ? (
    <p className={css.fix}>
      <strong>{t('rejections.fix')}</strong> {t(key as 'fix.malformed-json')}
    </p>
  ) : null;
}
