import { MantineProvider } from '@mantine/core';
import { render, screen } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { describe, expect, it } from 'vitest';
import type { Property, Twin } from '../api/contract';
import { aTwin } from '../test-twins';
import { LiveValues } from './LiveValues';
import { TwinQuality } from './TwinQuality';

const pressure = (differences: Partial<Property>, quality?: number): Property => ({
  unit: 'bar',
  schema: 'double',
  measured: { value: 3.2, ts: 1_700_000_000_000, ...(quality === undefined ? {} : { quality }) },
  ...differences,
});

function show(twin: Twin): void {
  render(
    <MantineProvider>
      <MemoryRouter>
        <TwinQuality twin={twin} />
        <LiveValues twin={twin} charts={[]} onToggle={() => undefined} />
      </MemoryRouter>
    </MantineProvider>,
  );
}

describe('a value', () => {
  it.each([undefined, 100])('with quality %s stays calm', (quality) => {
    show(aTwin({ properties: { pressure: pressure({ findings: [] }, quality) } }));
    expect(screen.queryByText('Quality')).toBeNull();
    expect(screen.queryByRole('list')).toBeNull();
  });

  it('that is not believed has its score, what is wrong with it, and what the filter makes of it', () => {
    const stuck = { finding: 'stuck', since: 1_700_000_000_000, what: '3.2 bar for 12 values in a row' };
    show(aTwin({ properties: { pressure: pressure({ findings: [stuck], filtered: { value: 3.1, ts: 1 } }, 20) } }));

    expect(screen.getByTitle('Quality 20 of 100')).toBeDefined();
    expect(screen.getByRole('list', { name: 'What is wrong with pressure' }).textContent).toContain(stuck.what);
    expect(screen.getByText('Stuck')).toBeDefined();
    expect(screen.getByText('3.10')).toBeDefined();
  });
});

describe('a value of several parts', () => {
  it('is shown with all of them', () => {
    const value = { size: 2.5, marks: [1, 2] };
    show(aTwin({ properties: { inlet: { schema: 'json', measured: { value, ts: 1_700_000_000_000 } } } }));
    expect(screen.getByText('{"size":2.5,"marks":[1,2]}')).toBeDefined();
  });
});

describe('a value that is made of other twins', () => {
  it.each([
    [3, 2, 'from 2 of 3 twins'],
    [3, 3, 'from 3 twins'],
    [1, 0, 'its twin says nothing'],
  ])('of %i, of which %i have one, says so', (twins, used, words) => {
    show(aTwin({ properties: { pressure: pressure({ related: { twins, used, circular: false } }) } }));
    expect(screen.getByText(words)).toBeDefined();
  });

  it('of the only one is as any other', () => {
    show(aTwin({ properties: { pressure: pressure({ related: { twins: 1, used: 1, circular: false } }) } }));
    expect(screen.queryByText(/twin/)).toBeNull();
  });

  it('says that it is made of itself', () => {
    show(aTwin({ properties: { pressure: pressure({ related: { twins: 1, used: 0, circular: true } }) } }));
    expect(screen.getByText('made of itself, by way of other twins')).toBeDefined();
  });
});

describe('a twin’s quality', () => {
  it('is explained by the signal of a part', () => {
    show(aTwin({ quality: 75, worst: 'pressure', worstTwin: 'pump-2' }));
    expect(screen.getByText(/lowest is/).textContent).toBe('lowest is pump-2 pressure');
    expect(screen.getByRole('link', { name: 'pump-2' }).getAttribute('href')).toBe('/twins/pump-2');
  });

  it('is explained by its worst signal', () => {
    const properties = { pressure: pressure({ findings: [{ finding: 'drift', since: 1, what: '' }] }, 50) };
    show(aTwin({ quality: 75, worst: 'pressure', properties }));

    expect(screen.getByTitle('Quality 75 of 100')).toBeDefined();
    expect(screen.getByText(/lowest is/).textContent).toBe('lowest is pressure: Drift');
  });

  it('is said without a mark while nothing is wrong, and not at all where nobody judges', () => {
    show(aTwin({ quality: 100 }));
    expect(screen.getByText('Quality 100')).toBeDefined();
    expect(screen.queryByTitle(/of 100/)).toBeNull();
  });
});
