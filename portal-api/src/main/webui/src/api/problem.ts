import type { Problem } from './contract';

/** What went wrong with a call, in the kinds that a person can do something different about. */
export type FailureKind = 'unauthenticated' | 'forbidden' | 'not-found' | 'conflict' | 'limited' | 'unreachable' | 'invalid' | 'server';

/** A call that did not do what was asked. */
export class CallFailure extends Error {
  override readonly name = 'CallFailure';

  constructor(
    readonly kind: FailureKind,
    readonly problem: Problem | null,
    /** Seconds the server asks us to wait, where it says. */
    readonly retryAfter: number | null = null,
    options?: ErrorOptions,
  ) {
    super(problem?.detail ?? problem?.title ?? kind, options);
  }

  /** Whether the same call may well succeed a little later. */
  get passing(): boolean {
    return this.kind === 'unreachable' || this.kind === 'server' || this.kind === 'limited';
  }
}

/** The failure that an answer other than 2xx stands for. */
export async function failureOf(response: Response): Promise<CallFailure> {
  const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN);
  return new CallFailure(kindOf(response.status), await problemOf(response), Number.isFinite(seconds) ? seconds : null);
}

function kindOf(status: number): FailureKind {
  switch (status) {
    case 401:
    case 499: // the login layer's answer to a script, in place of a redirect
      return 'unauthenticated';
    case 403:
      return 'forbidden';
    case 404:
      return 'not-found';
    case 409:
    case 412:
      return 'conflict';
    case 429:
      return 'limited';
    default:
      return status >= 500 ? 'server' : 'invalid';
  }
}

async function problemOf(response: Response): Promise<Problem> {
  const unknown: Problem = { type: 'about:blank', title: `HTTP ${response.status}`, status: response.status };
  if (!response.headers.get('Content-Type')?.includes('json')) {
    return unknown;
  }
  try {
    return { ...unknown, ...((await response.json()) as Partial<Problem>) };
  } catch {
    return unknown; // a body cut short says no more than its status did
  }
}
