import { Board } from './board';
import { displayOn, type Terminal } from './display';

class Recorder implements Terminal {
  text = '';
  readonly columns = 100;
  readonly rows = 30;
  constructor(readonly isTTY: boolean) {}
  write(text: string): void {
    this.text += text;
  }
}

let now = 0;

beforeEach(() => {
  now = 0;
  jest.useFakeTimers();
});
afterEach(() => jest.useRealTimers());

function shownOn(stream: Terminal, env: NodeJS.ProcessEnv = {}) {
  const display = displayOn(stream, env);
  const board = new Board(
    'a demo',
    () => now,
    (event) => display.event(event),
  );
  display.start(board);
  const passes = (ms: number): void => {
    for (const until = now + ms; now < until; ) {
      now += 100;
      jest.advanceTimersByTime(100);
    }
  };
  return { display, board, passes };
}

const ESC = '\u001b';
const COLOURS = new RegExp(`${ESC}\\[\\d+m`);
const BACK_AND_CLEAR = new RegExp(`${ESC}\\[\\d+A\r${ESC}\\[0J`);

describe('on a terminal', () => {
  it('draws a few times a second over what it drew before, and gives the cursor back', () => {
    const stream = new Recorder(true);
    const { display, board, passes } = shownOn(stream);
    board.sent();
    passes(1_000);
    const draws = stream.text.split('a demo').length - 1;
    expect(draws).toBeGreaterThanOrEqual(4);
    expect(draws).toBeLessThanOrEqual(11);
    expect(stream.text).toMatch(BACK_AND_CLEAR);
    display.stop();
    expect(stream.text.startsWith(`${ESC}[?25l`)).toBe(true);
    expect(stream.text.endsWith(`${ESC}[?25h`)).toBe(true);
    const after = stream.text;
    passes(5_000);
    expect(stream.text).toBe(after);
  });

  it('has no colours with NO_COLOR', () => {
    const coloured = new Recorder(true);
    shownOn(coloured).display.stop();
    expect(coloured.text).toMatch(COLOURS);
    const stream = new Recorder(true);
    shownOn(stream, { NO_COLOR: '1' }).display.stop();
    expect(stream.text).not.toMatch(COLOURS);
    expect(stream.text).toContain('Ports');
  });

  it('draws nothing on a dumb one', () => {
    const stream = new Recorder(true);
    shownOn(stream, { TERM: 'dumb' }).display.stop();
    expect(stream.text).not.toContain(ESC);
  });
});

describe('elsewhere', () => {
  it('writes plain lines: what happens, and from time to time how far it is', () => {
    const stream = new Recorder(false);
    const { display, board, passes } = shownOn(stream);
    board.say('starting the registry');
    passes(10_000);
    board.portIs('3035550001', 'created');
    board.sent();
    board.say('3035550001 created', 'detail');
    board.lsmsIs({ spid: 'X101', number: 3, acknowledged: 3, note: '' });
    board.headIs(5);
    passes(10_000);
    board.portIs('3035550001', 'partial_failure');
    board.say('an LSMS stops', 'fault');
    display.stop();
    expect(stream.text).toBe(
      [
        '   0.0 s  starting the registry',
        '  12.0 s  0 of 1 active, 1 requests, 5 downloads, behind: X101 2',
        '  20.0 s  an LSMS stops',
        '  20.0 s  0 of 1 active, 1 requests, 5 downloads, 1 in partial failure, behind: X101 2',
        '',
      ].join('\n'),
    );
  });

  it('ends once', () => {
    const stream = new Recorder(false);
    const { display, board } = shownOn(stream);
    board.sent();
    display.stop();
    const { text } = stream;
    display.stop();
    expect(stream.text).toBe(text);
  });
});
