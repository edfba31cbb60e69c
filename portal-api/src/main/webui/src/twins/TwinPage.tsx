import { Button, Skeleton, Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Fragment, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { api, dataOf } from '../api/client';
import { platformNow } from '../api/clock';
import type { AcceptedCommand, RelationshipLink, Twin } from '../api/contract';
import { CallFailure } from '../api/problem';
import { useKeys } from '../app/shortcuts';
import { useTitle } from '../app/useTitle';
import { RangePicker } from '../charts/RangePicker';
import { rangeFrom, shifted, type TimeRange, withRange } from '../charts/timeRange';
import { isChartable, Trends, TrendsSkeleton } from '../charts/Trends';
import { Commands } from '../commands/Commands';
import type { Give } from '../commands/GiveCommand';
import { Messages } from '../devices/Messages';
import { DraftNotice } from '../drafts/DraftNotice';
import { typeName } from '../format/format';
import { useFollow, useLive, useTwin } from '../live/live';
import { useMay } from '../session/session';
import { Mark } from '../states/Mark';
import { Empty, Failure, NoPermission, NotFound } from '../states/states';
import { FreshnessMark } from './FreshnessMark';
import { LiveValues } from './LiveValues';
import { Timeline } from './Timeline';
import { TwinQuality } from './TwinQuality';
import css from './twins.module.css';
import type { Want } from './Wish';

/** Charts shown when nobody chose any, and the most that may be chosen: a page, not a wall. */
const DEFAULT_CHARTS = 4;
const MAX_CHARTS = 12;

/** Targets of a relationship that are named. */
const MAX_TARGETS = 8;

/** What live states do not carry comes with the twin as it was read. */
const NONE: readonly never[] = [];

/** One twin: what it says now, how that came about, what happened to it, what was refused, and all of it as JSON. */
export function TwinPage() {
  const { t } = useTranslation();
  const id = useParams().twin ?? '';
  useTitle(id);
  const mayRead = useMay('read-twins');
  const read = useQuery<Twin>({
    queryKey: ['twin', id],
    enabled: mayRead,
    queryFn: async ({ signal }) => dataOf(await api.GET('/twins/{twin}', { params: { path: { twin: id } }, signal })),
  });
  const { store } = useLive();
  useEffect(() => {
    if (read.data !== undefined) {
      store.put(read.data);
    }
  }, [read.data, store]);
  const live = useTwin(id);
  const twin = live ?? read.data;
  useFollow(twin === undefined ? [] : [id]);

  if (!mayRead) {
    return <NoPermission page what={t('twin.what')} />;
  }
  if (read.error instanceof CallFailure && read.error.kind === 'not-found') {
    return (
      <NotFound
        title={t('twin.notFound', { id })}
        action={
          <Button component={Link} to="/twins" variant="default">
            {t('twin.toList')}
          </Button>
        }
      >
        {t('twin.notFoundText')}
      </NotFound>
    );
  }
  if (twin !== undefined) {
    return <Detail key={id} twin={twin} relationships={read.data?.relationships ?? NONE} accepts={read.data?.accepts ?? NONE} />;
  }
  if (read.isError) {
    return <Failure page what={t('twin.failed', { id })} error={read.error} onRetry={() => void read.refetch()} />;
  }
  return <DetailSkeleton id={id} />;
}

interface DetailProps {
  twin: Twin;
  relationships: readonly RelationshipLink[];
  accepts: readonly AcceptedCommand[];
}

function Detail({ twin, relationships, accepts }: DetailProps) {
  const { t } = useTranslation();
  const { store } = useLive();
  const mayOperate = useMay('operate-twins');
  const [params, setParams] = useSearchParams();
  const range = rangeFrom(params);
  const setRange = (next: TimeRange) => setParams((before) => withRange(before, next));
  const chosen = params.get('charts');
  const chartable = Object.keys(twin.properties).filter((name) => isChartable(twin.properties[name]!));
  const charts =
    chosen === null ? chartable.slice(0, DEFAULT_CHARTS) : chosen.split(',').filter((name) => chartable.includes(name));
  const toggle = (name: string) => {
    const next = charts.includes(name) ? charts.filter((other) => other !== name) : [...charts, name].slice(-MAX_CHARTS);
    setParams(
      (before) => {
        const after = new URLSearchParams(before);
        after.set('charts', next.join(','));
        return after;
      },
      { replace: true },
    );
  };
  const want: Want = async (name, value) => {
    const body = { properties: { [name]: { desired: value } } };
    store.put(dataOf(await api.PATCH('/twins/{twin}', { params: { path: { twin: twin.id } }, body })));
  };
  const give: Give = async (command, key) => {
    const params = { path: { twin: twin.id }, header: { 'Idempotency-Key': key } };
    return dataOf(await api.POST('/twins/{twin}/commands', { params, body: command }));
  };
  useKeys({
    '[': () => setRange(shifted(range, -1, platformNow())),
    ']': () => setRange(shifted(range, 1, platformNow())),
    l: () => setRange({ kind: 'last', preset: '1h' }),
  });

  return (
    <article className={css.page}>
      <header className={css.twinHead}>
        <nav aria-label={t('twin.trail')} className={css.trail}>
          <Link to="/twins">{t('twins.title')}</Link>
        </nav>
        <div className={css.twinTitle}>
          <h1 className={css.heading}>{twin.name ?? twin.id}</h1>
          <FreshnessMark twin={twin} />
          <TwinQuality twin={twin} />
        </div>
        <dl className={css.facts}>
          {twin.name != null && twin.name !== twin.id && (
            <div>
              <dt>{t('twin.id')}</dt>
              <dd>{twin.id}</dd>
            </div>
          )}
          <div>
            <dt>{t('twin.type')}</dt>
            <dd title={twin.type}>{typeName(twin.type)}</dd>
          </div>
          <div>
            <dt>{t('twin.device')}</dt>
            <dd>{twin.device == null ? '–' : <Link to={`/devices/${twin.device}`}>{twin.device}</Link>}</dd>
          </div>
          <Relations relationships={relationships} />
        </dl>
      </header>
      <DraftNotice twin={twin} />
      <Tabs
        value={params.get('tab') ?? 'now'}
        keepMounted={false}
        onChange={(tab) =>
          setParams((before) => {
            const after = new URLSearchParams(before);
            after.set('tab', tab ?? 'now');
            return after;
          }, { replace: true })
        }
      >
        <Tabs.List aria-label={t('twin.parts')} className={css.tabs ?? ''}>
          <Tabs.Tab value="now">{t('twin.tab.now')}</Tabs.Tab>
          <Tabs.Tab value="timeline">{t('twin.tab.timeline')}</Tabs.Tab>
          <Tabs.Tab value="messages">
            {t('twin.tab.messages')}
            {twin.counts.rejected > 0 && <span className={css.tabMark}>
                <Mark shape="triangle" />
                <span className="cp-unseen">{t('twin.tab.refused')}</span>
              </span>}
          </Tabs.Tab>
          <Tabs.Tab value="json">{t('twin.tab.json')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="now" className={css.panel}>
          <Commands twin={twin} accepts={accepts} onGive={mayOperate ? give : undefined} />
          {Object.keys(twin.properties).length === 0 ? (
            <NoValues twin={twin} />
          ) : (
            <div className={css.columns}>
              <LiveValues twin={twin} charts={charts} onToggle={toggle} onWant={mayOperate ? want : undefined} />
              <section aria-label={t('trends.title')} className={css.trends}>
                <RangePicker range={range} onRange={setRange} />
                <Trends twin={twin} shown={charts} range={range} onRange={setRange} />
              </section>
            </div>
          )}
        </Tabs.Panel>
        <Tabs.Panel value="timeline" className={css.panel}>
          <Timeline twin={twin.id} />
        </Tabs.Panel>
        <Tabs.Panel value="messages" className={css.panel}>
          <Messages twin={twin} />
        </Tabs.Panel>
        <Tabs.Panel value="json" className={css.panel}>
          <pre className={css.json} tabIndex={0} aria-label={t('twin.tab.json')}>
            {JSON.stringify(twin, null, 2)}
          </pre>
        </Tabs.Panel>
      </Tabs>
    </article>
  );
}

/** Where the twin leads to, by the names of its relationships. */
function Relations({ relationships }: { relationships: readonly RelationshipLink[] }) {
  return [...new Set(relationships.map(({ name }) => name))].map((name) => {
    const targets = relationships.filter((link) => link.name === name).map(({ target }) => target);
    const more = targets.length - MAX_TARGETS;
    return (
      <div key={name}>
        <dt>{name}</dt>
        <dd>
          {targets.slice(0, MAX_TARGETS).map((target, i) => (
            <Fragment key={target}>
              {i > 0 && ', '}
              <Link to={`/twins/${target}`}>{target}</Link>
            </Fragment>
          ))}
          {more > 0 && ` +${more}`}
        </dd>
      </div>
    );
  });
}

function NoValues({ twin }: { twin: Twin }) {
  const { t } = useTranslation();
  return (
    <Empty
      title={t('values.none')}
      action={
        twin.device == null ? undefined : (
          <Button component={Link} to={`/devices/${twin.device}`}>
            {t('values.connect')}
          </Button>
        )
      }
    >
      {t('values.noneText')}
    </Empty>
  );
}

function DetailSkeleton({ id }: { id: string }) {
  const { t } = useTranslation();
  return (
    <article className={css.page} aria-busy="true">
      <span className="cp-unseen" role="status">
        {t('loading')}
      </span>
      <header className={css.twinHead}>
        <h1 className={css.heading}>{id}</h1>
      </header>
      <div className={css.columns} aria-hidden>
        <div className={css.values}>
          {Array.from({ length: 6 }, (_, i) => (
            <Skeleton key={i} height={20} my={12} />
          ))}
        </div>
        <TrendsSkeleton count={3} />
      </div>
    </article>
  );
}
