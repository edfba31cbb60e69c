import { Skeleton } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, dataOf } from '../api/client';
import { platformNow, useNow } from '../api/clock';
import type { History, Property, Twin } from '../api/contract';
import { useZone } from '../app/preferences';
import { PropertyName } from '../format/PropertyName';
import { formatInstant, formatNumber, unitSymbol } from '../format/format';
import { Empty, Failure } from '../states/states';
import { Chart } from './Chart';
import css from './charts.module.css';
import { type Series, seriesOf, summaryOf, withTail } from './series';
import { fixed, type TimeRange, type Window, widened, windowOf } from './timeRange';
import { useTails } from './useTail';

/** Points asked for a chart: about one bucket for each two pixels of a wide one. */
const POINTS = 600;

const CHARTABLE = new Set(['double', 'float', 'integer', 'long', 'boolean']);

/** Whether values of this kind make a line. */
export function isChartable(property: Property): boolean {
  return CHARTABLE.has(property.schema);
}

interface Props {
  twin: Twin;
  /** The properties to draw, in order. */
  shown: readonly string[];
  range: TimeRange;
  onRange: (range: TimeRange) => void;
}

/** The twin's properties over time, one under the other with one time axis, and with what comes in live at their end. */
export function Trends({ twin, shown, range, onRange }: Props) {
  const { t } = useTranslation();
  const history = useHistory(twin.id, shown, range);
  const { tails, version } = useTails(twin.id);
  useNow(); // a window that ends now moves every second, with or without news
  const window = windowOf(range, platformNow());

  if (shown.length === 0) {
    return <Empty title={t('trends.noneTitle')}>{t('trends.noneText')}</Empty>;
  }
  if (history.isPending) {
    return <TrendsSkeleton count={shown.length} />;
  }
  if (history.isError && history.data === undefined) {
    return <Failure what={t('trends.failed')} error={history.error} onRetry={() => void history.refetch()} />;
  }
  return (
    <div className={css.panes} data-stale={history.isPlaceholderData || undefined}>
      {shown.map((name) => {
        const property = twin.properties[name];
        return property === undefined ? null : (
          <Pane
            key={name}
            name={name}
            property={property}
            history={history.data}
            tail={range.kind === 'last' ? tails.get(name)?.points : undefined}
            version={version}
            window={window}
            onZoom={(from, to) => onRange(fixed(from, to))}
            onZoomOut={() => onRange(widened(range, platformNow()))}
          />
        );
      })}
    </div>
  );
}

function useHistory(twin: string, shown: readonly string[], range: TimeRange) {
  const span = range.kind === 'last' ? windowOf(range, 0).to - windowOf(range, 0).from : null;
  return useQuery<History>({
    queryKey: ['history', twin, shown, range],
    enabled: shown.length > 0,
    placeholderData: keepPreviousData,
    // What came in live is drawn at once; reading again thins it and brings what came late.
    refetchInterval: span === null ? false : Math.min(Math.max(span / 10, 30_000), 300_000),
    queryFn: async ({ signal }) => {
      const { from, to } = windowOf(range, platformNow());
      const query = { properties: shown.join(','), from: Math.floor(from), to: Math.ceil(to), points: POINTS };
      const answer = await api.GET('/twins/{twin}/history', { params: { path: { twin }, query }, signal });
      return dataOf(answer) as History; // the client's types turn a pair into an array
    },
  });
}

interface PaneProps {
  name: string;
  property: Property;
  history: History;
  tail: readonly [ts: number, value: number][] | undefined;
  /** Changes with every new live point: the tail itself is one growing object. */
  version: number;
  window: Window;
  onZoom: (from: number, to: number) => void;
  onZoomOut: () => void;
}

function Pane({ name, property, history, tail, version, window, onZoom, onZoomOut }: PaneProps) {
  const { t, i18n } = useTranslation();
  const zone = useZone();
  const [point, setPoint] = useState<{ ts: number; value: number | null } | null>(null);
  const truth = property.schema === 'boolean';
  const unit = unitSymbol(property.unit);

  const past = useMemo(
    () => seriesOf(history.properties[name]?.measured ?? [], (history.to - history.from) / POINTS),
    [history, name],
  );
  const series = useMemo<Series>(() => (tail === undefined ? past : withTail(past, tail)), [past, tail, version]);
  const summary = useMemo(() => summaryOf(series, window.from, window.to), [series, window.from, window.to]);

  const words = [t('value.false'), t('value.true')] as const;
  const say = (value: number | null) =>
    value === null ? '–' : truth ? (words[value] ?? '–') : formatNumber(value, property.schema, i18n.language);

  return (
    <section className={css.pane}>
      <header className={css.paneHead}>
        <h2 className={css.paneName}>
          <PropertyName name={name} /> {unit !== '' && <span className={css.unit}>{unit}</span>}
        </h2>
        {point !== null ? (
          <span className={css.readout}>
            <span className={css.at}>{formatInstant(point.ts, zone, i18n.language, platformNow())}</span>{' '}
            <strong>{say(point.value)}</strong>
          </span>
        ) : (
          summary !== null && (
            <span className={css.readout}>
              {!truth && (
                <span className={css.at}>
                  {t('trends.minMax', { min: say(summary.min), max: say(summary.max) })}{' '}
                </span>
              )}
              <strong>{say(summary.last)}</strong>
            </span>
          )
        )}
      </header>
      {summary === null ? (
        <p className={css.nothing}>{t('trends.nothing')}</p>
      ) : (
        <Chart
          series={series}
          window={window}
          truth={truth}
          zone={zone}
          height={truth ? 72 : 150}
          label={t('trends.label', { name, min: say(summary.min), max: say(summary.max), last: say(summary.last), unit })}
          truthWords={words}
          formatTick={(value) => formatTick(value, i18n.language)}
          onZoom={onZoom}
          onZoomOut={onZoomOut}
          onPoint={(ts, value) => setPoint(ts === null ? null : { ts, value })}
        />
      )}
    </section>
  );
}

function formatTick(value: number, locale: string): string {
  const size = Math.abs(value);
  return size !== 0 && (size < 1e-3 || size >= 1e6)
    ? value.toExponential(1)
    : value.toLocaleString(locale, { maximumFractionDigits: 4 });
}

export function TrendsSkeleton({ count }: { count: number }) {
  return (
    <div className={css.panes} aria-hidden>
      {Array.from({ length: Math.max(1, count) }, (_, i) => (
        <section key={i} className={css.pane}>
          <Skeleton height={16} width="30%" mb={8} />
          <Skeleton height={150} />
        </section>
      ))}
    </div>
  );
}
