import { Button, SegmentedControl, Skeleton } from '@mantine/core';
import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { api, dataOf } from '../api/client';
import { platformNow } from '../api/clock';
import type { TimelinePage, TwinEvent } from '../api/contract';
import { useZone } from '../app/preferences';
import { answerText, jsonText, signOfCommand } from '../commands/words';
import { formatDay, formatInstant, formatTime, typeName, type Zone } from '../format/format';
import { useTwinEvents } from '../live/live';
import { DISTRUSTED_BELOW, findingName } from '../quality/quality';
import { Mark, type MarkShape } from '../states/Mark';
import { Empty, Failure, FailureReason } from '../states/states';
import css from './timeline.module.css';
import { byDay, keyOf, type Kind, kindOf, KINDS, type Line, merged } from './timelineParts';

/** As many events are read at once. */
const LIMIT = 100;

/** What happened to a twin, newest first, with what happens now on top. */
export function Timeline({ twin }: { twin: string }) {
  const { t } = useTranslation();
  const zone = useZone();
  const [params, setParams] = useSearchParams();
  const kind = KINDS.find((known) => known === params.get('kind')) ?? null;
  const choose = (chosen: string) =>
    setParams(
      (before) => {
        const after = new URLSearchParams(before);
        after.delete('kind');
        if (chosen !== 'all') {
          after.set('kind', chosen);
        }
        return after;
      },
      { replace: true },
    );
  const read = useTimeline(twin);
  const live = useTwinEvents(twin);
  const events = useMemo(() => merged(read.data?.pages.flatMap((page) => page.items) ?? [], live), [read.data, live]);
  const shown = useMemo(() => (kind === null ? events : events.filter((event) => kindOf(event) === kind)), [events, kind]);

  if (read.isPending) {
    return <TimelineSkeleton />;
  }
  if (read.isError && read.data === undefined) {
    return <Failure what={t('timeline.failed')} error={read.error} onRetry={() => void read.refetch()} />;
  }
  return (
    <section className={css.timeline} aria-label={t('twin.tab.timeline')}>
      <div className={css.bar}>
        <SegmentedControl
          size="xs"
          aria-label={t('timeline.filter')}
          value={kind ?? 'all'}
          onChange={choose}
          data={(['all', ...KINDS] as const).map((value) => ({ value, label: t(`timeline.kind.${value}`) }))}
        />
      </div>
      {shown.length === 0 ? (
        <NoEvents kind={kind} hasEarlier={read.hasNextPage} onClear={() => choose('all')} />
      ) : (
        <Days events={shown} zone={zone} />
      )}
      {read.hasNextPage ? (
        <div className={css.more}>
          <Button variant="default" loading={read.isFetchingNextPage} onClick={() => void read.fetchNextPage()}>
            {t('timeline.earlier')}
          </Button>
          {read.isFetchNextPageError && <FailureReason error={read.error} />}
        </div>
      ) : (
        shown.length > 0 && <p className={css.begin}>{t('timeline.begin')}</p>
      )}
    </section>
  );
}

function useTimeline(twin: string) {
  return useInfiniteQuery<TimelinePage, Error, InfiniteData<TimelinePage>, readonly string[], number | null>({
    queryKey: ['timeline', twin],
    initialPageParam: null,
    getNextPageParam: (page) => page.next,
    queryFn: async ({ pageParam, signal }) => {
      const query = { order: 'newest' as const, limit: LIMIT, ...(pageParam !== null && { to: pageParam }) };
      return dataOf(await api.GET('/twins/{twin}/timeline', { params: { path: { twin }, query }, signal }));
    },
  });
}

function NoEvents({ kind, hasEarlier, onClear }: { kind: Kind | null; hasEarlier: boolean; onClear: () => void }) {
  const { t } = useTranslation();
  if (kind === null) {
    return <Empty title={t('timeline.none')}>{t('timeline.noneText')}</Empty>;
  }
  return (
    <Empty
      title={t(hasEarlier ? 'timeline.noneFilteredYet' : 'timeline.noneFiltered')}
      action={
        <Button variant="default" onClick={onClear}>
          {t('timeline.clear')}
        </Button>
      }
    />
  );
}

function Days({ events, zone }: { events: readonly TwinEvent[]; zone: Zone }) {
  const { t, i18n } = useTranslation();
  const days = useMemo(() => byDay(events, (ts) => formatDay(ts, zone, i18n.language)), [events, zone, i18n.language]);
  const today = formatDay(platformNow(), zone, i18n.language);
  return days.map(({ name, lines }) => (
    <section key={name} className={css.day}>
      <h2 className={css.dayName}>{name === today ? t('timeline.today') : name}</h2>
      <ol className={css.lines}>
        {lines.map((line) => (
          <LineItem key={keyOf(line.event)} line={line} zone={zone} />
        ))}
      </ol>
    </section>
  ));
}

function LineItem({ line, zone }: { line: Line; zone: Zone }) {
  const { t, i18n } = useTranslation();
  const { event } = line;
  const { shape, tone } = signOf(event);
  return (
    <li className={css.line} data-tone={tone}>
      <time className={css.at} dateTime={new Date(event.knownAt).toISOString()}>
        {formatTime(event.knownAt, zone, i18n.language)}
      </time>
      <span className={css.sign}>
        <Mark shape={shape} />
      </span>
      <span className={css.text}>
        {wordsOf(line, t, (ts) => formatInstant(ts, zone, i18n.language, event.knownAt))}
        {'target' in event && (
          <>
            {' '}
            <Link to={`/twins/${event.target}`}>{event.target}</Link>
          </>
        )}
        {event.event === 'judged' && event.findings.length > 0 && (
          <>
            {' '}
            <span className={css.score}>{t('timeline.score', { score: event.score })}</span>
            <span className={css.what} lang="en">
              {event.findings[0]?.what}
            </span>
          </>
        )}
        {event.event === 'commanded' && event.command.reason != null && (
          <span className={css.what} lang="en">
            {event.command.reason}
          </span>
        )}
      </span>
    </li>
  );
}

/** The shape of an event's sign, and whether it speaks of something abnormal. */
export function signOf(event: TwinEvent): { shape: MarkShape; tone: 'calm' | 'caution' | 'warn' } {
  switch (event.event) {
    case 'created':
    case 'property-added':
      return { shape: 'plus', tone: 'calm' };
    case 'retyped':
    case 'backfilled':
      return { shape: 'turn', tone: 'calm' };
    case 'removed':
      return { shape: 'cross', tone: 'calm' };
    case 'silent':
      return { shape: 'triangle', tone: 'warn' };
    case 'heard':
      return { shape: 'dot', tone: 'calm' };
    case 'judged':
      return event.findings.length === 0
        ? { shape: 'check', tone: 'calm' }
        : event.score < DISTRUSTED_BELOW
          ? { shape: 'distrusted', tone: 'warn' }
          : { shape: 'doubted', tone: 'caution' };
    case 'related':
      return { shape: 'link', tone: 'calm' };
    case 'unrelated':
      return { shape: 'unlink', tone: 'calm' };
    case 'desired':
      return { shape: 'aim', tone: 'calm' };
    case 'commanded':
      return signOfCommand(event.command.status);
    default:
      return { shape: 'ring', tone: 'calm' };
  }
}

/**
 * An event in words; one that this portal does not know yet by its own.
 *
 * @param instant says an instant as seen from the event
 */
export function wordsOf({ event, properties }: Line, t: TFunction, instant: (ts: number) => string): string {
  switch (event.event) {
    case 'created':
      return event.device == null
        ? t('timeline.event.created', { type: typeName(event.type) })
        : t('timeline.event.createdBy', { type: typeName(event.type), device: event.device });
    case 'retyped':
      return t('timeline.event.retyped', { type: typeName(event.type) });
    case 'removed':
      return t('timeline.event.removed');
    case 'property-added':
      return properties.length === 1
        ? t('timeline.event.propertyAdded', { name: event.property })
        : t('timeline.event.propertiesAdded', { count: properties.length, names: properties.join(', ') });
    case 'silent':
      return t('timeline.event.silent', { at: instant(event.since) });
    case 'heard':
      return t('timeline.event.heard');
    case 'backfilled':
      return t('timeline.event.backfilled', { count: event.values, names: event.properties.join(', ') });
    case 'judged':
      return event.findings.length === 0
        ? t('timeline.event.well', { name: properties.join(', ') })
        : t('timeline.event.judged', {
            name: properties.join(', '),
            findings: event.findings.map(({ finding }) => findingName(finding, t)).join(', '),
          });
    case 'related':
      return t('timeline.event.related', { relationship: event.relationship });
    case 'unrelated':
      return t('timeline.event.unrelated', { relationship: event.relationship });
    case 'desired':
      return wishWords(event, t);
    case 'commanded':
      return commandWords(event, t);
    default:
      return (event as { event: string }).event;
  }
}

/** Values are said as they are: which unit they had then the event does not say. */
function wishWords({ type, desired, withdrawn }: Extract<TwinEvent, { event: 'desired' }>, t: TFunction): string {
  const wanted = Object.entries(desired).map(([name, value]) => `${name} ${Array.isArray(value) ? `[${value.join(', ')}]` : value}`);
  return [
    ...(type == null ? [] : [t('timeline.event.byType', { type: typeName(type) })]),
    ...(wanted.length === 0 ? [] : [t('timeline.event.desired', { wishes: wanted.join(', ') })]),
    ...(withdrawn.length === 0 ? [] : [t('timeline.event.withdrawn', { names: withdrawn.join(', ') })]),
  ].join(' ');
}

function commandWords({ command, payload }: Extract<TwinEvent, { event: 'commanded' }>, t: TFunction): string {
  const { name, device, status, response } = command;
  return [
    status === 'requested' && payload != null
      ? t('timeline.event.command.requestedWith', { name, device, payload: jsonText(payload) })
      : t(`timeline.event.command.${status}`, { name, device }),
    ...(response == null ? [] : [answerText(response, t)]),
  ].join(' ');
}

function TimelineSkeleton() {
  const { t } = useTranslation();
  return (
    <div className={css.timeline} aria-busy="true">
      <span className="cp-unseen" role="status">
        {t('loading')}
      </span>
      <div className={css.day} aria-hidden>
        {Array.from({ length: 8 }, (_, i) => (
          <Skeleton key={i} height={16} my={14} width={`${70 - (i % 3) * 15}%`} />
        ))}
      </div>
    </div>
  );
}
