import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../api/clock';
import type { Property, Value } from '../api/contract';
import { useZone } from '../app/preferences';
import { formatInstant, formatValue, numberFrom, unitSymbol } from '../format/format';
import { Dialog } from '../states/Dialog';
import { FailureReason } from '../states/states';
import css from './twins.module.css';

/** Wants a property to be so; null for nothing any more. */
export type Want = (name: string, value: Value | null) => Promise<void>;

interface Props {
  name: string;
  property: Property;
  /** Absent where nobody may want anything of it, or not this person. */
  onWant?: Want | undefined;
}

/** What somebody wants a property to be, below what it is; and, for who may, the way to want something. */
export function Wish({ name, property, onWant }: Props) {
  const { t, i18n } = useTranslation();
  const zone = useZone();
  const now = useNow();
  const [asking, setAsking] = useState(false);
  const { desired } = property;
  return (
    <div className={css.wish}>
      {desired != null && (
        <span>
          {t('wish.is')}{' '}
          <span className={css.wished}>
            {formatValue(desired.value, property.schema, i18n.language, t)} {unitSymbol(property.unit)}
          </span>{' '}
          {desired.since == null ? t('wish.onItsWay') : t('wish.since', { at: formatInstant(desired.since, zone, i18n.language, now) })}
        </span>
      )}
      {onWant !== undefined && (
        <Button variant="subtle" size="compact-xs" aria-label={t(desired == null ? 'wish.setOf' : 'wish.changeOf', { name })} onClick={() => setAsking(true)}>
          {t(desired == null ? 'wish.set' : 'wish.change')}
        </Button>
      )}
      {onWant !== undefined && (
        <Dialog opened={asking} onClose={() => setAsking(false)} title={t('wish.title', { name })}>
          <Form name={name} property={property} onWant={onWant} onDone={() => setAsking(false)} />
        </Dialog>
      )}
    </div>
  );
}

function Form({ name, property, onWant, onDone }: { name: string; property: Property; onWant: Want; onDone: () => void }) {
  const { t } = useTranslation();
  const { schema, desired, measured } = property;
  const [text, setText] = useState(() => String(desired?.value ?? measured?.value ?? (schema === 'boolean' ? false : '')));
  const [asked, setAsked] = useState(false);
  const want = useMutation({ mutationFn: (value: Value | null) => onWant(name, value), onSuccess: onDone });
  const value = valueOf(text, property);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (value !== null) {
      want.mutate(value);
    }
  };
  const change = (next: string) => {
    setText(next);
    want.reset();
  };
  const label = property.unit == null ? t('wish.value') : t('wish.valueIn', { unit: unitSymbol(property.unit) });
  return (
    <form onSubmit={submit} className={css.wishForm} noValidate>
      {schema === 'boolean' ? (
        <SegmentedControl
          aria-label={label}
          value={text}
          onChange={change}
          data={[
            { value: 'false', label: t('value.false') },
            { value: 'true', label: t('value.true') },
          ]}
        />
      ) : (
        <TextInput
          data-autofocus
          label={label}
          autoComplete="off"
          inputMode={schema === 'string' ? 'text' : 'decimal'}
          value={text}
          error={asked && value === null ? t('wish.notANumber') : undefined}
          onChange={(event) => change(event.currentTarget.value)}
        />
      )}
      {want.isError && (
        <div role="alert" className={css.wishProblem}>
          <strong>{t('wish.failed')}</strong>
          <FailureReason error={want.error} />
        </div>
      )}
      <div className={css.wishActions}>
        <Button type="submit" loading={want.isPending}>
          {t('wish.submit')}
        </Button>
        {desired != null && (
          <Button variant="default" disabled={want.isPending} onClick={() => want.mutate(null)}>
            {t('wish.takeBack')}
          </Button>
        )}
      </div>
    </form>
  );
}

/** What was typed as the property has it, a decimal comma included; null where it is no such thing. Whether it may be so the platform says. */
export function valueOf(text: string, { schema }: Property): Value | null {
  if (schema === 'boolean') {
    return text === 'true';
  }
  if (schema === 'string') {
    return text;
  }
  return numberFrom(text);
}
