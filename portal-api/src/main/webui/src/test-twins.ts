import type { Twin } from './api/contract';

/** A pump that speaks, for tests. */
export function aTwin(differences: Partial<Twin> = {}): Twin {
  return {
    id: 'pump-1',
    type: 'dtmi:plant:Pump;1',
    name: 'Feed pump 1',
    revision: 1,
    device: 'pump-1',
    silent: false,
    lastHeard: 1_700_000_000_000,
    counts: { received: 3, stored: 2, duplicate: 1, rejected: 0 },
    properties: {
      pressure: { unit: 'bar', schema: 'double', measured: { value: 3.2, ts: 1_700_000_000_000 } },
      running: { schema: 'boolean', measured: { value: true, ts: 1_700_000_000_000 } },
    },
    ...differences,
  };
}
