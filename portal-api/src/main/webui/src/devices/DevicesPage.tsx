import { Button, Skeleton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, dataOf } from '../api/client';
import type { Device, Page } from '../api/contract';
import { useTitle } from '../app/useTitle';
import { formatCount, typeName } from '../format/format';
import { useFollow, useTwin } from '../live/live';
import { useMay } from '../session/session';
import { Empty, Failure, FailureReason, NoPermission } from '../states/states';
import { FreshnessMark } from '../twins/FreshnessMark';
import page from '../twins/twins.module.css';
import { useRowWindow } from '../twins/useRowWindow';
import { CreateDevice } from './CreateDevice';
import css from './devices.module.css';

const PAGE = 100;
const ROW = 44;
const ROW_PHONE = 72;

/** All devices, and whether each is heard. */
export function DevicesPage() {
  const { t, i18n } = useTranslation();
  useTitle(t('devices.title'));
  const mayRead = useMay('read-devices');
  const mayWrite = useMay('write-devices');
  const [creating, setCreating] = useState(false);
  const devices = useDevices(mayRead);
  const all = useMemo(() => devices.data?.pages.flatMap((part) => part.items) ?? [], [devices.data]);
  if (!mayRead) {
    return <NoPermission page what={t('devices.what')} />;
  }
  const create = mayWrite ? <Button onClick={() => setCreating(true)}>{t('devices.create')}</Button> : undefined;
  return (
    <div className={page.page}>
      <header className={page.bar}>
        <h1 className={page.heading}>{t('devices.title')}</h1>
        {all.length > 0 && <span className={css.toEnd}>{create}</span>}
      </header>
      {devices.isPending ? (
        <div className={page.table} aria-busy="true">
          {Array.from({ length: 10 }, (_, i) => (
            <div key={i} className={`${page.row} ${css.deviceRow}`}>
              <Skeleton height={14} width="70%" />
              <Skeleton height={14} width="60%" />
              <Skeleton height={14} width="60%" />
            </div>
          ))}
        </div>
      ) : devices.isError && all.length === 0 ? (
        <Failure what={t('devices.failed')} error={devices.error} onRetry={() => void devices.refetch()} />
      ) : all.length === 0 ? (
        <Empty title={t('devices.none')} action={create}>
          {t('devices.noneText')}
        </Empty>
      ) : (
        <DeviceRows devices={all} />
      )}
      {devices.hasNextPage && (
        <div className={page.more}>
          <Button variant="default" loading={devices.isFetchingNextPage} onClick={() => void devices.fetchNextPage()}>
            {t('twins.more', { n: formatCount(PAGE, i18n.language) })}
          </Button>
          {devices.isFetchNextPageError && <FailureReason error={devices.error} />}
        </div>
      )}
      <CreateDevice opened={creating} onClose={() => setCreating(false)} />
    </div>
  );
}

function useDevices(enabled: boolean) {
  return useInfiniteQuery<Page<Device>, Error, InfiniteData<Page<Device>>, readonly string[], string | null>({
    queryKey: ['devices'],
    enabled,
    initialPageParam: null,
    getNextPageParam: (part) => part.next ?? null,
    queryFn: async ({ pageParam, signal }) => {
      const query = { limit: PAGE, ...(pageParam === null ? {} : { after: pageParam }) };
      return dataOf(await api.GET('/devices', { params: { query }, signal }));
    },
  });
}

function DeviceRows({ devices }: { devices: readonly Device[] }) {
  const { t } = useTranslation();
  const list = useRef<HTMLDivElement>(null);
  const phone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const height = phone ? ROW_PHONE : ROW;
  const { first, end } = useRowWindow(list, height, devices.length);
  const visible = devices.slice(first, end);
  useFollow(visible.map((device) => device.twin));
  return (
    <div role="table" aria-label={t('devices.title')} aria-rowcount={devices.length + 1} className={page.table}>
      <div role="rowgroup">
        <div role="row" aria-rowindex={1} className={`${page.headRow} ${css.deviceRow}`}>
          <span role="columnheader">{t('twins.column.freshness')}</span>
          <span role="columnheader">{t('devices.column.device')}</span>
          <span role="columnheader">{t('devices.column.twin')}</span>
        </div>
      </div>
      <div
        role="rowgroup"
        ref={list}
        style={{ paddingTop: first * height, paddingBottom: Math.max(0, devices.length - end) * height }}
      >
        {visible.map((device, i) => (
          <DeviceRow key={device.id} device={device} index={first + i + 2} />
        ))}
      </div>
    </div>
  );
}

function DeviceRow({ device, index }: { device: Device; index: number }) {
  const { t } = useTranslation();
  const twinId = device.twin;
  const twin = useTwin(twinId);
  return (
    <div role="row" aria-rowindex={index} className={`${page.row} ${css.deviceRow}`}>
      <span role="cell" className={page.cellFreshness}>
        {twin === undefined ? <span className={css.quiet}>{t('freshness.never')}</span> : <FreshnessMark twin={twin} />}
      </span>
      <span role="cell" className={page.cellName}>
        <Link className={page.stretched} to={`/devices/${device.id}`}>
          {device.id}
        </Link>
      </span>
      <span role="cell" className={page.cellValues}>
        <span className={css.quiet}>
          {twinId}{' · '}
          {typeName(twin?.type ?? device.type)}
        </span>
      </span>
    </div>
  );
}
