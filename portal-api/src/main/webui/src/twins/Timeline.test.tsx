import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { TwinEvent } from '../api/contract';
import { createQueryClient } from '../api/queries';
import { LiveProvider, useFollow } from '../live/live';
import { Timeline } from './Timeline';

const at = Date.now() - 60_000;
const base = { twin: 'pump-1', position: 1, knownAt: at };
const HEARD: TwinEvent = { ...base, event: 'heard' };
const STUCK: TwinEvent = {
  ...base,
  position: 2,
  knownAt: at + 1,
  event: 'judged',
  property: 'flow',
  ts: at,
  score: 20,
  findings: [{ finding: 'stuck', since: at, what: '3 bar for 12 values in a row' }],
};

/** The platform: what it answers for the timeline, and what comes over the live stream. Gives what it is asked. */
function platform(status: number, timeline: unknown, live: readonly TwinEvent[] = []): string[] {
  const asked: string[] = [];
  vi.stubGlobal('fetch', (input: Request | string) => {
    const url = typeof input === 'string' ? input : input.url;
    if (url.includes('/events?')) {
      const text = live.map((event) => `event: twin-event\ndata: ${JSON.stringify(event)}\n\n`).join('');
      const body = new ReadableStream({ start: (stream) => stream.enqueue(new TextEncoder().encode(text)) }); // stays open
      return Promise.resolve(new Response(body, { headers: { 'Content-Type': 'text/event-stream' } }));
    }
    asked.push(new URL(url).search);
    const type = status < 300 ? 'application/json' : 'application/problem+json';
    return Promise.resolve(new Response(JSON.stringify(timeline), { status, headers: { 'Content-Type': type } }));
  });
  return asked;
}

function Page() {
  useFollow(['pump-1']);
  return <Timeline twin="pump-1" />;
}

function open(address = '/'): void {
  const queries = createQueryClient();
  queries.setDefaultOptions({ queries: { retry: false } });
  render(
    <MantineProvider>
      <QueryClientProvider client={queries}>
        <MemoryRouter initialEntries={[address]}>
          <LiveProvider>
            <Page />
          </LiveProvider>
        </MemoryRouter>
      </QueryClientProvider>
    </MantineProvider>,
  );
}

const lines = () => screen.getAllByRole('listitem').map(({ textContent }) => textContent);

afterEach(() => vi.unstubAllGlobals());

describe('the timeline', () => {
  it('puts what happens now on top of what was read', async () => {
    platform(200, { items: [HEARD], next: null }, [STUCK]);
    open();

    await screen.findByText('Heard again.');
    await screen.findByText(/Stuck/);
    expect(lines()).toEqual([expect.stringContaining('flow: Stuck.'), expect.stringContaining('Heard again.')]);
    expect(screen.getByText('Nothing is known from before.')).toBeDefined();
  });

  it('reads on from where the newest part ended', async () => {
    const first = platform(200, { items: [STUCK], next: STUCK.knownAt });
    open();
    await screen.findByText(/Stuck/);
    const then = platform(200, { items: [HEARD], next: null });
    screen.getByRole('button', { name: 'Load earlier' }).click();

    await screen.findByText('Nothing is known from before.');
    expect(lines()).toHaveLength(2);
    expect([...first, ...then]).toEqual(['?order=newest&limit=100', `?order=newest&limit=100&to=${STUCK.knownAt}`]);
  });

  it('shows one kind when asked, and all again', async () => {
    platform(200, { items: [STUCK, HEARD], next: null });
    open('/?kind=signals');

    await screen.findByText(/Stuck/);
    expect(lines()).toHaveLength(1);
    screen.getByRole('radio', { name: 'All' }).click();
    await screen.findByText('Heard again.');
    expect(lines()).toHaveLength(2);
  });

  it('tells a kind of which there is nothing from a twin of which nothing is known', async () => {
    platform(200, { items: [HEARD], next: null });
    open('/?kind=relations');
    expect(await screen.findByText('Nothing of this kind happened')).toBeDefined();
  });

  it('says so when nothing is known', async () => {
    platform(200, { items: [], next: null });
    open();
    expect(await screen.findByText('Nothing is known to have happened')).toBeDefined();
  });

  it('says what failed, and reads again when asked', async () => {
    platform(503, { type: 'about:blank', title: 'Not now', status: 503, detail: 'History does not answer.', instance: 'trace-7' });
    open();

    await screen.findByText('History does not answer.');
    expect(screen.getByText('trace-7')).toBeDefined();
    platform(200, { items: [HEARD], next: null });
    screen.getByRole('button', { name: 'Try again' }).click();
    expect(await screen.findByText('Heard again.')).toBeDefined();
  });
});
