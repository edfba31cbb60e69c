import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Property, Twin, Value } from '../api/contract';
import { CallFailure } from '../api/problem';
import { aTwin } from '../test-twins';
import { LiveValues } from './LiveValues';
import { valueOf, type Want } from './Wish';

afterEach(cleanup);

const setpoint: Property = { unit: 'bar', schema: 'double', measured: { value: 3.2, ts: 1_700_000_000_000 } };

function show(twin: Partial<Twin>, onWant?: Want): void {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MantineProvider>
        <LiveValues twin={aTwin(twin)} charts={[]} onToggle={() => undefined} onWant={onWant} />
      </MantineProvider>
    </QueryClientProvider>,
  );
}

describe('what somebody wants of a property', () => {
  it('stands beside what it is, for who may only look too', () => {
    show({ properties: { setpoint: { ...setpoint, desired: { value: 5, since: 1_700_000_000_000 } } }, writable: ['setpoint'] });

    expect(screen.getByText('5.00 bar')).toBeDefined();
    expect(screen.getByText(/since/)).toBeDefined();
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('is on its way until the log has it', () => {
    show({ properties: { setpoint: { ...setpoint, desired: { value: 5 } } } });
    expect(screen.getByText(/on its way/)).toBeDefined();
  });

  it('is set where the type lets somebody want it, and nowhere else', async () => {
    const onWant = vi.fn<Want>().mockResolvedValue(undefined);
    show({ properties: { setpoint, limit: setpoint }, writable: ['setpoint'] }, onWant);
    expect(screen.getAllByRole('button')).toHaveLength(1);

    fireEvent.click(screen.getByRole('button', { name: 'Set setpoint' }));
    fireEvent.change(screen.getByLabelText('Value in bar'), { target: { value: '4,5' } });
    fireEvent.submit(screen.getByLabelText('Value in bar'));

    await waitFor(() => expect(onWant).toHaveBeenCalledWith('setpoint', 4.5));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('is not sent where it is no number', () => {
    const onWant = vi.fn<Want>();
    show({ properties: { setpoint }, writable: ['setpoint'] }, onWant);
    fireEvent.click(screen.getByRole('button', { name: 'Set setpoint' }));
    fireEvent.change(screen.getByLabelText('Value in bar'), { target: { value: 'high' } });
    fireEvent.submit(screen.getByLabelText('Value in bar'));

    expect(screen.getByText('Give a number.')).toBeDefined();
    expect(onWant).not.toHaveBeenCalled();
  });

  it('is taken back by null', async () => {
    const onWant = vi.fn<Want>().mockResolvedValue(undefined);
    show({ properties: { setpoint: { ...setpoint, desired: { value: 5, since: 1 } } }, writable: ['setpoint'] }, onWant);
    fireEvent.click(screen.getByRole('button', { name: 'Change setpoint' }));
    fireEvent.click(screen.getByRole('button', { name: 'Take back' }));

    await waitFor(() => expect(onWant).toHaveBeenCalledWith('setpoint', null));
  });

  it('that cannot be is refused in the platform’s words', async () => {
    const problem = { type: 'urn:counterpart:problem:invalid-desired', title: '', status: 400, detail: 'above 10 bar' };
    show({ properties: { setpoint }, writable: ['setpoint'] }, () => Promise.reject(new CallFailure('invalid', problem)));
    fireEvent.click(screen.getByRole('button', { name: 'Set setpoint' }));
    fireEvent.submit(screen.getByLabelText('Value in bar'));

    expect((await screen.findByRole('alert')).textContent).toContain('above 10 bar');
  });
});

describe('what is typed', () => {
  it.each<[string, Property['schema'], Value | null]>([
    ['5', 'double', 5],
    [' 5,25 ', 'double', 5.25],
    ['', 'double', null],
    ['5 bar', 'double', null],
    ['true', 'boolean', true],
    ['auto', 'string', 'auto'],
  ])('%s as %s is %s', (text, schema, value) => {
    expect(valueOf(text, { schema })).toBe(value);
  });
});
