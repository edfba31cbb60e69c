import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { api, dataOf } from '../api/client';
import type { Device } from '../api/contract';
import { CallFailure } from '../api/problem';
import { useTitle } from '../app/useTitle';
import { typeName } from '../format/format';
import { useFollow, useTwin } from '../live/live';
import { useMay } from '../session/session';
import { Failure, NoPermission, NotFound } from '../states/states';
import { FreshnessMark } from '../twins/FreshnessMark';
import page from '../twins/twins.module.css';
import { Connect } from './Connect';
import css from './devices.module.css';
import { CountsPlate, Rejections } from './Messages';

/** One device: which twin it speaks for, how to connect it, and what became of what it said. */
export function DevicePage() {
  const { t } = useTranslation();
  const id = useParams().device ?? '';
  useTitle(id);
  const mayRead = useMay('read-devices');
  const read = useQuery<Device>({
    queryKey: ['device', id],
    enabled: mayRead,
    queryFn: async ({ signal }) => dataOf(await api.GET('/devices/{device}', { params: { path: { device: id } }, signal })),
  });
  if (!mayRead) {
    return <NoPermission page what={t('device.what')} />;
  }
  if (read.error instanceof CallFailure && read.error.kind === 'not-found') {
    return (
      <NotFound
        title={t('device.notFound', { id })}
        action={
          <Button component={Link} to="/devices" variant="default">
            {t('device.toList')}
          </Button>
        }
      >
        {t('device.notFoundText')}
      </NotFound>
    );
  }
  if (read.isError && read.data === undefined) {
    return <Failure page what={t('device.failed', { id })} error={read.error} onRetry={() => void read.refetch()} />;
  }
  return (
    <article className={page.page} aria-busy={read.isPending}>
      <header className={page.twinHead}>
        <nav aria-label={t('twin.trail')} className={page.trail}>
          <Link to="/devices">{t('devices.title')}</Link>
        </nav>
        {read.data === undefined ? <h1 className={page.heading}>{id}</h1> : <Head device={read.data} />}
      </header>
      {read.data === undefined ? <Skeleton height={220} /> : <Body key={id} device={read.data} />}
    </article>
  );
}

function Head({ device }: { device: Device }) {
  const { t } = useTranslation();
  const twin = useTwin(device.twin);
  // The device's own is that of a twin which its first message makes; the twin may have been given another since.
  const type = twin?.type ?? device.type;
  return (
    <>
      <div className={page.twinTitle}>
        <h1 className={page.heading}>{device.id}</h1>
        {twin !== undefined && <FreshnessMark twin={twin} />}
      </div>
      <dl className={page.facts}>
        <div>
          <dt>{t('device.twin')}</dt>
          <dd>
            <Link to={`/twins/${device.twin}`}>{device.twin}</Link>
          </dd>
        </div>
        <div>
          <dt>{t('twin.type')}</dt>
          <dd title={type}>{typeName(type)}</dd>
        </div>
      </dl>
    </>
  );
}

function Body({ device }: { device: Device }) {
  const id = device.twin;
  const twin = useTwin(id);
  useFollow([id]);
  return (
    <div className={css.messages}>
      <Connect device={device} />
      {twin !== undefined && <CountsPlate counts={twin.counts} late={twin.late} />}
      <Rejections device={device.id} />
    </div>
  );
}
