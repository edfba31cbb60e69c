import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { speakFor } from '../api/client';
import type { Problem, Session } from '../api/contract';
import { createQueryClient } from '../api/queries';
import { Pages } from '../app/App';
import { LiveProvider } from '../live/live';
import { aTwin } from '../test-twins';
import { SessionGate } from './SessionGate';

/** The platform's API as far as a test needs it: answers by path, and what was asked. */
class FakeApi {
  readonly asked: Request[] = [];
  readonly answers: Record<string, (request: Request) => [status: number, body: unknown]> = {};

  readonly fetch = (input: Request | string, init?: RequestInit): Promise<Response> => {
    const request = new Request(typeof input === 'string' ? new URL(input, window.location.href) : input, init);
    this.asked.push(request);
    const path = new URL(request.url).pathname.replace('/api/v1', '');
    const [status, body] = this.answers[path]?.(request) ?? [404, problem(404)];
    return Promise.resolve(
      new Response(JSON.stringify(body), { status, headers: { 'Content-Type': status < 300 ? 'application/json' : 'application/problem+json' } }),
    );
  };
}

function problem(status: number, detail?: string, instance?: string): Problem {
  return { type: 'about:blank', title: `Problem ${status}`, status, detail: detail ?? null, instance: instance ?? null };
}

function session(differences: Partial<Session> = {}): Session {
  return { subject: 's', tenant: 'demo', tenants: ['demo'], roles: ['owner'], permissions: ['read-twins', 'read-devices'], ...differences };
}

let fake: FakeApi;

function open(path: string): void {
  const queries = createQueryClient();
  queries.setDefaultOptions({ queries: { retry: false } });
  render(
    <MantineProvider>
      <QueryClientProvider client={queries}>
        <MemoryRouter initialEntries={[path]}>
          <SessionGate>
            <LiveProvider>
              <Pages />
            </LiveProvider>
          </SessionGate>
        </MemoryRouter>
      </QueryClientProvider>
    </MantineProvider>,
  );
}

beforeEach(() => {
  fake = new FakeApi();
  vi.stubGlobal('fetch', fake.fetch);
  localStorage.clear();
  sessionStorage.clear();
  speakFor(null);
});

afterEach(() => vi.unstubAllGlobals());

describe('the portal', () => {
  it('shows one way in to who is not logged in', async () => {
    fake.answers['/session'] = () => [401, problem(401)];

    open('/twins');

    expect((await screen.findByRole('link', { name: 'Log in' })).getAttribute('href')).toBe('/login');
  });

  it('takes the login layer’s own answer to a script for not logged in', async () => {
    fake.answers['/session'] = () => [499, ''];

    open('/twins');

    expect(await screen.findByRole('link', { name: 'Log in' })).toBeDefined();
  });

  it('lets a person of several tenants choose, and then speaks for that one', async () => {
    fake.answers['/session'] = (request) => [
      200,
      session({ tenants: ['demo', 'north'], tenant: request.headers.get('Counterpart-Tenant') }),
    ];
    fake.answers['/twins'] = () => [200, { items: [aTwin()], next: null }];

    open('/twins');
    (await screen.findByRole('button', { name: 'north' })).click();

    expect(await screen.findByRole('link', { name: 'Feed pump 1' })).toBeDefined();
    const twins = fake.asked.filter(({ url }) => url.includes('/twins?'));
    expect(twins.map(({ headers }) => headers.get('Counterpart-Tenant'))).toEqual(['north']);
  });

  it('forgets a tenant that is no longer the person’s', async () => {
    localStorage.setItem('counterpart.tenant', 'gone');
    speakFor('gone');
    fake.answers['/session'] = (request) =>
      request.headers.get('Counterpart-Tenant') === 'gone' ? [403, problem(403)] : [200, session()];
    fake.answers['/twins'] = () => [200, { items: [aTwin()], next: null }];

    open('/twins');

    expect(await screen.findByRole('link', { name: 'Feed pump 1' })).toBeDefined();
    expect(localStorage.getItem('counterpart.tenant')).toBeNull();
  });

  it('says what went wrong, with the trace id, and tries again when asked', async () => {
    fake.answers['/session'] = () => [200, session()];
    fake.answers['/twins'] = () => [500, problem(500, 'The state is not there yet.', 'trace-4711')];

    open('/twins');
    await screen.findByText('The state is not there yet.');
    expect(screen.getByText('trace-4711')).toBeDefined();
    fake.answers['/twins'] = () => [200, { items: [aTwin()], next: null }];
    screen.getByRole('button', { name: 'Try again' }).click();

    expect(await screen.findByRole('link', { name: 'Feed pump 1' })).toBeDefined();
  });

  it('tells first use from an empty search', async () => {
    fake.answers['/session'] = () => [200, session()];
    fake.answers['/twins'] = () => [200, { items: [], next: null }];

    open('/twins');
    expect(await screen.findByRole('link', { name: 'Connect a device' })).toBeDefined();

    open('/twins?q=nothing');
    expect(await screen.findByRole('button', { name: 'Clear search and filter' })).toBeDefined();
  });

  it('says who can give what is missing', async () => {
    fake.answers['/session'] = () => [200, session({ permissions: [], roles: ['billing'] })];

    open('/twins');

    expect(await screen.findByText(/owner or admin of the tenant demo/)).toBeDefined();
    expect(fake.asked.every(({ url }) => url.endsWith('/session'))).toBe(true);
  });

  it('does not know a twin of another tenant', async () => {
    fake.answers['/session'] = () => [200, session()];

    open('/twins/theirs');

    expect(await screen.findByText('There is no twin theirs')).toBeDefined();
  });

  it('shows the login when the session ends in the middle', async () => {
    let loggedIn = true;
    fake.answers['/session'] = () => (loggedIn ? [200, session()] : [401, problem(401)]);
    fake.answers['/twins'] = () => {
      loggedIn = false;
      return [401, problem(401)];
    };

    open('/twins');

    await waitFor(() => expect(screen.getByRole('link', { name: 'Log in' })).toBeDefined());
  });
});
