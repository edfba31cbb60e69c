import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { MemoryRouter, Route, Routes } from 'react-router';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { JsonObject, TypeDraft } from '../api/contract';
import { createQueryClient } from '../api/queries';
import { PersonContext } from '../session/session';
import { aTwin } from '../test-twins';
import { UNTYPED } from './draft';
import { DraftNotice } from './DraftNotice';
import { DraftPage } from './DraftPage';

const DRAFT: TypeDraft = {
  document: {
    '@id': 'dtmi:acme:Rig1;1',
    '@type': 'Interface',
    contents: [
      { '@type': ['Telemetry', 'Signal'], name: 'pressure', schema: 'double', quality: { min: 0, max: 16 } },
      { '@type': 'Telemetry', name: 'running', schema: 'boolean' },
    ],
  },
  remarks: [{ property: 'pressure', content: 'pressure', subject: 'quantity', guess: 'no unit', reason: 'Nothing says in which.', confidence: 'unsure' }],
  from: 0,
  to: 1,
};

interface Sent {
  call: string;
  body: JsonObject;
  ifMatch: string | null;
}

/** The platform: what it answers when a type is defined. Gives what was sent to it. */
function platform(twinType = UNTYPED, defined: { status: number; body: unknown } = { status: 201, body: { items: [] } }): Sent[] {
  const sent: Sent[] = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    const call = `${request.method} ${new URL(request.url).pathname.slice('/api/v1'.length)}`;
    if (request.method !== 'GET') {
      sent.push({ call, body: (await request.json()) as JsonObject, ifMatch: request.headers.get('If-Match') });
    }
    const [status, body] = call.startsWith('POST /twin-types')
      ? [defined.status, defined.body]
      : [200, call.endsWith('/type-drafts') ? DRAFT : aTwin({ id: 'rig-1', name: 'The rig', type: twinType })];
    const type = status < 300 ? 'application/json' : 'application/problem+json';
    return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': type, ETag: '"7"' } });
  });
  return sent;
}

function open(permissions: string[] = ['read-twins', 'write-twins', 'write-types']): void {
  const queries = createQueryClient();
  queries.setDefaultOptions({ queries: { retry: false } });
  const person = { subject: 'a', tenant: 'acme', tenants: ['acme'], roles: [], permissions, chooseTenant: () => undefined };
  render(
    <MantineProvider>
      <QueryClientProvider client={queries}>
        <PersonContext value={person}>
          <MemoryRouter initialEntries={['/twins/rig-1/type-draft']}>
            <Routes>
              <Route path="/twins/:twin/type-draft" element={<DraftPage />} />
              <Route path="/twins/:twin" element={<p>the twin</p>} />
            </Routes>
          </MemoryRouter>
        </PersonContext>
      </QueryClientProvider>
    </MantineProvider>,
  );
}

const accept = () => fireEvent.click(screen.getByRole('button', { name: 'Accept' }));
const type = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
const openPressure = async () => fireEvent.click(await screen.findByRole('button', { name: 'Details of pressure' }));

afterEach(() => vi.unstubAllGlobals());

describe('a draft', () => {
  it('is shown with what was guessed and from what', async () => {
    platform();
    open();
    await openPressure();

    expect(screen.getByText('0 to 16')).toBeDefined();
    expect(screen.getByText('1 guess')).toBeDefined();
    expect(screen.getByRole('region', { name: /What was guessed of pressure/ }).textContent).toContain('Nothing says in which.');
  });

  it('that is accepted is defined as it was changed, and given to the twin, which keeps its name', async () => {
    const sent = platform();
    open();
    await openPressure();
    type('Quantity', 'Pressure');
    type('Unit', 'bar');
    type('At most', '12,5');
    type('What the type is called', 'dtmi:acme:Gauge;1');
    fireEvent.click(screen.getByLabelText('Take running into the type'));
    accept();

    await screen.findByText('the twin');
    expect(sent.slice(1)).toEqual([
      {
        call: 'POST /twin-types',
        ifMatch: null,
        body: {
          '@id': 'dtmi:acme:Gauge;1',
          '@type': 'Interface',
          contents: [{ '@type': ['Telemetry', 'Pressure', 'Signal'], name: 'pressure', schema: 'double', unit: 'bar', quality: { min: 0, max: 12.5 } }],
        },
      },
      { call: 'PUT /twins/rig-1', ifMatch: '"7"', body: { type: 'dtmi:acme:Gauge;1', name: 'The rig' } },
    ]);
  });

  it('that is not right says so at the field, and is given to nobody', async () => {
    const wrong = { element: 'dtmi:acme:Rig1;1 contents[0].unit', id: 'dtmi:dtdl:parsingError:badDtmiOrTerm', cause: 'No unit.', action: 'Name one.' };
    const sent = platform(UNTYPED, { status: 400, body: { type: 'urn:counterpart:problem:invalid-type', title: 'No', status: 400, errors: [wrong] } });
    open();
    await screen.findByText('pressure');
    accept();

    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('alert')));
    expect(screen.getByRole('alert').textContent).toContain(wrong.element);
    expect(screen.getByLabelText('Unit').getAttribute('aria-invalid')).toBe('true');
    expect(screen.getAllByText(wrong.id)).toHaveLength(2);
    expect(sent.map(({ call }) => call)).not.toContain('PUT /twins/rig-1');
  });

  it('whose name is taken says so at the name', async () => {
    const detail = 'dtmi:acme:Rig1;1 is defined otherwise. Give the new one a new version.';
    platform(UNTYPED, { status: 409, body: { type: 'urn:counterpart:problem:type-immutable', title: 'No', status: 409, detail } });
    open();
    await screen.findByText('pressure');
    accept();

    await screen.findByText(detail);
    expect(screen.getByLabelText('What the type is called').getAttribute('aria-invalid')).toBe('true');
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('can be edited as text, which is not accepted while it is no document', async () => {
    const sent = platform();
    open();
    await screen.findByText('pressure');
    fireEvent.click(screen.getByLabelText('Document'));
    type('The type, in DTDL', '{"@id": "dtmi:acme:Rig1;2"');
    expect(screen.getByText(/This is no JSON/)).toBeDefined();
    expect(screen.getByRole('button', { name: 'Accept' }).hasAttribute('disabled')).toBe(true);

    type('The type, in DTDL', '{"@id": "dtmi:acme:Rig1;2"}');
    accept();
    await screen.findByText('the twin');
    expect(sent[1]?.body).toEqual({ '@id': 'dtmi:acme:Rig1;2' });
  });

  it('goes back to the proposal', async () => {
    platform();
    open();
    await screen.findByText('pressure');
    fireEvent.click(screen.getByLabelText('Take running into the type'));
    type('What the type is called', 'dtmi:acme:Other;1');
    fireEvent.click(screen.getByRole('button', { name: 'Back to the proposal' }));

    expect((screen.getByLabelText('What the type is called') as HTMLInputElement).value).toBe('dtmi:acme:Rig1;1');
    expect((screen.getByLabelText('Take running into the type') as HTMLInputElement).checked).toBe(true);
  });

  it('is read only for who may not accept it', async () => {
    platform();
    open(['read-twins', 'write-types']);
    await openPressure();

    expect(screen.queryByRole('button', { name: 'Accept' })).toBeNull();
    expect(screen.getByLabelText('Unit').hasAttribute('readonly')).toBe(true);
    expect(screen.getByText(/another role/)).toBeDefined();
  });

  it('is not asked for where the twin has a type', async () => {
    const sent = platform('dtmi:acme:Pump;1');
    open();

    await screen.findByText('rig-1 has a type already');
    expect(sent).toEqual([]);
  });
});

describe('a twin without a type', () => {
  it('leads to a proposal once enough was seen', () => {
    const counts = { received: 400, stored: 400, duplicate: 0, rejected: 0 };
    render(
      <MemoryRouter>
        <DraftNotice twin={aTwin({ id: 'rig-1', type: UNTYPED, counts })} />
        <DraftNotice twin={aTwin({ id: 'rig-2', counts })} />
      </MemoryRouter>,
    );

    expect(screen.getByText(/2 properties seen/)).toBeDefined();
    expect(screen.getByRole('link').getAttribute('href')).toBe('/twins/rig-1/type-draft');
  });
});
