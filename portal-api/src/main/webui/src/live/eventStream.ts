/** One event of a `text/event-stream`. */
export interface StreamEvent {
  event: string;
  data: string;
}

/** An event larger than this is no event of ours: the stream is given up instead of filling the memory. */
export const MAX_EVENT_CHARS = 1 << 20;

/**
 * Takes a `text/event-stream` apart, piece by piece as it arrives. The browser's own EventSource would do this, but it can
 * carry no header, so no tenant, and it hides why a stream was refused.
 */
export class EventStreamParser {
  #rest = '';
  #event = '';
  #data: string[] = [];
  #chars = 0;

  /** The events that this piece completes. */
  push(piece: string): StreamEvent[] {
    const events: StreamEvent[] = [];
    const text = this.#rest + piece;
    // A carriage return at the very end may be the first half of a CR LF: it waits for the next piece.
    const whole = text.endsWith('\r') ? text.slice(0, -1) : text;
    const held = text.slice(whole.length);
    const lines = whole.split(/\r\n|\n|\r/);
    this.#rest = (lines.pop() ?? '') + held;
    for (const line of lines) {
      this.#take(line, events);
    }
    if (this.#rest.length + this.#chars > MAX_EVENT_CHARS) {
      throw new Error('an event of the stream is too large');
    }
    return events;
  }

  #take(line: string, events: StreamEvent[]): void {
    if (line === '') {
      if (this.#data.length > 0) {
        events.push({ event: this.#event || 'message', data: this.#data.join('\n') });
      }
      this.#event = '';
      this.#data = [];
      this.#chars = 0;
      return;
    }
    const colon = line.indexOf(':');
    if (colon === 0) {
      return; // a comment: the server's heartbeat
    }
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1);
    if (field === 'event') {
      this.#event = value;
    } else if (field === 'data') {
      this.#data.push(value);
      this.#chars += value.length;
    }
  }
}
