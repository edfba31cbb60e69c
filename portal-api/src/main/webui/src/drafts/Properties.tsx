import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DraftRemark, Json, JsonObject } from '../api/contract';
import { PropertyName } from '../format/PropertyName';
import { unitSymbol } from '../format/format';
import page from '../twins/twins.module.css';
import { displayNameOf, durationWords, type MemberError, qualityOf, type Row, rowsOf, schemaName, semanticTypeOf, textOf, toCheck } from './draft';
import css from './drafts.module.css';
import { Fields } from './Fields';
import { Remarks } from './Remarks';

interface Props {
  document: JsonObject;
  remarks: readonly DraftRemark[];
  /** What is wrong with the document, by property. */
  errors: ReadonlyMap<string, readonly MemberError[]>;
  /** The properties that are not to be of the type. */
  left: ReadonlySet<string>;
  readOnly: boolean;
  onDocument: (document: JsonObject) => void;
  onLeft: (left: ReadonlySet<string>) => void;
}

const COLUMNS = 8;

/** A draft as a table: a line a property, which opens to its fields and to what was guessed from what. */
export function Properties({ document, remarks, errors, left, readOnly, onDocument, onLeft }: Props) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const rows = rowsOf(document);
  if (rows.length === 0) {
    return <p className={css.quiet}>{t('draft.none')}</p>;
  }
  return (
    <div className={css.tableBox}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col" className={css.narrow}>
              {t('draft.column.include')}
            </th>
            <th scope="col">{t('draft.column.property')}</th>
            <th scope="col" className={css.wide}>
              {t('draft.column.schema')}
            </th>
            <th scope="col">{t('draft.column.unit')}</th>
            <th scope="col" className={css.wide}>
              {t('draft.column.range')}
            </th>
            <th scope="col" className={css.wide}>
              {t('draft.column.period')}
            </th>
            <th scope="col" className={css.wide}>
              {t('draft.column.sure')}
            </th>
            <td />
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const wrong = errors.get(row.name) ?? [];
            const isLeft = left.has(row.name);
            const isOpen = opened.has(row.name) || wrong.length > 0;
            const own = remarks.filter(({ content }) => content === row.name);
            return (
              <Fragment key={row.name}>
                <tr data-left={isLeft || undefined} data-open={isOpen || undefined}>
                  <td>
                    <input
                      type="checkbox"
                      className={page.check}
                      aria-label={t('draft.includeOf', { name: row.name })}
                      checked={!isLeft}
                      disabled={readOnly}
                      onChange={() => onLeft(toggled(left, row.name))}
                    />
                  </td>
                  <Summary row={row} remarks={own} isLeft={isLeft} isWrong={wrong.length > 0} />
                  <td className={css.right}>
                    <button
                      type="button"
                      className={css.opener}
                      aria-expanded={isOpen}
                      aria-label={t('draft.openOf', { name: row.name })}
                      onClick={() => setOpened(toggled(opened, row.name))}
                    >
                      <svg viewBox="0 0 14 14" width="14" height="14" aria-hidden focusable="false">
                        <path d="M3 5l4 4 4-4" />
                      </svg>
                    </button>
                  </td>
                </tr>
                {isOpen && (
                  <tr data-left={isLeft || undefined}>
                    <td colSpan={COLUMNS} className={css.detail}>
                      <Fields document={document} row={row} errors={wrong} readOnly={readOnly} onDocument={onDocument} />
                      <Remarks title={t('draft.remarks', { name: row.name })} remarks={own} />
                    </td>
                  </tr>
                )}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

interface SummaryProps {
  row: Row;
  remarks: readonly DraftRemark[];
  isLeft: boolean;
  isWrong: boolean;
}

function Summary({ row, remarks, isLeft, isWrong }: SummaryProps) {
  const { t, i18n } = useTranslation();
  const { content } = row;
  const say = (number: Json | undefined) =>
    typeof number === 'number' ? number.toLocaleString(i18n.language, { maximumSignificantDigits: 6 }) : textOf(number) || '…';
  const quality = qualityOf(content);
  const displayName = displayNameOf(content);
  const checks = toCheck(remarks);
  const sentAs = remarks.find(({ property }) => property !== row.name)?.property;
  return (
    <>
      <th scope="row">
        <PropertyName name={row.name} />
        {displayName !== '' && <span className={css.quiet}> {displayName}</span>}
        {sentAs != null && <span className={css.note}>{t('draft.renamed', { name: sentAs })}</span>}
        {isLeft && <span className={css.note}>{t('draft.left')}</span>}
        {isWrong && <span className={css.wrong}>{t('draft.wrong')}</span>}
      </th>
      <td className={css.wide}>{schemaName(content.schema)}</td>
      <td>
        {content.unit === undefined ? (
          <span className={css.quiet}>{isNumeric(content) ? t('draft.noUnit') : '–'}</span>
        ) : (
          <span title={semanticTypeOf(content)}>{unitSymbol(textOf(content.unit)) || textOf(content.unit)}</span>
        )}
      </td>
      <td className={css.wide}>
        {quality.min === undefined && quality.max === undefined
          ? '–'
          : t('draft.range', { min: say(quality.min), max: say(quality.max) })}
      </td>
      <td className={css.wide}>{quality.period === undefined ? '–' : durationWords(quality.period)}</td>
      <td className={`${css.wide} ${css.quiet}`}>{checks === 0 ? t('draft.checkNone') : t('draft.check', { count: checks })}</td>
    </>
  );
}

/** Measurements: what else is a number counts, or is a state, and has no unit. */
function isNumeric(content: JsonObject): boolean {
  return content.schema === 'double' || content.schema === 'float';
}

function toggled(set: ReadonlySet<string>, name: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(name)) {
    next.add(name);
  }
  return next;
}
