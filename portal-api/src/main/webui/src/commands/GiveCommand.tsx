import { Button, NativeSelect, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AcceptedCommand, CommandRequest, CommandSchema, CommandState, Twin } from '../api/contract';
import { CallFailure } from '../api/problem';
import { useZone } from '../app/preferences';
import { formatAge, zoneName } from '../format/format';
import { isBehind } from '../live/ConnectionState';
import { useLiveStatus } from '../live/live';
import { FailureReason } from '../states/states';
import { CommandLine } from './CommandLine';
import css from './commands.module.css';
import { choicesOf, type Fault, type Field, fieldsOf, payloadOf, typedIn, type Typed, WHOLE } from './input';
import { isOpen, labelOf } from './words';

/** Gives a command; once, however often it is called with the same key. */
export type Give = (command: CommandRequest, key: string) => Promise<CommandState>;

/** How long a command may take, in milliseconds, as the platform wants to hear it. */
const WITHIN: Record<string, number> = { PT10S: 10_000, PT60S: 60_000, PT10M: 600_000, PT1H: 3_600_000, PT24H: 86_400_000 };
const DEFAULT_WITHIN = 'PT60S';

interface Props {
  twin: Twin;
  accepts: readonly AcceptedCommand[];
  /** The command to give; null where it is chosen here, or named where no type says which there are. */
  asked: AcceptedCommand | null;
  onGive: Give;
  onClose: () => void;
}

/** Asks for what a command needs, gives it, and then says how far it is: handed over is not done. */
export function GiveCommand({ twin, accepts, asked, onGive, onClose }: Props) {
  const { t } = useTranslation();
  const [given, setGiven] = useState<CommandState | null>(null);
  return (
    <div className={css.give}>
      <p className={css.quiet}>{t('command.to', { twin: twin.name ?? twin.id, device: twin.device ?? '–' })}</p>
      {/* It stands there from the beginning: only what changes in it is read out. */}
      <div role="status" className={css.followed}>
        {given !== null && <Followed given={given} commands={twin.commands ?? []} accepts={accepts} />}
      </div>
      {given === null ? (
        <Form accepts={accepts} asked={asked} onGive={onGive} onGiven={setGiven} />
      ) : (
        <div>
          <Button autoFocus variant="default" onClick={onClose}>
            {t('dialog.close')}
          </Button>
        </div>
      )}
    </div>
  );
}

/** How far a command is, by what the twin says of it; what it said last, once others took its place there. */
function Followed({ given, commands, accepts }: { given: CommandState; commands: readonly CommandState[]; accepts: readonly AcceptedCommand[] }) {
  const { t } = useTranslation();
  const behind = isBehind(useLiveStatus());
  const [seen, setSeen] = useState(given);
  const live = commands.find(({ id }) => id === given.id);
  useEffect(() => {
    if (live !== undefined) {
      setSeen(live);
    }
  }, [live]);
  const command = live ?? seen;
  return (
    <>
      <p>{t('command.handedOver')}</p>
      <CommandLine command={command} label={labelOf(command.name, accepts)} />
      {isOpen(command) && <p className={css.quiet}>{t(behind ? 'command.behind' : 'command.mayClose')}</p>}
    </>
  );
}

interface FormProps extends Pick<Props, 'accepts' | 'asked' | 'onGive'> {
  onGiven: (command: CommandState) => void;
}

function Form({ accepts, asked, onGive, onGiven }: FormProps) {
  const { t } = useTranslation();
  const zone = useZone();
  const form = useRef<HTMLFormElement>(null);
  const isFree = accepts.length === 0;
  const [name, setName] = useState(asked?.name ?? '');
  const [typed, setTyped] = useState<Typed>({});
  const [within, setWithin] = useState(DEFAULT_WITHIN);
  // How often it was submitted; from the first time on what is wrong is said.
  const [tries, setTries] = useState(0);
  const { give, reset } = useGive(onGive, onGiven);
  const command = accepts.find((accepted) => accepted.name === name);
  const request = command?.request ?? null;
  // A command that says nothing needs no input; without a type it may say anything.
  const hasInput = isFree || request !== null;
  const { value, faults } = hasInput ? payloadOf(request, typed, zone) : { faults: {} as Record<string, Fault> };
  const isNamed = name.trim() !== '';
  const faultOf = (field: string) => (tries > 0 && Object.hasOwn(faults, field) ? t(`command.fault.${faults[field]!}`) : undefined);

  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [tries]);
  useEffect(() => {
    if (give.isError) {
      form.current?.querySelector<HTMLElement>('[type="submit"]')?.focus(); // which lost it while it could not be pressed
    }
  }, [give.isError, give.submittedAt]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTries(tries + 1);
    if (isNamed && Object.keys(faults).length === 0) {
      give.mutate({ name: name.trim(), ...(value !== undefined && { payload: value }), within });
    }
  };
  const choose = (next: string) => {
    setName(next);
    reset();
  };
  const change = (field: string, text: string) => {
    setTyped({ ...typed, [field]: text });
    reset();
  };
  return (
    <form ref={form} onSubmit={submit} className={css.form} noValidate>
      {asked === null &&
        (isFree ? (
          <TextInput
            data-autofocus
            label={t('command.name')}
            description={t('command.nameHint')}
            autoComplete="off"
            spellCheck={false}
            value={name}
            error={tries > 0 && !isNamed ? t('command.fault.name') : undefined}
            onChange={(event) => choose(event.currentTarget.value)}
          />
        ) : (
          <Choice
            label={t('command.which')}
            isFirst
            options={accepts.map((accepted) => ({ value: accepted.name, label: accepted.displayName ?? accepted.name }))}
            value={name}
            error={tries > 0 && !isNamed ? t('command.fault.command') : undefined}
            onChange={(next) => {
              setTyped({});
              choose(next);
            }}
          />
        ))}
      {hasInput && <Inputs request={request} typed={typed} faultOf={faultOf} onChange={change} />}
      <Within value={within} onChange={setWithin} />
      {give.isError && (
        <div role="alert" className={css.problem}>
          <strong>{t(isUnsure(give.error) ? 'command.unsure' : 'command.failed')}</strong>
          <FailureReason error={give.error} />
        </div>
      )}
      <div>
        <Button type="submit" loading={give.isPending} classNames={{ root: css.submit ?? '', label: css.submitLabel ?? '' }}>
          {isNamed ? t('command.submit', { name: command?.displayName ?? name.trim() }) : t('command.submitNone')}
        </Button>
      </div>
    </form>
  );
}

/** Gives a command. What may have been taken without our hearing of it is tried again under its own key, and so done once. */
function useGive(onGive: Give, onGiven: (command: CommandState) => void) {
  const unsure = useRef<{ text: string; key: string } | null>(null);
  const give = useMutation({
    mutationFn: (command: CommandRequest) => {
      const text = JSON.stringify(command);
      if (unsure.current?.text !== text) {
        unsure.current = { text, key: freshKey() };
      }
      return onGive(command, unsure.current.key);
    },
    onSuccess: onGiven,
    onError: (error) => {
      if (!isUnsure(error)) {
        unsure.current = null;
      }
    },
  });
  const reset = () => {
    if (give.isError) {
      give.reset();
    }
  };
  return { give, reset };
}

/** A key that nobody had before; `randomUUID` would need https, which a plant's own network may lack. */
function freshKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Whether the platform may have taken what it was told, though it did not say so. */
function isUnsure(error: Error): boolean {
  return !(error instanceof CallFailure) || error.kind === 'unreachable' || error.kind === 'server';
}

interface InputsProps {
  request: CommandSchema | null;
  typed: Typed;
  faultOf: (field: string) => string | undefined;
  onChange: (field: string, text: string) => void;
}

/** What a command says: inputs of its own for each part, or a text in JSON. */
function Inputs({ request, typed, faultOf, onChange }: InputsProps) {
  const { t } = useTranslation();
  const hint = useId();
  const fields = request === null ? null : fieldsOf(request);
  if (fields === null) {
    return (
      <>
        <Textarea
          data-autofocus
          label={t(request === null ? 'command.jsonFree' : 'command.json')}
          classNames={{ input: css.json ?? '' }}
          rows={4}
          spellCheck={false}
          autoComplete="off"
          value={typed[WHOLE] ?? ''}
          error={faultOf(WHOLE)}
          onChange={(event) => onChange(WHOLE, event.currentTarget.value)}
        />
        {request !== null && (
          <div>
            <span id={hint} className={css.label}>
              {t('command.schema')}
            </span>
            <pre className={css.schema} tabIndex={0} role="group" aria-labelledby={hint}>
              {JSON.stringify(request, null, 2)}
            </pre>
          </div>
        )}
      </>
    );
  }
  const isForm = fields[0]?.name !== WHOLE;
  return (
    <>
      {fields.map((field, i) => (
        <FieldInput
          key={field.name}
          field={field}
          isFirst={i === 0}
          text={typedIn(typed, field.name)}
          error={faultOf(field.name)}
          onChange={(text) => onChange(field.name, text)}
        />
      ))}
      {isForm && fields.length > 0 && <p className={css.quiet}>{t('command.fieldsHint')}</p>}
    </>
  );
}

interface FieldProps {
  field: Field;
  isFirst: boolean;
  text: string;
  error: string | undefined;
  onChange: (text: string) => void;
}

function FieldInput({ field: { name, schema }, isFirst, text, error, onChange }: FieldProps) {
  const { t } = useTranslation();
  const zone = useZone();
  const label = name === WHOLE ? t('command.value') : name;
  const choices = choicesOf(schema);
  if (choices !== null) {
    const options = choices.map((choice, i) => ({ value: String(i), label: typeof choice.name === 'string' ? choice.name : t(`value.${choice.name}`) }));
    return <Choice label={label} isFirst={isFirst} options={options} value={text} error={error} onChange={onChange} />;
  }
  const isNumber = schema === 'double' || schema === 'float' || schema === 'integer' || schema === 'long';
  return (
    <TextInput
      data-autofocus={isFirst || undefined}
      label={schema === 'dateTime' ? t('command.at', { name: label, zone: zoneName(zone) }) : label}
      description={schema === 'time' || schema === 'duration' ? t(`command.hint.${schema}`) : undefined}
      type={schema === 'date' ? 'date' : schema === 'dateTime' ? 'datetime-local' : 'text'}
      inputMode={isNumber ? 'decimal' : 'text'}
      autoComplete="off"
      spellCheck={false}
      value={text}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

interface ChoiceProps {
  label: string;
  isFirst: boolean;
  options: readonly { value: string; label: string }[];
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}

/** One of several, and none until a person chose: what a device is told nobody's default decides. */
function Choice({ label, isFirst, options, value, error, onChange }: ChoiceProps) {
  const { t } = useTranslation();
  return (
    <NativeSelect
      data-autofocus={isFirst || undefined}
      label={label}
      data={[{ value: '', label: t('command.choose') }, ...options]}
      rightSection={
        <svg className={css.chevron} viewBox="0 0 14 14" width="14" height="14" aria-hidden focusable="false">
          <path d="M3 5l4 4 4-4" />
        </svg>
      }
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

function Within({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation();
  const label = useId();
  const hint = useId();
  return (
    <div className={css.within}>
      <span id={label} className={css.label}>
        {t('command.within')}
      </span>
      <SegmentedControl
        size="xs"
        fullWidth
        aria-labelledby={label}
        aria-describedby={hint}
        value={value}
        onChange={onChange}
        data={Object.entries(WITHIN).map(([duration, ms]) => ({ value: duration, label: formatAge(ms, t) }))}
      />
      <span id={hint} className={css.quiet}>
        {t('command.withinHint')}
      </span>
    </div>
  );
}
