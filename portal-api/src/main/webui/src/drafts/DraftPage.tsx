import { Button, SegmentedControl, Skeleton, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { api, dataOf } from '../api/client';
import { platformNow } from '../api/clock';
import type { JsonObject, Twin, TypeDraft } from '../api/contract';
import { CallFailure } from '../api/problem';
import { useZone } from '../app/preferences';
import { useTitle } from '../app/useTitle';
import { formatInstant } from '../format/format';
import { useMay, usePerson } from '../session/session';
import { Empty, Failure, FailureReason, NoPermission } from '../states/states';
import page from '../twins/twins.module.css';
import { acceptDraft } from './accept';
import { DocumentText } from './DocumentText';
import { type DocumentError, errorsOf, type MemberError, placed, textOf, UNTYPED, withId, without } from './draft';
import css from './drafts.module.css';
import { ErrorText, Errors } from './Errors';
import { Properties } from './Properties';
import { Remarks } from './Remarks';

/** A first type for a twin that has none: what was guessed, how sure that is, and the way to change and accept it. */
export function DraftPage() {
  const { t } = useTranslation();
  const id = useParams().twin ?? '';
  const title = t('draft.title', { twin: id });
  useTitle(title);
  const mayRead = useMay('read-twins');
  const twin = useQuery<Twin>({
    queryKey: ['twin', id],
    enabled: mayRead,
    queryFn: async ({ signal }) => dataOf(await api.GET('/twins/{twin}', { params: { path: { twin: id } }, signal })),
  });
  const isUntyped = twin.data?.type === UNTYPED;
  const draft = useQuery<TypeDraft>({
    queryKey: ['type-draft', id],
    enabled: isUntyped,
    // What somebody is editing is not to change under his hands; who comes back gets a new one.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    queryFn: async ({ signal }) =>
      dataOf(await api.POST('/twins/{twin}/type-drafts', { params: { path: { twin: id } }, body: {}, signal })),
  });

  if (!mayRead) {
    return <NoPermission page what={t('draft.what')} />;
  }
  if (twin.data !== undefined && !isUntyped) {
    return (
      <Empty
        page
        title={t('draft.typed', { twin: id })}
        action={
          <Button component={Link} to={`/twins/${id}`} variant="default">
            {t('draft.toTwin')}
          </Button>
        }
      >
        {t('draft.typedText', { type: twin.data.type })}
      </Empty>
    );
  }
  const failed = [twin, draft].find(({ isError, data }) => isError && data === undefined);
  if (failed !== undefined) {
    return <Failure page what={t('draft.failed', { twin: id })} error={failed.error} onRetry={() => void failed.refetch()} />;
  }
  return (
    <article className={page.page} aria-busy={draft.isPending}>
      <header className={page.twinHead}>
        <nav aria-label={t('twin.trail')} className={page.trail}>
          <Link to="/twins">{t('twins.title')}</Link> / <Link to={`/twins/${id}`}>{twin.data?.name ?? id}</Link>
        </nav>
        <h1 className={page.heading}>{title}</h1>
      </header>
      {draft.data === undefined ? <Skeleton height={320} /> : <Editor key={draft.dataUpdatedAt} twin={id} draft={draft.data} />}
    </article>
  );
}

type View = 'form' | 'document';

function Editor({ twin, draft }: { twin: string; draft: TypeDraft }) {
  const { t, i18n } = useTranslation();
  const zone = useZone();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { tenant } = usePerson();
  const mayWriteTypes = useMay('write-types');
  const mayWriteTwins = useMay('write-twins');
  const mayAccept = mayWriteTypes && mayWriteTwins;
  const [view, setView] = useState<View>('form');
  const [document, setDocument] = useState(draft.document);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  // Fields keep what is typed into them; whoever replaces the whole document makes them anew.
  const [edition, setEdition] = useState(0);
  // A text that is no document: it stands in nobody's way but that of going on.
  const [isBroken, setBroken] = useState(false);
  const sent = without(document, left);
  const accept = useMutation({
    mutationFn: (type: JsonObject) => acceptDraft(twin, type),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['twin', twin] });
      await navigate(`/twins/${twin}`);
    },
  });
  const problem = accept.error instanceof CallFailure ? accept.error.problem : null;
  const errors = errorsOf(problem);
  // What was found wrong stays to be seen until it is tried again: it is put right one after the other.
  const ofMembers = placed(errors, accept.variables ?? sent);
  const isTaken = problem?.type === 'urn:counterpart:problem:type-immutable';
  const instant = (ts: number) => formatInstant(ts, zone, i18n.language, platformNow());

  const replace = (next: JsonObject) => {
    setDocument(next);
    setLeft(new Set());
    setBroken(false);
  };
  const reset = () => {
    replace(draft.document);
    setEdition(edition + 1);
    accept.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    accept.mutate(sent);
  };
  return (
    <form className={css.draft} onSubmit={submit} noValidate>
      <div className={css.intro}>
        <p>{t('draft.guessed', { from: instant(draft.from), to: instant(draft.to) })}</p>
        <p>{t('draft.strict')}</p>
      </div>
      <TextInput
        className={css.id ?? ''}
        label={t('draft.id')}
        description={t('draft.idHint')}
        autoComplete="off"
        spellCheck={false}
        readOnly={!mayAccept}
        value={textOf(document['@id'])}
        error={isTaken ? problem?.detail : idErrors(ofMembers.get(''), document)}
        onChange={(event) => setDocument(withId(document, event.currentTarget.value))}
      />
      {accept.isError && !isTaken && <Refusal key={accept.submittedAt} error={accept.error} errors={ofMembers} />}
      <SegmentedControl
        className={css.view ?? ''}
        aria-label={t('draft.view')}
        value={view}
        disabled={isBroken}
        onChange={(next) => setView(next as View)}
        data={[
          { value: 'form', label: t('draft.form') },
          { value: 'document', label: t('draft.document') },
        ]}
      />
      {view === 'form' ? (
        <Properties
          key={edition}
          document={document}
          remarks={draft.remarks}
          errors={ofMembers}
          left={left}
          readOnly={!mayAccept}
          onDocument={setDocument}
          onLeft={setLeft}
        />
      ) : (
        <DocumentText
          key={edition}
          document={sent}
          readOnly={!mayAccept}
          onDocument={(next) => (next === null ? setBroken(true) : replace(next))}
        />
      )}
      <Remarks title={t('draft.whole')} remarks={draft.remarks.filter(({ content }) => content == null)} named />
      {mayAccept ? (
        <div className={css.actions}>
          <Button type="submit" loading={accept.isPending} disabled={isBroken}>
            {t('draft.accept')}
          </Button>
          <Button variant="default" onClick={reset}>
            {t('draft.reset')}
          </Button>
          <span className={css.quiet}>{t('draft.accepting', { twin })}</span>
        </div>
      ) : (
        <p className={css.quiet}>{t('draft.mayNot', { tenant })}</p>
      )}
    </form>
  );
}

/** What is wrong with the identifier itself stands at its field. */
function idErrors(errors: readonly DocumentError[] | undefined, document: JsonObject) {
  const own = errors?.filter(({ element }) => element === document['@id']) ?? [];
  return own.length === 0 ? undefined : own.map((error) => <ErrorText key={error.id} error={error} />);
}

/** Why it was not accepted. It takes the focus: the button that was pressed may be far away. */
function Refusal({ error, errors }: { error: Error; errors: ReadonlyMap<string, readonly MemberError[]> }) {
  const { t } = useTranslation();
  const plate = useRef<HTMLDivElement>(null);
  useEffect(() => plate.current?.focus(), []);
  const hasChanged = error instanceof CallFailure && error.kind === 'conflict';
  return (
    <div ref={plate} role="alert" tabIndex={-1} className={css.refusal}>
      <strong>{t(errors.size > 0 ? 'draft.invalid' : 'draft.notAccepted')}</strong>
      {errors.size > 0 ? <Errors errors={errors} /> : hasChanged ? <p>{t('draft.changed')}</p> : <FailureReason error={error} />}
    </div>
  );
}
