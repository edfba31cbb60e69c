import { Button, Loader } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '../api/contract';
import { SESSION_KEY } from '../api/queries';
import { Logo } from '../app/Logo';
import css from '../app/shell.module.css';
import { useTitle } from '../app/useTitle';
import { Empty, Failure } from '../states/states';
import { type Person, PersonContext, rememberedTenant, rememberTenant, settledTenant, useSessionQuery } from './session';

/** Lets in who is logged in and has a tenant; shows everybody else the one next step. */
export function SessionGate({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const session = useSessionQuery();
  if (session.data === null) {
    return <Login />;
  }
  if (session.data !== undefined) {
    return <TenantGate session={session.data}>{children}</TenantGate>;
  }
  if (session.isError) {
    return <Failure page what={t('session.failed')} error={session.error} onRetry={() => void session.refetch()} />;
  }
  return (
    <div className={css.gate}>
      <Loader aria-label={t('loading')} color="gray" />
    </div>
  );
}

function Login() {
  const { t } = useTranslation();
  useTitle(t('login.title'));
  return (
    <main className={css.gate}>
      <Logo />
      <h1>Counterpart</h1>
      <p>{t('login.text')}</p>
      <Button component="a" href="/login" size="md">
        {t('login.button')}
      </Button>
    </main>
  );
}

function TenantGate({ session, children }: { session: Session; children: ReactNode }) {
  const queries = useQueryClient();
  const [chosen, setChosen] = useState(rememberedTenant);
  const tenant = settledTenant(session, chosen);
  const person = useMemo<Person | null>(() => {
    const chooseTenant = (next: string) => {
      rememberTenant(next);
      setChosen(next);
      // Nothing of one tenant is ever seen in another.
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION_KEY[0] });
      void queries.resetQueries({ queryKey: SESSION_KEY });
    };
    return tenant === null ? null : { ...session, tenant, chooseTenant };
  }, [session, tenant, queries]);

  if (session.tenants.length === 0) {
    return <NoTenant session={session} />;
  }
  if (person === null || tenant === null) {
    return (
      <TenantChoice
        tenants={session.tenants}
        onChoose={(next) => {
          rememberTenant(next);
              setChosen(next);
          void queries.resetQueries({ queryKey: SESSION_KEY });
        }}
      />
    );
  }
  // The key makes everything within anew for another tenant: no page, store or stream survives the change.
  return (
    <PersonContext key={tenant} value={person}>
      {children}
    </PersonContext>
  );
}

function TenantChoice({ tenants, onChoose }: { tenants: readonly string[]; onChoose: (tenant: string) => void }) {
  const { t } = useTranslation();
  useTitle(t('session.chooseTitle'));
  return (
    <main className={css.gate}>
      <Logo />
      <h1>{t('session.chooseTitle')}</h1>
      <p>{t('session.chooseText')}</p>
      <div className={css.tenants}>
        {tenants.map((tenant) => (
          <Button key={tenant} variant="default" size="md" onClick={() => onChoose(tenant)}>
            {tenant}
          </Button>
        ))}
      </div>
    </main>
  );
}

function NoTenant({ session }: { session: Session }) {
  const { t } = useTranslation();
  return (
    <main className={css.gate}>
      <Empty
        page
        title={t('session.noTenant')}
        action={
          <Button component="a" href="/logout" variant="default">
            {t('settings.logout')}
          </Button>
        }
      >
        {t('session.noTenantText', { who: session.email ?? session.name ?? session.subject })}
      </Empty>
    </main>
  );
}
