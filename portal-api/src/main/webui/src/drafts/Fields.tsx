import { TextInput } from '@mantine/core';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JsonObject } from '../api/contract';
import {
  displayNameOf,
  isDuration,
  type MemberError,
  QUALITY_WORDS,
  type QualityWord,
  qualityOf,
  type Row,
  semanticTypeOf,
  textOf,
  typedNumber,
  withMember,
  withQuality,
  withSemanticType,
} from './draft';
import css from './drafts.module.css';
import { ErrorText } from './Errors';
import { QUANTITIES } from './quantities';

interface Props {
  document: JsonObject;
  row: Row;
  errors: readonly MemberError[];
  readOnly: boolean;
  onDocument: (document: JsonObject) => void;
}

/** What a person may say of a property; what is wrong stands at its field. */
export function Fields({ document, row, errors, readOnly, onDocument }: Props) {
  const { t } = useTranslation();
  const { content } = row;
  const semanticType = semanticTypeOf(content);
  const at = (...members: string[]) => errors.filter(({ member }) => members.includes(member));
  const shown = new Set(['displayName', '@type', 'unit', ...QUALITY_WORDS.map((word) => `quality.${word}`)]);
  const others = errors.filter(({ member }) => !shown.has(member));
  const text = (value: string) => (value.trim() === '' ? undefined : value.trim());
  const quality = qualityOf(content);
  return (
    <>
      {others.map((error) => (
        <ErrorText key={error.id + error.member} error={error} />
      ))}
      <div className={css.fields}>
        <Field
          label={t('draft.field.displayName')}
          value={displayNameOf(content)}
          errors={at('displayName')}
          readOnly={readOnly}
          onValue={(value) => onDocument(withMember(document, row, ['displayName'], text(value)))}
        />
        <Field
          label={t('draft.field.semanticType')}
          value={semanticType}
          errors={at('@type')}
          readOnly={readOnly}
          options={Object.keys(QUANTITIES)}
          onValue={(value) => onDocument(withSemanticType(document, row, value.trim()))}
        />
        <Field
          label={t('draft.field.unit')}
          value={textOf(content.unit)}
          errors={at('unit')}
          readOnly={readOnly}
          options={QUANTITIES[semanticType] ?? []}
          onValue={(value) => onDocument(withMember(document, row, ['unit'], text(value)))}
        />
        {isJudged(content) &&
          QUALITY_WORDS.map((word) => (
            <Field
              key={word}
              label={t(`draft.field.${word}`)}
              value={textOf(quality[word])}
              errors={at(`quality.${word}`)}
              readOnly={readOnly}
              placeholder={isDuration(word) ? t('draft.field.duration') : undefined}
              numeric={!isDuration(word)}
              onValue={(value) => onDocument(withQuality(document, row, word, valueOf(word, value)))}
            />
          ))}
      </div>
    </>
  );
}

const NUMBERS = new Set(['double', 'float', 'integer', 'long']);

/** Whether there is anything to judge it by: texts and truths are what they are. */
function isJudged(content: JsonObject): boolean {
  return typeof content.schema === 'string' && NUMBERS.has(content.schema);
}

function valueOf(word: QualityWord, text: string) {
  return isDuration(word) ? text.trim() || undefined : typedNumber(text);
}

interface FieldProps {
  label: string;
  value: string;
  errors: readonly MemberError[];
  readOnly: boolean;
  /** Offered while somebody types; others may be typed too. */
  options?: readonly string[];
  placeholder?: string | undefined;
  numeric?: boolean;
  onValue: (value: string) => void;
}

/** A field that keeps what is typed as it is typed: `0.` is on its way to a number. */
function Field({ label, value, errors, readOnly, options, placeholder, numeric = false, onValue }: FieldProps) {
  const list = useId();
  const [typed, setTyped] = useState(value);
  return (
    <>
      <TextInput
        label={label}
        size="sm"
        autoComplete="off"
        spellCheck={false}
        readOnly={readOnly}
        inputMode={numeric ? 'decimal' : 'text'}
        placeholder={placeholder ?? ''}
        value={typed}
        error={errors.length === 0 ? undefined : errors.map((error) => <ErrorText key={error.id} error={error} />)}
        {...(options === undefined ? {} : { list })}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          onValue(event.currentTarget.value);
        }}
      />
      {options !== undefined && (
        <datalist id={list}>
          {options.map((option) => (
            <option key={option} value={option} />
          ))}
        </datalist>
      )}
    </>
  );
}
