import { Button } from '@mantine/core';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { AcceptedCommand, Twin } from '../api/contract';
import { UNTYPED } from '../drafts/draft';
import { Dialog } from '../states/Dialog';
import { CommandLine } from './CommandLine';
import css from './commands.module.css';
import { type Give, GiveCommand } from './GiveCommand';
import { isOpen, labelOf } from './words';

/** As many commands have a button of their own; what is more is chosen in the dialog. */
const MAX_BUTTONS = 4;

/** As many that are open are shown, and as many that ended: all the others stand in the timeline. */
const MAX_OPEN = 6;
const MAX_ENDED = 3;

interface Props {
  twin: Twin;
  /** What its type lets be commanded. */
  accepts: readonly AcceptedCommand[];
  /** Absent where the person may not command it. */
  onGive?: Give | undefined;
}

/** What a twin was told to do and what became of that, and the way to tell it. Nothing where there is none of it. */
export function Commands({ twin, accepts, onGive }: Props) {
  const { t } = useTranslation();
  const heading = useId();
  // What is to be given: one command, or one that is still to be chosen.
  const [asked, setAsked] = useState<AcceptedCommand | 'any' | null>(null);
  const isFree = accepts.length === 0 && twin.type === UNTYPED && twin.device != null;
  const newest = (twin.commands ?? []).toReversed();
  const ended = newest.filter((command) => !isOpen(command));
  const shown = [...newest.filter(isOpen).slice(0, MAX_OPEN), ...ended.slice(0, MAX_ENDED)];
  if (accepts.length === 0 && shown.length === 0 && !(isFree && onGive !== undefined)) {
    return null;
  }
  return (
    <section className={css.commands} aria-labelledby={heading}>
      <div className={css.head}>
        <h2 id={heading} className={css.title}>
          {t('command.title')}
        </h2>
        {onGive !== undefined && (
          <div className={css.buttons} role="group" aria-label={t('command.give')}>
            {accepts.slice(0, MAX_BUTTONS).map((command) => (
              <Opener key={command.name} label={t('command.open', { name: command.displayName ?? command.name })} onOpen={() => setAsked(command)} />
            ))}
            {accepts.length > MAX_BUTTONS && <Opener label={t('command.other')} onOpen={() => setAsked('any')} />}
            {isFree && <Opener label={t('command.open', { name: t('command.give') })} onOpen={() => setAsked('any')} />}
          </div>
        )}
        {shown.length === 0 ? (
          <p className={css.quiet}>{t('command.none')}</p>
        ) : (
          <TimelineLink hidden={newest.length - shown.length} />
        )}
      </div>
      {shown.length > 0 && (
        <ol className={css.lines}>
          {shown.map((command) => (
            <li key={command.id}>
              <CommandLine command={command} label={labelOf(command.name, accepts)} />
            </li>
          ))}
        </ol>
      )}
      {onGive !== undefined && (
        <Dialog
          opened={asked !== null}
          onClose={() => setAsked(null)}
          title={asked === null || asked === 'any' ? t('command.give') : (asked.displayName ?? asked.name)}
        >
          <GiveCommand twin={twin} accepts={accepts} asked={asked === 'any' ? null : asked} onGive={onGive} onClose={() => setAsked(null)} />
        </Dialog>
      )}
    </section>
  );
}

function Opener({ label, onOpen }: { label: string; onOpen: () => void }) {
  return (
    <Button variant="default" size="xs" aria-haspopup="dialog" classNames={{ root: css.button ?? '' }} onClick={onOpen}>
      {label}
    </Button>
  );
}

/** To all commands that were ever given; says how many of those that it stands beside are not shown. */
function TimelineLink({ hidden }: { hidden: number }) {
  const { t } = useTranslation();
  const [params] = useSearchParams();
  const search = new URLSearchParams(params);
  search.set('tab', 'timeline');
  search.set('kind', 'commands');
  return (
    <Link to={{ search: search.toString() }} className={css.all}>
      {hidden > 0 ? t('command.more', { count: hidden }) : t('command.all')}
    </Link>
  );
}
