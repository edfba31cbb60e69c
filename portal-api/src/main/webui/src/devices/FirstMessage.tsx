import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, dataOf } from '../api/client';
import { useNow } from '../api/clock';
import type { Counts, Twin } from '../api/contract';
import { CallFailure } from '../api/problem';
import { formatAge, formatValue, unitSymbol } from '../format/format';
import { useFollow, useTwin } from '../live/live';
import { Mark } from '../states/Mark';
import { freshnessOf } from '../twins/freshness';
import { freshnessWords } from '../twins/FreshnessMark';
import css from './devices.module.css';
import { RejectionFix, useRejections } from './Messages';

/** How the wait stands: by counts, not clocks, so that it is right whatever the clocks say. */
export type Wait = 'waiting' | 'stored' | 'refused';

/** @param before the counts when the wait began; @param now the newest ones, if there are any yet */
export function waitOf(before: Counts, now: Counts | undefined): Wait {
  if (now === undefined) {
    return 'waiting';
  }
  if (now.stored + now.duplicate > before.stored + before.duplicate) {
    return 'stored';
  }
  return now.rejected > before.rejected ? 'refused' : 'waiting';
}

const ZERO: Counts = { received: 0, stored: 0, duplicate: 0, rejected: 0 };

/** Waits, in front of the person, for the device to say something; then shows what it said, or why that was refused. */
export function FirstMessage({ device, twin }: { device: string; twin: string }) {
  const before = useCountsBefore(twin);
  useFollow([twin]);
  return before === undefined ? null : <Waiting device={device} twin={twin} before={before} />;
}

/** The counts as they were when the wait began; all zero for a twin that does not exist yet. */
function useCountsBefore(twin: string): Counts | undefined {
  const read = useQuery<Counts>({
    queryKey: ['counts-before', twin],
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    queryFn: async ({ signal }) => {
      try {
        return dataOf(await api.GET('/twins/{twin}', { params: { path: { twin } }, signal })).counts;
      } catch (failure) {
        if (failure instanceof CallFailure && failure.kind === 'not-found') {
          return ZERO;
        }
        throw failure;
      }
    },
  });
  return read.data;
}

function Waiting({ device, twin: id, before }: { device: string; twin: string; before: Counts }) {
  const { t } = useTranslation();
  const twin = useTwin(id);
  const [beganAt] = useState(() => Date.now());
  const wait = waitOf(before, twin?.counts);
  const rejections = useRejections(device, { everyMs: wait === 'waiting' ? 2_000 : false });
  const refetch = rejections.refetch;
  useEffect(() => {
    if (wait === 'refused') {
      void refetch();
    }
  }, [wait, refetch]);
  const now = useNow();
  const refused = wait === 'refused' ? rejections.data?.items[0] : undefined;
  return (
    <div className={css.wait} data-wait={wait}>
      <p role="status" className={css.waitLine}>
        <Mark shape={wait === 'stored' ? 'dot' : wait === 'refused' ? 'triangle' : 'ring'} />
        <strong>{t(`first.${wait}`)}</strong>
      </p>
      {wait === 'waiting' && (
        <p className={css.quiet}>{t('first.waitingText', { age: formatAge(Date.now() - beganAt, t) })}</p>
      )}
      {wait === 'stored' && twin !== undefined && <Arrived twin={twin} now={now} />}
      {refused !== undefined && (
        <>
          <p className={css.detail}>
            <strong>{refused.reason}</strong>: {refused.detail}
          </p>
          <RejectionFix reason={refused.reason} />
        </>
      )}
    </div>
  );
}

function Arrived({ twin, now }: { twin: Twin; now: number }) {
  const { t, i18n } = useTranslation();
  const newest = Object.entries(twin.properties)
    .filter(([, property]) => property.measured != null)
    .sort(([, a], [, b]) => (b.measured?.ts ?? 0) - (a.measured?.ts ?? 0))
    .slice(0, 3);
  return (
    <p className={css.arrived}>
      {newest.map(([name, property]) => (
        <span key={name} className={css.arrivedValue}>
          {name}{' '}
          <strong>
            {formatValue(property.measured?.value, property.schema, i18n.language, t)} {unitSymbol(property.unit)}
          </strong>
        </span>
      ))}
      <span className={css.quiet}>
        {freshnessWords(freshnessOf(twin, now, false), t)}
      </span>{' '}
      <Link to={`/twins/${twin.id}`}>{t('first.toTwin')}</Link>
    </p>
  );
}
