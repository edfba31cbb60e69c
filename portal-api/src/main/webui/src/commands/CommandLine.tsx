import { useTranslation } from 'react-i18next';
import { useNow } from '../api/clock';
import type { CommandState } from '../api/contract';
import { useZone } from '../app/preferences';
import { formatInstant } from '../format/format';
import { Mark } from '../states/Mark';
import css from './commands.module.css';
import { answerText, commandStatus, signOfCommand, since } from './words';

/** A command at a glance: what became of it, when, and what the device and the platform say to that. */
export function CommandLine({ command, label }: { command: CommandState; label: string }) {
  const { t, i18n } = useTranslation();
  const zone = useZone();
  const now = useNow();
  const instant = (ts: number) => formatInstant(ts, zone, i18n.language, now);
  const { shape, tone } = signOfCommand(command.status);
  const { response, reason } = command;
  return (
    <div className={css.line} data-tone={tone}>
      <span className={css.sign}>
        <Mark shape={shape} />
      </span>
      <span className={css.name}>{label}</span>
      <span className={css.outcome}>
        <span className={css.status}>{commandStatus(command, t, instant)}</span>
        {response != null && (
          <span className={css.answer}>
            {answerText(response, t)}
          </span>
        )}
        {reason != null && (
          <span className={css.reason} lang="en">
            {reason}
          </span>
        )}
      </span>
      <time className={css.at} dateTime={new Date(since(command)).toISOString()}>
        {instant(since(command))}
      </time>
    </div>
  );
}
