import fc from 'fast-check';
import { codeOf } from '../errors';
import { type SseEvent, SseParser } from './sse-parser';

function parse(...pieces: readonly string[]): SseEvent[] {
  const parser = new SseParser();
  return pieces.flatMap((piece) => parser.push(piece));
}

const STREAM = [
  'retry: 2500',
  '',
  ': heartbeat',
  '',
  'id: 1',
  'event: SvDownload',
  'data: {"a":1}',
  '',
  'data:first',
  'data: second',
  'data',
  '',
  'event: forgotten without data',
  '',
  'id: 3',
  'unknown: field',
  'data:  two blanks',
  '',
  'data: never closed',
].join('\n');

const EVENTS: SseEvent[] = [
  { id: '1', event: 'SvDownload', data: '{"a":1}' },
  { id: '1', event: 'message', data: 'first\nsecond\n' },
  { id: '3', event: 'message', data: ' two blanks' },
];

describe('SseParser', () => {
  it.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('reads events, many data lines, comments, ids and names with %s line ends', (_name, end) => {
    expect(parse(STREAM.replaceAll('\n', end))).toEqual(EVENTS);
  });

  it('finds the same events however the stream is cut', () => {
    fc.assert(
      fc.property(fc.constantFrom('\n', '\r\n', '\r'), fc.array(fc.nat({ max: 250 })), (end, cuts) => {
        const text = STREAM.replaceAll('\n', end);
        const places = [0, ...cuts.map((cut) => Math.min(cut, text.length)).sort((a, b) => a - b), text.length];
        const pieces = places.slice(1).map((place, i) => text.slice(places[i], place));
        expect(parse(...pieces)).toEqual(EVENTS);
      }),
    );
  });

  it('counts heartbeats and keeps what retry says', () => {
    const parser = new SseParser();
    parser.push('retry: 1500\nretry: soon\n: heartbeat\n\n:\n');
    expect(parser).toMatchObject({ retryMs: 1500, heartbeats: 2 });
  });

  it('does not gather an event without end', () => {
    const parser = new SseParser();
    const line = `data: ${'x'.repeat(1024 * 1024)}\n`;
    const pushAll = (): void => {
      for (let i = 0; i < 9; i += 1) parser.push(line);
    };
    expect(pushAll).toThrow(expect.objectContaining({ code: 'event_too_large' }));
    expect(codeOf(new Error('others have no code'))).toBeUndefined();
  });
});
