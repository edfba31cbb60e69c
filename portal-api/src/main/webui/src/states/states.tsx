import { Button } from '@mantine/core';
import { type ReactNode, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { CallFailure } from '../api/problem';
import { PersonContext } from '../session/session';
import { Mark, type MarkShape } from './Mark';
import css from './states.module.css';

interface PlateProps {
  shape?: MarkShape;
  tone?: 'calm' | 'warn';
  title: string;
  /** Whether it stands in place of a whole page, and so is its first heading. */
  page?: boolean | undefined;
  children?: ReactNode;
  action?: ReactNode;
}

/** One thing to say in place of content, and at most one next step. */
function Plate({ shape, tone = 'calm', title, page = false, children, action }: PlateProps) {
  const Heading = page ? 'h1' : 'h2';
  return (
    <div className={css.plate} data-tone={tone}>
      {shape !== undefined && (
        <span className={css.sign}>
          <Mark shape={shape} />
        </span>
      )}
      <Heading className={css.title}>{title}</Heading>
      {children !== undefined && <div className={css.text}>{children}</div>}
      {action !== undefined && <div className={css.action}>{action}</div>}
    </div>
  );
}

/** There is nothing yet, or nothing that fits the filter. */
export function Empty({ title, page, children, action }: Pick<PlateProps, 'title' | 'page' | 'children' | 'action'>) {
  return (
    <Plate page={page} shape="ring" title={title} action={action}>
      {children}
    </Plate>
  );
}

export function NotFound({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <Plate page shape="broken" title={title} action={action}>
      {children}
    </Plate>
  );
}

/** The person may not see this; who can change that. */
export function NoPermission({ what, page }: { what: string; page?: boolean | undefined }) {
  const { t } = useTranslation();
  const person = useContext(PersonContext);
  return (
    <Plate page={page} shape="cross" title={t('forbidden.title', { what })}>
      <p>{t('forbidden.who', { tenant: person?.tenant ?? '–' })}</p>
      {person !== null && person.roles.length > 0 && (
        <p className={css.small}>{t('forbidden.you', { roles: person.roles.join(', ') })}</p>
      )}
    </Plate>
  );
}

interface FailureProps {
  /** What did not work, as a sentence's beginning: “The twins could not be read”. */
  what: string;
  error: unknown;
  page?: boolean;
  onRetry: () => void;
}

/** Something did not work: what, why, what to do, and the id by which support finds the rest. */
export function Failure({ what, error, page, onRetry }: FailureProps) {
  const { t } = useTranslation();
  if (error instanceof CallFailure && error.kind === 'forbidden') {
    return <NoPermission page={page} what={error.problem?.detail ?? what} />;
  }
  return (
    <div role="alert">
      <Plate
        shape="triangle"
        tone="warn"
        page={page}
        title={what}
        action={
          <Button variant="default" onClick={onRetry}>
            {t('failure.retry')}
          </Button>
        }
      >
        <FailureReason error={error} />
      </Plate>
    </div>
  );
}

/** Why a call failed, in words, with its trace id. */
export function FailureReason({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const failure = error instanceof CallFailure ? error : null;
  const reason =
    failure === null || failure.kind === 'unreachable'
      ? t('failure.unreachable')
      : (failure.problem?.detail ?? failure.problem?.title ?? t('failure.unreachable'));
  const trace = failure?.problem?.instance;
  return (
    <>
      <p>{reason}</p>
      {trace != null && (
        <p className={css.small}>
          {t('failure.trace')} <code>{trace}</code>
        </p>
      )}
    </>
  );
}
