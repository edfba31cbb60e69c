import { Button, SegmentedControl, Skeleton, TextInput } from '@mantine/core';
import { useDebouncedValue, useMediaQuery } from '@mantine/hooks';
import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { api, dataOf } from '../api/client';
import type { Page, Twin } from '../api/contract';
import { useTitle } from '../app/useTitle';
import { useFocusKey } from '../app/shortcuts';
import { formatCount, formatValue, typeName, unitSymbol } from '../format/format';
import { useFollow, useLive, useTwin } from '../live/live';
import { FULL } from '../quality/quality';
import { TrustMark } from '../quality/TrustMark';
import { useMay } from '../session/session';
import { Empty, Failure, FailureReason, NoPermission } from '../states/states';
import { FreshnessMark } from './FreshnessMark';
import css from './twins.module.css';
import { useRowWindow } from './useRowWindow';

const PAGE = 100;
const ROW = 44;
const ROW_PHONE = 72;
/** Values shown in a row; the rest is one click away. */
const VALUES = 4;

const WHICH = ['all', 'silent', 'doubted'] as const;
type Which = (typeof WHICH)[number];

/** All twins: what is silent, what is doubted, and what each says now. */
export function TwinsPage() {
  const { t, i18n } = useTranslation();
  useTitle(t('twins.title'));
  const mayRead = useMay('read-twins');
  const [params, setParams] = useSearchParams();
  const q = params.get('q') ?? '';
  const which = WHICH.find((known) => known === params.get('show')) ?? 'all';
  const [typed, setTyped] = useState(q);
  const [settled] = useDebouncedValue(typed, 250);
  const search = useRef<HTMLInputElement>(null);
  useFocusKey(search);

  useEffect(() => {
    if (settled !== q) {
      setParams((before) => withParam(before, 'q', settled), { replace: true });
    }
  }, [settled]); // the address follows the field, not the other way round

  const twins = useTwins(q, mayRead);
  const { store } = useLive();
  const all = useMemo(() => twins.data?.pages.flatMap((page) => page.items) ?? [], [twins.data]);
  useEffect(() => all.forEach((twin) => store.put(twin)), [all, store]);
  const fitting = useMemo<Record<Which, readonly Twin[]>>(() => {
    const newest = (twin: Twin) => store.get(twin.id) ?? twin;
    return {
      all,
      silent: all.filter((twin) => newest(twin).silent),
      doubted: all.filter((twin) => (newest(twin).quality ?? FULL) < FULL),
    };
  }, [all, store]);
  const shown = fitting[which];
  const isJudged = useMemo(() => all.some(({ quality }) => quality != null), [all]);
  const clear = () => {
    setTyped('');
    setParams({}, { replace: true });
  };

  if (!mayRead) {
    return <NoPermission page what={t('twins.what')} />;
  }
  return (
    <div className={css.page}>
      <header className={css.bar}>
        <h1 className={css.heading}>{t('twins.title')}</h1>
        <TextInput
          ref={search}
          className={css.search}
          type="search"
          aria-label={t('twins.search')}
          placeholder={t('twins.searchHint')}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {all.length > 0 && (
          <SegmentedControl
            size="xs"
            aria-label={t('twins.filter')}
            value={which}
            onChange={(value) => setParams((before) => withParam(before, 'show', value === 'all' ? '' : value))}
            data={[
              { value: 'all', label: t('twins.all', { n: formatCount(all.length, i18n.language) + (twins.hasNextPage ? '+' : '') }) },
              { value: 'silent', label: t('twins.silent', { n: formatCount(fitting.silent.length, i18n.language) }) },
              // Where no type judges its signals there is nothing to doubt.
              ...(isJudged || which === 'doubted'
                ? [{ value: 'doubted', label: t('twins.doubted', { n: formatCount(fitting.doubted.length, i18n.language) }) }]
                : []),
            ]}
          />
        )}
      </header>
      {twins.isPending ? (
        <ListSkeleton />
      ) : twins.isError && all.length === 0 ? (
        <Failure what={t('twins.failed')} error={twins.error} onRetry={() => void twins.refetch()} />
      ) : shown.length === 0 ? (
        <NoTwins filtered={q !== '' || which !== 'all'} onClear={clear} />
      ) : (
        <TwinRows twins={shown} />
      )}
      {twins.hasNextPage && shown.length > 0 && (
        <div className={css.more}>
          <Button variant="default" loading={twins.isFetchingNextPage} onClick={() => void twins.fetchNextPage()}>
            {t('twins.more', { n: formatCount(PAGE, i18n.language) })}
          </Button>
          {twins.isFetchNextPageError && <FailureReason error={twins.error} />}
        </div>
      )}
    </div>
  );
}

function useTwins(q: string, enabled: boolean) {
  return useInfiniteQuery<Page<Twin>, Error, InfiniteData<Page<Twin>>, readonly string[], string | null>({
    queryKey: ['twins', q],
    enabled,
    initialPageParam: null,
    getNextPageParam: (page) => page.next ?? null,
    // What is loaded is kept current by the live stream; reading ten thousand twins again every now and then is not.
    staleTime: 60_000,
    queryFn: async ({ pageParam, signal }) => {
      const query = { limit: PAGE, ...(pageParam === null ? {} : { after: pageParam }), ...(q === '' ? {} : { q }) };
      return dataOf(await api.GET('/twins', { params: { query }, signal }));
    },
  });
}

function withParam(params: URLSearchParams, name: string, value: string): URLSearchParams {
  const next = new URLSearchParams(params);
  if (value === '') {
    next.delete(name);
  } else {
    next.set(name, value);
  }
  return next;
}

function NoTwins({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  const { t } = useTranslation();
  if (filtered) {
    return (
      <Empty
        title={t('twins.noneFiltered')}
        action={
          <Button variant="default" onClick={onClear}>
            {t('twins.clear')}
          </Button>
        }
      />
    );
  }
  return (
    <Empty
      title={t('twins.none')}
      action={
        <Button component={Link} to="/devices">
          {t('twins.noneAction')}
        </Button>
      }
    >
      {t('twins.noneText')}
    </Empty>
  );
}

function TwinRows({ twins }: { twins: readonly Twin[] }) {
  const { t } = useTranslation();
  const list = useRef<HTMLDivElement>(null);
  const phone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const height = phone ? ROW_PHONE : ROW;
  const { first, end } = useRowWindow(list, height, twins.length);
  const visible = twins.slice(first, end);
  useFollow(visible.map((twin) => twin.id));
  return (
    <div role="table" aria-label={t('twins.title')} aria-rowcount={twins.length + 1} className={css.table}>
      <div role="rowgroup">
        <div role="row" aria-rowindex={1} className={css.headRow}>
          <span role="columnheader">{t('twins.column.freshness')}</span>
          <span role="columnheader">{t('twins.column.name')}</span>
          <span role="columnheader">{t('twins.column.values')}</span>
          <span role="columnheader">{t('twins.column.type')}</span>
        </div>
      </div>
      <div
        role="rowgroup"
        ref={list}
        style={{ paddingTop: first * height, paddingBottom: Math.max(0, twins.length - end) * height }}
      >
        {visible.map((twin, i) => (
          <TwinRow key={twin.id} read={twin} index={first + i + 2} />
        ))}
      </div>
    </div>
  );
}

function TwinRow({ read, index }: { read: Twin; index: number }) {
  const { t, i18n } = useTranslation();
  const twin = useTwin(read.id) ?? read;
  const properties = Object.entries(twin.properties).filter(([, property]) => property.measured != null);
  return (
    <div role="row" aria-rowindex={index} className={css.row}>
      <span role="cell" className={css.cellFreshness}>
        <FreshnessMark twin={twin} />
      </span>
      <span role="cell" className={css.cellName}>
        <span className={css.names}>
          <Link className={css.stretched} to={`/twins/${twin.id}`}>
            {twin.name ?? twin.id}
          </Link>
          {twin.name != null && twin.name !== twin.id && <span className={css.id}>{twin.id}</span>}
        </span>
        <TrustMark score={twin.quality} />
      </span>
      <span role="cell" className={`${css.cellValues} ${twin.silent ? 'cp-stale' : ''}`}>
        {properties.slice(0, VALUES).map(([name, property]) => (
          <span key={name} className={css.chip}>
            <span className={css.chipName}>{name}</span>{' '}
            <span className={css.chipValue}>
              {formatValue(property.measured?.value, property.schema, i18n.language, t)}
              {property.unit ? ` ${unitSymbol(property.unit)}` : ''}
            </span>
          </span>
        ))}
        {properties.length > VALUES && <span className={css.chipName}>+{properties.length - VALUES}</span>}
      </span>
      <span role="cell" className={css.cellType} title={twin.type}>
        {typeName(twin.type)}
      </span>
    </div>
  );
}

function ListSkeleton() {
  const { t } = useTranslation();
  return (
    <div className={css.table} aria-busy="true">
      <span className="cp-unseen" role="status">
        {t('loading')}
      </span>
      {Array.from({ length: 12 }, (_, i) => (
        <div key={i} className={css.row} aria-hidden>
          <Skeleton height={14} width="70%" />
          <Skeleton height={14} width="60%" />
          <Skeleton height={14} width="90%" />
          <Skeleton height={14} width="50%" />
        </div>
      ))}
    </div>
  );
}
