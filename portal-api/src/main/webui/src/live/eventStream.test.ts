import { describe, expect, it } from 'vitest';
import { EventStreamParser, MAX_EVENT_CHARS } from './eventStream';

const parse = (...pieces: string[]) => {
  const parser = new EventStreamParser();
  return pieces.flatMap((piece) => parser.push(piece));
};

describe('the event stream', () => {
  it('gives each event with its name', () => {
    expect(parse('event: state\ndata: {"id":"a"}\n\nevent: twin-event\ndata: {}\n\n')).toEqual([
      { event: 'state', data: '{"id":"a"}' },
      { event: 'twin-event', data: '{}' },
    ]);
  });

  it('does not mind where the network cuts it', () => {
    const text = ': hello\r\nevent: state\r\ndata: one\r\ndata: two\r\n\r\ndata:three\n\n';
    const whole = [{ event: 'state', data: 'one\ntwo' }, { event: 'message', data: 'three' }];

    for (let cut = 0; cut <= text.length; cut++) {
      expect(parse(text.slice(0, cut), text.slice(cut))).toEqual(whole);
    }
    expect(parse(...text)).toEqual(whole);
  });

  it('takes a comment for a sign of life and nothing more', () => {
    expect(parse(': still here\n\n: still here\n\n')).toEqual([]);
  });

  it('keeps an event back until it is complete', () => {
    expect(parse('event: state\ndata: {"id":')).toEqual([]);
  });

  it('gives up an event that has no end', () => {
    expect(() => parse('data: ', 'x'.repeat(MAX_EVENT_CHARS + 1))).toThrow('too large');
    expect(() => parse(...Array.from({ length: 3 }, () => `data: ${'x'.repeat(MAX_EVENT_CHARS / 2)}\n`))).toThrow('too large');
  });
});
