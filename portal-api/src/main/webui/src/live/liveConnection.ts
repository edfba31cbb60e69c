import { API_ROOT, callHeaders } from '../api/client';
import type { Twin, TwinEvent } from '../api/contract';
import { CallFailure, failureOf } from '../api/problem';
import { EventStreamParser, type StreamEvent } from './eventStream';

/** How the live stream stands. `lastHeard` is when the last byte of it came, on the browser's clock. */
export type LiveStatus =
  | { kind: 'idle' }
  | { kind: 'connecting' }
  | { kind: 'live' }
  | { kind: 'reconnecting'; since: number; lastHeard: number | null }
  | { kind: 'refused'; failure: CallFailure };

export interface LiveListener {
  onTwin: (twin: Twin) => void;
  onTwinEvent: (event: TwinEvent) => void;
  /** Something was missed, by a break or by being slow: it must be read. */
  onResumed: () => void;
  onFailure: (failure: CallFailure) => void;
}

/** As many twins as one stream may ask for: the request line stays short enough for every proxy. */
export const MAX_FOLLOWED = 200;
/** The server sends at least a heartbeat every 15 s; three missed ones are a dead connection. */
export const SILENCE_MS = 45_000;
/** A change of what is looked at waits this long for the next, so that scrolling does not reconnect at every row. */
const SETTLE_MS = 150;
const MAX_BACKOFF_MS = 15_000;

/**
 * Follows the twins that some part of the page looks at, over one stream. It comes back by itself after a break, ever more
 * slowly, and rests while the page is hidden.
 */
export class LiveConnection {
  readonly #wanted = new Map<string, number>();
  readonly #statusListeners = new Set<() => void>();
  #listener: LiveListener;
  #status: LiveStatus = { kind: 'idle' };
  #followed: ReadonlySet<string> = new Set();
  #abort: AbortController | null = null;
  #settle: ReturnType<typeof setTimeout> | undefined;
  #again: ReturnType<typeof setTimeout> | undefined;
  #watchdog: ReturnType<typeof setTimeout> | undefined;
  #attempt = 0;
  #lastHeard: number | null = null;
  #brokenSince: number | null = null;
  #paused = false;
  /** Whether the stream was away since it last stood, so that something may have passed unheard. */
  #away = false;

  constructor(listener: LiveListener) {
    this.#listener = listener;
  }

  get status(): LiveStatus {
    return this.#status;
  }

  readonly onStatus = (listener: () => void): (() => void) => {
    this.#statusListeners.add(listener);
    return () => this.#statusListeners.delete(listener);
  };

  /** Follows these twins until the returned function is called. */
  follow(ids: readonly string[]): () => void {
    ids.forEach((id) => this.#wanted.set(id, (this.#wanted.get(id) ?? 0) + 1));
    this.#scheduleSettle();
    return () => {
      for (const id of ids) {
        const others = (this.#wanted.get(id) ?? 1) - 1;
        if (others === 0) {
          this.#wanted.delete(id);
        } else {
          this.#wanted.set(id, others);
        }
      }
      this.#scheduleSettle();
    };
  }

  /** A hidden page needs no stream. */
  pause(paused: boolean): void {
    if (paused !== this.#paused) {
      this.#paused = paused;
      this.#away ||= paused;
      this.#scheduleSettle();
    }
  }

  /** Tries again now: the network is back, or a person asked. */
  retry(): void {
    if (this.#status.kind === 'reconnecting' || this.#status.kind === 'refused') {
      this.#attempt = 0;
      this.#open();
    }
  }

  /** Ends everything: another tenant, or logged out. */
  close(): void {
    clearTimeout(this.#settle);
    this.#stop();
    this.#followed = new Set();
    this.#brokenSince = null;
    this.#setStatus({ kind: 'idle' });
  }

  #scheduleSettle(): void {
    clearTimeout(this.#settle);
    this.#settle = setTimeout(() => this.#settleNow(), SETTLE_MS);
  }

  #settleNow(): void {
    const wanted = this.#paused ? [] : [...this.#wanted.keys()];
    if (wanted.length === 0) {
      this.close();
      return;
    }
    // A stream that carries more than is looked at is good enough until it carries far more.
    const carriesAll = wanted.slice(0, MAX_FOLLOWED).every((id) => this.#followed.has(id));
    if (carriesAll && this.#status.kind !== 'idle' && this.#followed.size <= wanted.length + 50) {
      return;
    }
    this.#attempt = 0;
    this.#open();
  }

  #stop(): void {
    clearTimeout(this.#again);
    clearTimeout(this.#watchdog);
    this.#abort?.abort();
    this.#abort = null;
  }

  #open(): void {
    this.#stop();
    this.#followed = new Set([...this.#wanted.keys()].slice(0, MAX_FOLLOWED));
    const abort = new AbortController();
    this.#abort = abort;
    if (this.#status.kind === 'idle' || this.#status.kind === 'refused') {
      this.#setStatus({ kind: 'connecting' });
    }
    void this.#run(abort).catch((error: unknown) => {
      if (this.#abort === abort) {
        this.#broken(error);
      }
    });
  }

  async #run(abort: AbortController): Promise<never> {
    this.#watch(abort);
    const twins = [...this.#followed].map(encodeURIComponent).join(',');
    const response = await fetch(`${API_ROOT}/events?twins=${twins}`, {
      headers: { Accept: 'text/event-stream', ...callHeaders('GET') },
      credentials: 'same-origin',
      cache: 'no-store',
      signal: abort.signal,
    });
    if (!response.ok || response.body === null) {
      throw await failureOf(response);
    }
    this.#opened();
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    const parser = new EventStreamParser();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        throw new CallFailure('unreachable', null);
      }
      this.#watch(abort);
      this.#lastHeard = Date.now();
      parser.push(value).forEach((event) => this.#deliver(event));
    }
  }

  #opened(): void {
    this.#attempt = 0;
    const resumed = this.#away;
    this.#away = false;
    this.#brokenSince = null;
    this.#lastHeard = Date.now();
    this.#setStatus({ kind: 'live' });
    if (resumed) {
      this.#listener.onResumed();
    }
  }

  #deliver({ event, data }: StreamEvent): void {
    if (event === 'state') {
      this.#listener.onTwin(JSON.parse(data) as Twin);
    } else if (event === 'twin-event') {
      this.#listener.onTwinEvent(JSON.parse(data) as TwinEvent);
    } else if (event === 'missed') {
      this.#listener.onResumed(); // we were too slow for some of what happened
    }
  }

  #watch(abort: AbortController): void {
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(() => abort.abort(), SILENCE_MS);
  }

  #broken(error: unknown): void {
    clearTimeout(this.#watchdog);
    const failure = error instanceof CallFailure ? error : new CallFailure('unreachable', null, null, { cause: error });
    if (!failure.passing) {
      this.#setStatus({ kind: 'refused', failure });
      this.#listener.onFailure(failure);
      return;
    }
    this.#away = true;
    this.#brokenSince ??= Date.now();
    this.#setStatus({ kind: 'reconnecting', since: this.#brokenSince, lastHeard: this.#lastHeard });
    // Spread, so that a thousand browsers do not come back in the same instant after a restart.
    const backoff = Math.min(MAX_BACKOFF_MS, 500 * 2 ** this.#attempt) * (0.5 + Math.random());
    this.#attempt += 1;
    this.#again = setTimeout(() => this.#open(), Math.max(backoff, (failure.retryAfter ?? 0) * 1_000));
  }

  #setStatus(status: LiveStatus): void {
    this.#status = status;
    this.#statusListeners.forEach((listener) => listener());
  }
}
