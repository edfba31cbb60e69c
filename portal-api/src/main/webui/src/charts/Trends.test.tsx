import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createQueryClient } from '../api/queries';
import { LiveProvider } from '../live/live';
import { aTwin } from '../test-twins';
import type { TimeRange } from './timeRange';
import { Trends } from './Trends';

afterEach(() => vi.unstubAllGlobals());

describe('trends of what was measured long ago', () => {
  it('say when, and lead there', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')));
    const ranges: TimeRange[] = [];
    render(
      <MantineProvider>
        <QueryClientProvider client={createQueryClient()}>
          <LiveProvider>
            <Trends twin={aTwin()} shown={['pressure']} range={{ kind: 'last', preset: '1h' }} onRange={(range) => ranges.push(range)} />
          </LiveProvider>
        </QueryClientProvider>
      </MantineProvider>,
    );

    expect(screen.getByText(/The last values are of/).textContent).toContain('2023');
    (await screen.findByRole('button', { name: 'Show the last values' })).click();
    expect(ranges).toEqual([{ kind: 'fixed', from: 1_700_000_000_000 - 3_600_000, to: 1_700_000_000_001 }]);
  });
});
