import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { api, callHeaders, speakFor } from './client';
import { learnTime, platformNow } from './clock';
import { CallFailure, failureOf } from './problem';

beforeEach(() => speakFor(null));

afterEach(() => {
  vi.unstubAllGlobals();
  learnTime(new Date().toUTCString());
});

describe('a call', () => {
  it('that changes something carries the header that no other site can send', () => {
    expect(callHeaders('POST')).toEqual({ 'Counterpart-Request': '1' });
    expect(callHeaders('GET')).toEqual({});
  });

  it('names the tenant it is for', () => {
    speakFor('demo');

    expect(callHeaders('GET')).toEqual({ 'Counterpart-Tenant': 'demo' });
  });

  it('puts a name into the path as one segment', async () => {
    const asked: string[] = [];
    vi.stubGlobal('fetch', (request: Request) => {
      asked.push(request.url);
      return Promise.resolve(new Response('{}', { headers: { 'Content-Type': 'application/json' } }));
    });

    await api.GET('/twins/{twin}', { params: { path: { twin: '../devices' } } });

    expect(new URL(asked[0]!).pathname).toBe('/api/v1/twins/..%2Fdevices');
  });

  it('that finds no network is a failure of its own kind', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));

    await expect(api.GET('/session')).rejects.toMatchObject({ kind: 'unreachable', passing: true });
  });
});

describe('a failure', () => {
  const answer = (status: number, body = '{}', headers: Record<string, string> = {}) =>
    failureOf(new Response(body, { status, headers: { 'Content-Type': 'application/problem+json', ...headers } }));

  it.each([
    [400, 'invalid', false],
    [401, 'unauthenticated', false],
    [403, 'forbidden', false],
    [404, 'not-found', false],
    [409, 'conflict', false],
    [412, 'conflict', false],
    [429, 'limited', true],
    [499, 'unauthenticated', false],
    [500, 'server', true],
    [503, 'server', true],
  ] as const)('of status %d is %s', async (status, kind, passing) => {
    expect(await answer(status)).toMatchObject({ kind, passing });
  });

  it('says what the problem says', async () => {
    const failure = await answer(429, '{"detail":"Too many","instance":"t-1","quota":"streams"}', { 'Retry-After': '7' });

    expect(failure).toBeInstanceOf(CallFailure);
    expect(failure).toMatchObject({ message: 'Too many', retryAfter: 7, problem: { instance: 't-1', quota: 'streams' } });
  });

  it('is one even when its body is not', async () => {
    expect(await answer(502, '<html>')).toMatchObject({ kind: 'server', message: 'HTTP 502' });
  });
});

describe('the platform’s clock', () => {
  it('rules when the browser’s is off', () => {
    learnTime(new Date(Date.now() + 300_000).toUTCString());

    expect(platformNow() - Date.now()).toBeGreaterThan(298_000);
  });

  it('is the browser’s while they differ by no more than the header can tell', () => {
    learnTime(new Date(Date.now() + 900).toUTCString());
    learnTime(null);
    learnTime('yesterday');

    expect(Math.abs(platformNow() - Date.now())).toBeLessThan(50);
  });
});
