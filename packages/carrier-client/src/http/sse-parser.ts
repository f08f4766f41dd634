import { CarrierError } from '../errors';

export interface SseEvent {
  /** The last id the stream has named, which sticks until another comes; '' before the first. */
  readonly id: string;
  /** `message` where the stream names none. */
  readonly event: string;
  readonly data: string;
}

/** An event larger than this, in characters, is not the registry's: no record exceeds 1 MB. */
const MOST = 8 * 1024 * 1024;

/**
 * Server-sent events from text that arrives in any pieces (HTML Living Standard, 9.2.6). An event that its blank line has not
 * closed when the stream ends never was.
 */
export class SseParser {
  /** The wait before connecting again that the server asked for last, in milliseconds. */
  retryMs: number | undefined;
  /** Comment lines so far: the registry's heartbeats. */
  heartbeats = 0;
  private rest = '';
  private afterCr = false;
  private id = '';
  private event = '';
  private data: string[] = [];
  private held = 0;

  /** Whole events in this piece of the stream, often none. Throws event_too_large. */
  push(text: string): SseEvent[] {
    const events: SseEvent[] = [];
    // A CR at the end of one piece and an LF at the start of the next are one line end.
    let piece = this.afterCr && text.startsWith('\n') ? text.slice(1) : text;
    if (text !== '') this.afterCr = text.endsWith('\r');
    piece = this.rest + piece;
    const lineEnd = /\r\n|\n|\r/g;
    let start = 0;
    for (let match = lineEnd.exec(piece); match !== null; match = lineEnd.exec(piece)) {
      const event = this.line(piece.slice(start, match.index));
      if (event !== undefined) events.push(event);
      start = match.index + match[0].length;
    }
    this.rest = piece.slice(start);
    if (this.rest.length + this.held > MOST) {
      throw new CarrierError('event_too_large', `an event of more than ${MOST} characters`);
    }
    return events;
  }

  private line(line: string): SseEvent | undefined {
    if (line === '') return this.dispatch();
    const colon = line.indexOf(':');
    if (colon === 0) this.heartbeats += 1;
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1);
    if (field === 'data') {
      this.data.push(value);
      this.held += value.length;
    } else if (field === 'event') this.event = value;
    else if (field === 'id' && !value.includes('\0')) this.id = value;
    else if (field === 'retry' && /^\d+$/.test(value)) this.retryMs = Number(value);
    return undefined;
  }

  private dispatch(): SseEvent | undefined {
    const { id, event, data } = this;
    this.event = '';
    this.data = [];
    this.held = 0;
    return data.length === 0 ? undefined : { id, event: event === '' ? 'message' : event, data: data.join('\n') };
  }
}
