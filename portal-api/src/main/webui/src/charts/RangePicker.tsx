import { Button, Popover, SegmentedControl, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { platformNow } from '../api/clock';
import { useZone } from '../app/preferences';
import { formatInstant, type Zone, zoneName } from '../format/format';
import css from './charts.module.css';
import { fixed, type Preset, PRESETS, shifted, type TimeRange, widened, windowOf } from './timeRange';

interface Props {
  range: TimeRange;
  onRange: (range: TimeRange) => void;
}

/** One picker of time for the whole page. Everything that a drag does, a button does too. */
export function RangePicker({ range, onRange }: Props) {
  const { t, i18n } = useTranslation();
  const zone = useZone();
  const [open, setOpen] = useState(false);
  const now = platformNow();
  const { from, to } = windowOf(range, now);
  return (
    <div className={css.picker}>
      <SegmentedControl
        size="xs"
        aria-label={t('range.label')}
        value={range.kind === 'last' ? range.preset : ''}
        onChange={(preset) => onRange({ kind: 'last', preset: preset as Preset })}
        data={PRESETS.map((preset) => ({ value: preset, label: preset }))}
      />
      <Popover opened={open} onChange={setOpen} position="bottom-end" trapFocus returnFocus>
        <Popover.Target>
          <Button
            size="compact-sm"
            variant="default"
            aria-expanded={open}
            data-chosen={range.kind === 'fixed' || undefined}
            onClick={() => setOpen(!open)}
          >
            {t('range.custom')}
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label={t('range.custom')}>
          <CustomRange
            from={from}
            to={to}
            zone={zone}
            onApply={(chosen) => {
              setOpen(false);
              onRange(chosen);
            }}
          />
        </Popover.Dropdown>
      </Popover>
      <span className={css.steps} role="group" aria-label={t('range.move')}>
        <Button size="compact-sm" variant="default" aria-label={t('range.earlier')} onClick={() => onRange(shifted(range, -1, now))}>
          ‹
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          aria-label={t('range.later')}
          disabled={range.kind === 'last'}
          onClick={() => onRange(shifted(range, 1, now))}
        >
          ›
        </Button>
        <Button size="compact-sm" variant="default" aria-label={t('range.wider')} onClick={() => onRange(widened(range, now))}>
          −
        </Button>
      </span>
      <span className={css.zone}>
        {range.kind === 'fixed' &&
          `${formatInstant(from, zone, i18n.language, now)} – ${formatInstant(to, zone, i18n.language, now)} `}
        <span className={css.zoneName}>{zoneName(zone)}</span>
      </span>
      {range.kind === 'fixed' && (
        <Button size="compact-sm" onClick={() => onRange({ kind: 'last', preset: '1h' })}>
          {t('range.backToLive')}
        </Button>
      )}
    </div>
  );
}

function CustomRange({ from, to, zone, onApply }: { from: number; to: number; zone: Zone; onApply: (range: TimeRange) => void }) {
  const { t } = useTranslation();
  const [start, setStart] = useState(toField(from, zone));
  const [end, setEnd] = useState(toField(to, zone));
  const chosen = [fromField(start, zone), fromField(end, zone)] as const;
  const valid = chosen.every((ts) => !Number.isNaN(ts)) && chosen[0] < chosen[1];
  const apply = (event: FormEvent) => {
    event.preventDefault();
    if (valid) {
      onApply(fixed(chosen[0], chosen[1]));
    }
  };
  return (
    <form onSubmit={apply} className={css.custom}>
      <TextInput
        type="datetime-local"
        step={1}
        data-autofocus
        label={t('range.from', { zone: zoneName(zone) })}
        value={start}
        onChange={(event) => setStart(event.currentTarget.value)}
      />
      <TextInput
        type="datetime-local"
        step={1}
        label={t('range.to', { zone: zoneName(zone) })}
        value={end}
        error={valid ? undefined : t('range.invalid')}
        onChange={(event) => setEnd(event.currentTarget.value)}
      />
      <Button type="submit" disabled={!valid}>
        {t('range.apply')}
      </Button>
    </form>
  );
}

/** As `datetime-local` wants it: the zone's wall clock, to the second. */
function toField(ts: number, zone: Zone): string {
  const shift = zone === 'utc' ? 0 : new Date(ts).getTimezoneOffset() * 60_000;
  return new Date(ts - shift).toISOString().slice(0, 19);
}

function fromField(field: string, zone: Zone): number {
  return Date.parse(zone === 'utc' ? `${field}Z` : field);
}
