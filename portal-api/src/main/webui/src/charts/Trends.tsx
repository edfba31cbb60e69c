import { Button, Skeleton } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, dataOf } from '../api/client';
import { platformNow, useNow } from '../api/clock';
import type { History, NumberPoint, Property, Twin } from '../api/contract';
import { useZone } from '../app/preferences';
import { PropertyName } from '../format/PropertyName';
import { formatInstant, formatNumber, unitSymbol } from '../format/format';
import { DISTRUSTED_BELOW, FULL } from '../quality/quality';
import { TrustMark } from '../quality/TrustMark';
import { Mark } from '../states/Mark';
import { Empty, Failure } from '../states/states';
import { Chart } from './Chart';
import css from './charts.module.css';
import { type Series, seriesOf, summaryOf, valueBounds, withTail } from './series';
import { fixed, type TimeRange, type Window, widened, windowOf } from './timeRange';
import { axisRange, beyond, distrusted, heldAt, scoreAt } from './trust';
import { type LiveEnd, useLiveEnds } from './useLiveEnds';

/** Points asked for a chart: about one bucket for each two pixels of a wide one. */
const POINTS = 600;
/** Of each bucket the server keeps up to so many points. */
const POINTS_OF_BUCKET = 3;
const NONE: readonly NumberPoint[] = [];

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
  const { ends, version } = useLiveEnds(twin.id);
  useNow(); // a window that ends now moves every second, with or without news
  const window = windowOf(range, platformNow());

  if (shown.length === 0) {
    return <Empty title={t('trends.noneTitle')}>{t('trends.noneText')}</Empty>;
  }
  const last = Math.max(...shown.map((name) => twin.properties[name]?.measured?.ts ?? Number.NEGATIVE_INFINITY));
  if (Number.isFinite(last) && last < window.from) {
    return <LongAgo last={last} onShow={() => onRange(fixed(last - (window.to - window.from), last + 1))} />;
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
            end={range.kind === 'last' ? ends.get(name) : undefined}
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

/** Nothing was measured in the time shown nor after it, as where old readings were sent: says when, and leads there. */
function LongAgo({ last, onShow }: { last: number; onShow: () => void }) {
  const { t, i18n } = useTranslation();
  const zone = useZone();
  return (
    <Empty
      title={t('trends.nothing')}
      action={
        <Button variant="default" onClick={onShow}>
          {t('trends.toLast')}
        </Button>
      }
    >
      {t('trends.lastAt', { at: formatInstant(last, zone, i18n.language, platformNow()) })}
    </Empty>
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
  /** What came in live since; undefined where the time shown does not end now. */
  end: LiveEnd | undefined;
  /** Changes with every new live point: the end itself is one growing object. */
  version: number;
  window: Window;
  onZoom: (from: number, to: number) => void;
  onZoomOut: () => void;
}

function Pane({ name, property, history, end, version, window, onZoom, onZoomOut }: PaneProps) {
  const { t, i18n } = useTranslation();
  const zone = useZone();
  const [point, setPoint] = useState<PointRead | null>(null);
  const truth = property.schema === 'boolean';
  const unit = unitSymbol(property.unit);
  const past = history.properties[name];
  const measured = useMemo(() => seriesOf(past?.measured ?? [], (history.to - history.from) / POINTS), [history, past]);
  const series = useMemo<Series>(
    () => (end === undefined ? measured : withTail(measured, end.measured.points)),
    [measured, end, version],
  );
  const filtered = useMemo(() => {
    const points = continued(past?.filtered, end?.filtered.points);
    return points.length === 0 ? null : heldAt(series, points);
  }, [past, series, end, version]);
  const quality = useMemo(() => continued(past?.quality, end?.quality.points), [past, end, version]);
  const stretches = useMemo(
    () => distrusted(series, quality, ((history.to - history.from) * POINTS_OF_BUCKET) / POINTS, window),
    [series, quality, history, window.from, window.to],
  );
  const bounds = useMemo(() => {
    const axis = axisRange(series, filtered, quality, stretches, window);
    return valueBounds(axis?.[0] ?? null, axis?.[1] ?? null);
  }, [series, filtered, quality, stretches, window.from, window.to]);
  const outside = useMemo(() => (truth ? [] : beyond(series, bounds, window)), [truth, series, bounds, window.from, window.to]);
  const summary = useMemo(() => summaryOf(series, window.from, window.to), [series, window.from, window.to]);
  const words = [t('value.false'), t('value.true')] as const;
  const say = (value: number | null) =>
    value === null ? '–' : truth ? (words[value] ?? '–') : formatNumber(value, property.schema, i18n.language);
  const seen = stretches.filter(({ from, to }) => to > window.from && from < window.to).length;
  const label = t('trends.label', {
    name,
    min: say(summary?.min ?? null),
    max: say(summary?.max ?? null),
    last: say(summary?.last ?? null),
    unit,
  });
  return (
    <section className={css.pane}>
      <header className={css.paneHead}>
        <h2 className={css.paneName}>
          <PropertyName name={name} /> {unit !== '' && <span className={css.unit}>{unit}</span>}
        </h2>
        {point !== null ? (
          <span className={css.readout}>
            <TrustMark score={point.value === null ? FULL : scoreAt(point.ts, quality, stretches)} />{' '}
            <span className={css.at}>{formatInstant(point.ts, zone, i18n.language, platformNow())}</span>{' '}
            <strong>{say(point.value)}</strong>
            {point.filtered !== null && (
              <span className={css.at}> {t('trends.filteredAt', { value: formatNumber(point.filtered, 'double', i18n.language) })}</span>
            )}
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
        <>
          <Chart
            series={series}
            filtered={filtered}
            distrusted={stretches}
            bounds={bounds}
            beyond={outside}
            window={window}
            truth={truth}
            zone={zone}
            height={truth ? 72 : 150}
            label={seen === 0 ? label : `${label}; ${t('trends.distrusted', { count: seen })}`}
            truthWords={words}
            formatTick={(value) => formatTick(value, i18n.language)}
            onZoom={onZoom}
            onZoomOut={onZoomOut}
            onPoint={(ts, value, held) => setPoint(ts === null ? null : { ts, value, filtered: held })}
          />
          <Legend filtered={filtered !== null} distrusted={seen > 0} beyond={outside.length} />
        </>
      )}
    </section>
  );
}

/** What is under the cursor. */
interface PointRead {
  ts: number;
  value: number | null;
  filtered: number | null;
}

/** What was read, and what came in live after it. */
function continued(read: readonly NumberPoint[] | null | undefined, live: readonly NumberPoint[] = NONE): readonly NumberPoint[] {
  const past = read ?? NONE;
  const last = past.at(-1)?.[0] ?? Number.NEGATIVE_INFINITY;
  return [...past, ...live.filter(([ts]) => ts > last)];
}

/** What the lines and the hatching mean; nothing while there is one line alone. */
function Legend({ filtered, distrusted: hatched, beyond: outside }: { filtered: boolean; distrusted: boolean; beyond: number }) {
  const { t } = useTranslation();
  if (!filtered && !hatched && outside === 0) {
    return null;
  }
  return (
    <p className={css.legend}>
      {filtered && (
        <>
          <span className={css.key} data-line="raw">
            {t('trends.legend.measured')}
          </span>
          <span className={css.key} data-line="filtered">
            {t('trends.legend.filtered')}
          </span>
        </>
      )}
      {hatched && (
        <span className={css.key} data-line="distrusted">
          {t('trends.legend.distrusted', { score: DISTRUSTED_BELOW })}
        </span>
      )}
      {outside > 0 && (
        <span className={css.beyond}>
          <Mark shape="triangle" />
          {t('trends.legend.beyond', { count: outside })}
        </span>
      )}
    </p>
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
