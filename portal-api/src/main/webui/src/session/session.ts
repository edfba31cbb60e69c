import { useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { api, dataOf, speakFor } from '../api/client';
import type { Session } from '../api/contract';
import { CallFailure } from '../api/problem';
import { SESSION_KEY } from '../api/queries';

/** Who is logged in; null when nobody is. */
export function useSessionQuery() {
  return useQuery<Session | null>({
    queryKey: SESSION_KEY,
    staleTime: 5 * 60_000,
    refetchInterval: 5 * 60_000,
    queryFn: ({ signal }) => readSession(signal),
  });
}

async function readSession(signal: AbortSignal): Promise<Session | null> {
  try {
    const session = dataOf(await api.GET('/session', { signal }));
    speakFor(settledTenant(session, rememberedTenant()));
    return session;
  } catch (failure) {
    if (failure instanceof CallFailure && failure.kind === 'unauthenticated') {
      return null;
    }
    const lostTenant = failure instanceof CallFailure && (failure.kind === 'forbidden' || failure.kind === 'not-found');
    if (lostTenant && rememberedTenant() !== null) {
      // The remembered tenant is no longer the person's: begin again with none.
      forgetTenant();
      return readSession(signal);
    }
    throw failure;
  }
}

/** Whose things the person works with: the one remembered while it is still theirs, else what the server says, else unsettled. */
export function settledTenant(session: Session, chosen: string | null): string | null {
  if (session.tenants.length === 1) {
    return session.tenants[0] ?? null;
  }
  return [chosen, session.tenant].find((tenant) => tenant != null && session.tenants.includes(tenant)) ?? null;
}

/** A session whose tenant is settled. */
export interface Person extends Session {
  tenant: string;
  /** Chooses another of the person's tenants. */
  chooseTenant: (tenant: string) => void;
}

export const PersonContext = createContext<Person | null>(null);

/** Who is logged in, on pages that only a person sees. */
export function usePerson(): Person {
  const person = useContext(PersonContext);
  if (person === null) {
    throw new Error('this page stands outside the session');
  }
  return person;
}

export type Permission = 'read-twins' | 'write-twins' | 'operate-twins' | 'write-types' | 'read-devices' | 'write-devices';

export function useMay(permission: Permission): boolean {
  return usePerson().permissions.includes(permission);
}

const TENANT_KEY = 'counterpart.tenant';

/** The tenant this browser tab last worked in. */
export function rememberedTenant(): string | null {
  return sessionStorage.getItem(TENANT_KEY) ?? localStorage.getItem(TENANT_KEY);
}

/** From here on every call is for this tenant, and so is the next visit. */
export function rememberTenant(tenant: string): void {
  sessionStorage.setItem(TENANT_KEY, tenant);
  localStorage.setItem(TENANT_KEY, tenant);
  speakFor(tenant);
}

function forgetTenant(): void {
  sessionStorage.removeItem(TENANT_KEY);
  localStorage.removeItem(TENANT_KEY);
  speakFor(null);
}

speakFor(rememberedTenant());
