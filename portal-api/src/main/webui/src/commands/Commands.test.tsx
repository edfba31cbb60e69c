import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { describe, expect, it, vi } from 'vitest';
import type { AcceptedCommand, CommandState, Twin } from '../api/contract';
import { CallFailure } from '../api/problem';
import { UNTYPED } from '../drafts/draft';
import { LiveProvider } from '../live/live';
import { aTwin } from '../test-twins';
import { Commands } from './Commands';
import type { Give } from './GiveCommand';

const AT = 1_700_000_000_000;
const RESET: AcceptedCommand = { name: 'reset', displayName: 'Reset totals' };
const MOVE: AcceptedCommand = { name: 'moveTo', request: 'double' };
const MODE: AcceptedCommand = {
  name: 'panel.setMode',
  request: { '@type': 'Enum', valueSchema: 'string', enumValues: [{ name: 'automatic', enumValue: 'AUTO' }, { name: 'manual', enumValue: 'MAN' }] },
};
const DOSE: AcceptedCommand = {
  name: 'dose',
  request: { '@type': 'Object', fields: [{ name: 'amount', schema: 'double' }, { name: 'stir', schema: 'boolean' }] },
};
const PROFILE: AcceptedCommand = { name: 'load', request: { '@type': 'Array', elementSchema: 'double' } };

const aCommand = (differences: Partial<CommandState> = {}): CommandState => ({
  id: 'c-1',
  name: 'reset',
  device: 'pump-1',
  status: 'requested',
  requestedAt: AT,
  expiresAt: AT + 60_000,
  ...differences,
});

const page = (twin: Partial<Twin>, accepts: AcceptedCommand[], onGive?: Give) => (
  <MantineProvider>
    <QueryClientProvider client={new QueryClient()}>
      <MemoryRouter initialEntries={['/twins/pump-1?charts=flow']}>
        <LiveProvider>
          <Commands twin={aTwin(twin)} accepts={accepts} onGive={onGive} />
        </LiveProvider>
      </MemoryRouter>
    </QueryClientProvider>
  </MantineProvider>
);

function show(twin: Partial<Twin>, accepts: AcceptedCommand[], onGive?: Give) {
  return render(page(twin, accepts, onGive));
}

const gives = () => vi.fn<Give>().mockResolvedValue(aCommand());
const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));
const fill = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
const lines = () => screen.getAllByRole('listitem').map(({ textContent }) => textContent);

describe('the commands of a twin', () => {
  it('are no part of the page where there are none and none can be given', () => {
    show({}, [], gives());
    expect(screen.queryByRole('region')).toBeNull();
  });

  it('can be any where no type says which, for who may give them and where a device is to hear them', () => {
    show({ type: UNTYPED }, [], gives());
    expect(screen.getByRole('button', { name: 'Give a command…' })).toBeDefined();
  });

  it.each<[string, Partial<Twin>, Give | undefined]>([
    ['who may not give them', { type: UNTYPED }, undefined],
    ['a twin without a device', { type: UNTYPED, device: null }, gives()],
  ])('are no part of the page of %s', (_, twin, onGive) => {
    show(twin, [], onGive);
    expect(screen.queryByRole('region')).toBeNull();
  });

  it('are said in words: how far each is, when, and what was answered', () => {
    show(
      {
        commands: [
          aCommand({ id: '1', name: 'moveTo', status: 'failed', endedAt: AT, response: { status: 422, payload: { stop: 100 } }, reason: 'The device said no.' }),
          aCommand({ id: '2', status: 'succeeded', endedAt: AT, response: { status: 200 } }),
          aCommand({ id: '3', status: 'expired', endedAt: AT, reason: 'Its time has passed.' }),
          aCommand({ id: '4', status: 'requested' }),
          aCommand({ id: '5', status: 'delivered', deliveredAt: AT }),
        ],
      },
      [RESET],
    );

    expect(lines()).toEqual([
      expect.stringMatching(/^Reset totalsThe device has it, its answer may come until .+/),
      expect.stringMatching(/^Reset totalsWaiting for the device, until .+/),
      expect.stringMatching(/^Reset totalsNo answer in timeIts time has passed\..+/),
      expect.stringMatching(/^Reset totalsDoneAnswer 200.+/),
      expect.stringMatching(/^moveToFailedAnswer 422: stop 100The device said no\..+/),
    ]);
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('are shown as far as a glance reaches, and lead to all of them', () => {
    show({ commands: [1, 2, 3, 4, 5].map((id) => aCommand({ id: `${id}`, status: 'refused', endedAt: AT })) }, [RESET]);

    expect(lines()).toHaveLength(3);
    const link = screen.getByRole('link', { name: '2 more in the timeline' });
    expect(link.getAttribute('href')).toBe('/twins/pump-1?charts=flow&tab=timeline&kind=commands');
  });
});

describe('a command', () => {
  it('that says nothing is given with two clicks, each time under a key of its own', async () => {
    const onGive = gives();
    show({}, [RESET], onGive);
    for (let i = 0; i < 2; i++) {
      press('Reset totals…');
      press('Send “Reset totals”');
      await screen.findByText('Handed over to the platform.');
      expect(document.activeElement?.textContent).toBe('Close');
      fireEvent.click(document.activeElement!);
    }

    expect(onGive.mock.calls.map(([command]) => command)).toEqual([{ name: 'reset', within: 'PT60S' }, { name: 'reset', within: 'PT60S' }]);
    expect(onGive.mock.calls[0]?.[1]).toMatch(/^[0-9a-f]{32}$/);
    expect(onGive.mock.calls[0]?.[1]).not.toBe(onGive.mock.calls[1]?.[1]);
  });

  it.each<[string, AcceptedCommand, () => void, unknown]>([
    ['a number', MOVE, () => fill('Value', '4,5'), 4.5],
    ['one of some', MODE, () => fill('Value', '1'), 'MAN'],
    [
      'an object',
      DOSE,
      () => {
        fill('amount', '2');
        fill('stir', '0');
      },
      { amount: 2, stir: false },
    ],
    ['JSON', PROFILE, () => fill('Value, in JSON', '[1, 2]'), [1, 2]],
  ])('says %s as its type has it', async (_, command, enter, payload) => {
    const onGive = gives();
    show({}, [command], onGive);
    press(`${command.name}…`);
    enter();
    press(`Send “${command.name}”`);

    await waitFor(() => expect(onGive).toHaveBeenCalledWith({ name: command.name, payload, within: 'PT60S' }, expect.any(String)));
  });

  it('is not sent while something is wrong with it, and the focus goes to what that is', () => {
    const onGive = gives();
    show({}, [DOSE], onGive);
    press('dose…');
    fill('amount', 'much');
    press('Send “dose”');

    expect(screen.getByText('Give a number.')).toBeDefined();
    expect(document.activeElement).toBe(screen.getByLabelText('amount'));
    expect(onGive).not.toHaveBeenCalled();
  });

  it('may take as long as it is given', async () => {
    const onGive = gives();
    show({}, [RESET], onGive);
    press('Reset totals…');
    fireEvent.click(screen.getByRole('radio', { name: '1 h' }));
    press('Send “Reset totals”');

    await waitFor(() => expect(onGive.mock.calls[0]?.[0].within).toBe('PT1H'));
  });

  it('is chosen where there are many, and none until somebody did', async () => {
    const onGive = gives();
    show({}, [MOVE, MODE, DOSE, PROFILE, RESET], onGive);
    press('Other…');
    press('Send');
    expect(screen.getByText('Choose a command.')).toBeDefined();
    fill('Command', 'reset');
    press('Send “Reset totals”');

    await waitFor(() => expect(onGive).toHaveBeenCalledWith({ name: 'reset', within: 'PT60S' }, expect.any(String)));
  });

  it('is named where no type says which there are, and may say any JSON', async () => {
    const onGive = gives();
    show({ type: UNTYPED }, [], onGive);
    press('Give a command…');
    fill('Name of the command', ' reboot ');
    fill('Value, in JSON (optional)', '{"hard": true}');
    press('Send “reboot”');

    await waitFor(() => expect(onGive).toHaveBeenCalledWith({ name: 'reboot', payload: { hard: true }, within: 'PT60S' }, expect.any(String)));
  });

  it('that the platform refuses says why in its words', async () => {
    const problem = { type: 'urn:counterpart:problem:invalid-command', title: '', status: 400, detail: 'above its stop' };
    show({}, [RESET], () => Promise.reject(new CallFailure('invalid', problem)));
    press('Reset totals…');
    press('Send “Reset totals”');

    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('It was not given');
    expect(alert.textContent).toContain('above its stop');
  });

  it('of which nobody heard whether it was taken is sent again under its key; another has another', async () => {
    const onGive = vi.fn<Give>().mockRejectedValue(new CallFailure('unreachable', null));
    show({}, [MOVE], onGive);
    press('moveTo…');
    for (const value of ['4', '4', '5']) {
      fill('Value', value);
      press('Send “moveTo”');
      expect((await screen.findByRole('alert')).textContent).toContain('Nobody knows whether it was given');
    }

    const [first, again, other] = onGive.mock.calls.map(([, key]) => key);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  it('is followed until it ended: handed over is not done', async () => {
    const onGive = gives();
    const { rerender } = show({}, [RESET], onGive);
    press('Reset totals…');
    press('Send “Reset totals”');
    const said = () => within(screen.getByRole('dialog')).getByRole('status').textContent;
    await waitFor(() => expect(said()).toContain('Handed over to the platform.'));
    expect(said()).toContain('Waiting for the device');
    expect(said()).toContain('You may close this');

    rerender(page({ commands: [aCommand({ status: 'delivered', deliveredAt: AT })] }, [RESET], onGive));
    expect(said()).toContain('The device has it');
    rerender(page({ commands: [aCommand({ status: 'succeeded', endedAt: AT, response: { status: 200 } })] }, [RESET], onGive));
    expect(said()).toContain('Done');
    rerender(page({}, [RESET], onGive)); // others took its place
    expect(said()).toContain('Done');
    expect(said()).not.toContain('You may close this');
  });
});
