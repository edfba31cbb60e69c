import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../api/clock';
import type { Parts, Property, Twin, Value } from '../api/contract';
import { useZone } from '../app/preferences';
import { isChartable } from '../charts/Trends';
import { PropertyName } from '../format/PropertyName';
import { formatAge, formatInstant, formatNumber, formatValue, isNumbers, unitSymbol } from '../format/format';
import { Findings } from '../quality/Findings';
import { DISTRUSTED_BELOW, FULL } from '../quality/quality';
import { TrustMark } from '../quality/TrustMark';
import { RelatedNote } from './RelatedNote';
import css from './twins.module.css';
import { type Want, Wish } from './Wish';

interface Props {
  twin: Twin;
  charts: readonly string[];
  /** Draws a property, or no longer does. */
  onToggle: (name: string) => void;
  /** Absent where the person may not want anything of twins. */
  onWant?: Want | undefined;
}

/** What the twin says now: each value with its unit, its age, what is wrong with it, and what somebody wants it to be. */
export function LiveValues({ twin, charts, onToggle, onWant }: Props) {
  const { t } = useTranslation();
  const wantOf = (name: string, { schema }: Property) =>
    twin.writable?.includes(name) === true && schema !== 'doubles' ? onWant : undefined;
  return (
    <section className={css.values} aria-label={t('values.title')}>
      <table className={css.valueTable}>
        <thead>
          <tr>
            <th scope="col">{t('values.property')}</th>
            <th scope="col" colSpan={2} className={css.valueHead}>
              {t('values.value')}
            </th>
            <th scope="col" className={css.right}>
              {t('values.age')}
            </th>
            <th scope="col" className={css.right}>
              {t('values.chart')}
            </th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(twin.properties).map(([name, property]) => (
            <Fragment key={name}>
              <tr data-more={hasFindings(property) || hasWish(property) || wantOf(name, property) !== undefined || undefined}>
                <th scope="row" className={css.propertyName}>
                  <PropertyName name={name} /> <TrustMark score={property.measured?.quality} />
                  {property.related != null && <RelatedNote related={property.related} />}
                </th>
                <ValueCell property={property} stale={twin.silent} />
                <AgeCell ts={property.measured?.ts} />
                <td className={css.right}>
                  {isChartable(property) && (
                    <input
                      type="checkbox"
                      className={css.check}
                      aria-label={t('values.chartOf', { name })}
                      checked={charts.includes(name)}
                      onChange={() => onToggle(name)}
                    />
                  )}
                </td>
              </tr>
              {(hasWish(property) || wantOf(name, property) !== undefined) && (
                <tr data-more={hasFindings(property) || undefined}>
                  <td colSpan={5} className={css.below}>
                    <Wish name={name} property={property} onWant={wantOf(name, property)} />
                  </td>
                </tr>
              )}
              {hasFindings(property) && (
                <tr>
                  <td colSpan={5} className={css.below}>
                    <Findings of={name} findings={property.findings ?? []} />
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function hasFindings({ findings }: Property): boolean {
  return findings != null && findings.length > 0;
}

function hasWish({ desired }: Property): boolean {
  return desired != null;
}

function ValueCell({ property, stale }: { property: Property; stale: boolean }) {
  const { t, i18n } = useTranslation();
  const value = property.measured?.value;
  const isDistrusted = (property.measured?.quality ?? FULL) < DISTRUSTED_BELOW;
  if (isWide(value)) {
    return (
      <td colSpan={2} className={`${css.value} ${stale ? 'cp-stale' : ''}`}>
        {isNumbers(value) ? (
          <Profile values={value} unit={property.unit} />
        ) : (
          <span className={css.longText}>{formatValue(value, property.schema, i18n.language, t)}</span>
        )}
      </td>
    );
  }
  return (
    <>
      <td className={`${css.value} ${stale ? 'cp-stale' : ''}`}>
        <span className={`${css.number} ${isDistrusted ? `cp-distrusted ${css.doubted}` : ''}`}>
          {formatValue(value, property.schema, i18n.language, t)}
        </span>
        {property.filtered != null && <FilteredValue value={property.filtered.value} />}
      </td>
      <td className={css.unitCell}>{unitSymbol(property.unit)}</td>
    </>
  );
}

function FilteredValue({ value }: { value: number }) {
  const { t, i18n } = useTranslation();
  return (
    <span className={css.filtered}>
      {t('values.filtered')} <span className={css.filteredNumber}>{formatNumber(value, 'double', i18n.language)}</span>
    </span>
  );
}

/** Long things, which need the room of the unit too. */
function isWide(value: Value | undefined): value is string | number[] | Parts {
  return typeof value === 'object' || (typeof value === 'string' && value.length > 8);
}

function AgeCell({ ts }: { ts: number | undefined }) {
  const { t, i18n } = useTranslation();
  const zone = useZone();
  const now = useNow();
  return (
    <td className={css.age}>
      {ts === undefined ? '–' : <time title={formatInstant(ts, zone, i18n.language, now)}>{formatAge(now - ts, t)}</time>}
    </td>
  );
}

/** An array as its shape and its range: a hundred numbers in a cell tell nobody anything. */
function Profile({ values, unit }: { values: readonly number[]; unit?: string | null | undefined }) {
  const { t, i18n } = useTranslation();
  const min = Math.min(...values);
  const max = Math.max(...values);
  const say = (value: number) => formatValue(value, 'double', i18n.language, t);
  const points = values
    .map((value, i) => `${(i / Math.max(1, values.length - 1)) * 96 + 2},${22 - (max === min ? 10 : ((value - min) / (max - min)) * 20)}`)
    .join(' ');
  return (
    <span className={css.profile}>
      <svg viewBox="0 0 100 24" width="100" height="24" aria-hidden focusable="false">
        <polyline points={points} className={css.profileLine} />
      </svg>
      <span className={css.unit}>
        {values.length === 0
          ? t('value.array', { count: 0 })
          : t('values.profile', { count: values.length, min: say(min), max: say(max), unit: unitSymbol(unit) })}
      </span>
    </span>
  );
}
