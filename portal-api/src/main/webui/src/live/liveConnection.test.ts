import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Twin } from '../api/contract';
import { aTwin } from '../test-twins';
import { LiveConnection, MAX_FOLLOWED, SILENCE_MS } from './liveConnection';

/** A server whose streams the test holds in its hand. */
class FakeServer {
  readonly requests: { url: string; signal: AbortSignal; stream: ReadableStreamDefaultController<Uint8Array> }[] = [];
  answer = 200;

  readonly fetch = (url: string, init: RequestInit): Promise<Response> => {
    if (this.answer !== 200) {
      return Promise.resolve(new Response('{"title":"No"}', { status: this.answer, headers: { 'Content-Type': 'application/problem+json' } }));
    }
    const body = new ReadableStream<Uint8Array>({
      start: (stream) => {
        this.requests.push({ url, signal: init.signal as AbortSignal, stream });
        init.signal?.addEventListener('abort', () => stream.error(new DOMException('aborted', 'AbortError')));
      },
    });
    return Promise.resolve(new Response(body));
  };

  get last() {
    return this.requests.at(-1)!;
  }

  say(twin: Twin): void {
    this.last.stream.enqueue(new TextEncoder().encode(`event: state\ndata: ${JSON.stringify(twin)}\n\n`));
  }
}

const server = { current: new FakeServer() };
const heard: Twin[] = [];
let resumed = 0;

function connect(): LiveConnection {
  return new LiveConnection({
    onTwin: (twin) => heard.push(twin),
    onTwinEvent: () => undefined,
    onResumed: () => resumed++,
    onFailure: () => undefined,
  });
}

/** Lets time pass, and everything that waits for it happen. */
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers();
  server.current = new FakeServer();
  heard.length = 0;
  resumed = 0;
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => server.current.fetch(url, init));
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the live connection', () => {
  it('asks once for all that the page looks at', async () => {
    const connection = connect();
    connection.follow(['a', 'b']);
    connection.follow(['b', 'c']);

    await pass(200);

    expect(server.current.requests.map(({ url }) => url)).toEqual(['/api/v1/events?twins=a,b,c']);
    expect(connection.status.kind).toBe('live');
    connection.close();
  });

  it('hands on what it hears', async () => {
    const connection = connect();
    connection.follow(['pump-1']);
    await pass(200);

    server.current.say(aTwin({ revision: 5 }));
    await pass(0);

    expect(heard.map(({ revision }) => revision)).toEqual([5]);
    connection.close();
  });

  it('comes back after a break, and says so', async () => {
    const connection = connect();
    connection.follow(['pump-1']);
    await pass(200);

    server.current.last.stream.close();
    await pass(0);
    expect(connection.status.kind).toBe('reconnecting');
    await pass(2_000);

    expect(connection.status.kind).toBe('live');
    expect(server.current.requests).toHaveLength(2);
    expect(resumed).toBe(1);
    connection.close();
  });

  it('takes a stream without a sign of life for dead', async () => {
    const connection = connect();
    connection.follow(['pump-1']);
    await pass(200);

    await pass(SILENCE_MS + 2_000);

    expect(server.current.requests.length).toBeGreaterThan(1);
    connection.close();
  });

  it('does not knock on and on where it was refused', async () => {
    server.current.answer = 403;
    const connection = connect();
    connection.follow(['pump-1']);

    await pass(60_000);

    expect(connection.status.kind).toBe('refused');
    expect(server.current.requests).toHaveLength(0);
    connection.close();
  });

  it('closes when nobody looks any more', async () => {
    const connection = connect();
    const release = connection.follow(['pump-1']);
    await pass(200);

    release();
    await pass(200);

    expect(server.current.last.signal.aborted).toBe(true);
    expect(connection.status.kind).toBe('idle');
  });

  it('rests while the page is hidden', async () => {
    const connection = connect();
    connection.follow(['pump-1']);
    await pass(200);

    connection.pause(true);
    await pass(200);
    expect(connection.status.kind).toBe('idle');
    connection.pause(false);
    await pass(200);

    expect(connection.status.kind).toBe('live');
    expect(resumed).toBe(1);
    connection.close();
  });

  it('asks for a bounded number of twins', async () => {
    const connection = connect();
    connection.follow(Array.from({ length: MAX_FOLLOWED + 50 }, (_, i) => `t${i}`));

    await pass(200);

    expect(server.current.last.url.split(',')).toHaveLength(MAX_FOLLOWED);
    connection.close();
  });
});
