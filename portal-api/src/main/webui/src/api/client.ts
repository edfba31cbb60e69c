import createClient from 'openapi-fetch';
import { learnTime } from './clock';
import type { paths } from './contract';
import { CallFailure, failureOf } from './problem';

export const API_ROOT = '/api/v1';

let tenant: string | null = null;

/** Whose things the calls from here on ask for. */
export function speakFor(chosen: string | null): void {
  tenant = chosen;
}

/** What every call to the API carries besides the session's cookie. */
export function callHeaders(method: string): Record<string, string> {
  return {
    ...(tenant === null ? {} : { 'Counterpart-Tenant': tenant }),
    // Another site cannot send a header of its own without asking us first: this is what keeps its forged forms out.
    ...(method === 'GET' || method === 'HEAD' ? {} : { 'Counterpart-Request': '1' }),
  };
}

/** The API, typed. A call either gives its data or throws a {@link CallFailure}. */
export const api = createClient<paths>({
  baseUrl: API_ROOT,
  credentials: 'same-origin',
  fetch: (request) => globalThis.fetch(request),
});

api.use({
  onRequest({ request }) {
    for (const [name, value] of Object.entries(callHeaders(request.method))) {
      request.headers.set(name, value);
    }
    return request;
  },
  async onResponse({ response }) {
    learnTime(response.headers.get('Date'));
    if (!response.ok) {
      throw await failureOf(response);
    }
  },
  onError({ error }) {
    if (error instanceof DOMException && error.name === 'AbortError') {
      return error;
    }
    return new CallFailure('unreachable', null, null, { cause: error });
  },
});

/** The data of a call that threw nothing. */
export function dataOf<T>(answer: { data?: T }): T {
  if (answer.data === undefined) {
    throw new CallFailure('server', null);
  }
  return answer.data;
}
