import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Json, JsonObject } from '../api/contract';
import { isObject } from './draft';
import css from './drafts.module.css';

interface Props {
  document: JsonObject;
  readOnly: boolean;
  /** The document that the text is; null while it is none. */
  onDocument: (document: JsonObject | null) => void;
}

/** The type as the text that it is, for whoever wants to say more than the form has fields for. */
export function DocumentText({ document, readOnly, onDocument }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState(() => JSON.stringify(document, null, 2));
  const read = documentIn(text);
  const edit = (next: string) => {
    setText(next);
    const { document: changed } = documentIn(next);
    onDocument(changed ?? null);
  };
  return (
    <Textarea
      label={t('draft.documentLabel')}
      description={t('draft.documentHint')}
      classNames={{ input: css.document ?? '' }}
      spellCheck={false}
      autoComplete="off"
      rows={Math.min(30, text.split('\n').length + 1)}
      readOnly={readOnly}
      value={text}
      error={read.document !== undefined ? undefined : read.reason === undefined ? t('draft.notObject') : t('draft.notJson', { reason: read.reason })}
      inputWrapperOrder={['label', 'description', 'error', 'input']}
      onChange={(event) => edit(event.currentTarget.value)}
    />
  );
}

/** The document that a text is; where it is none, why it is no JSON, if that is why. */
function documentIn(text: string): { document?: JsonObject; reason?: string } {
  try {
    const json = JSON.parse(text) as Json;
    return isObject(json) ? { document: json } : {};
  } catch (error) {
    return { reason: (error as SyntaxError).message };
  }
}
