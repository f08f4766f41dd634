import type { Board, BoardEvent, BoardView } from './board';
import { screen, seconds } from './screen';

/** Where progress is shown. */
export interface Display {
  /** An event of the board. */
  event(event: BoardEvent): void;
  /** Shows the board from now on. */
  start(board: Board): void;
  /** Leaves the last state standing. */
  stop(): void;
}

/** The parts of a terminal's stream that are used. */
export interface Terminal {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
}

const REDRAW_MS = 200;
const PROGRESS_MS = 2_000;
const HIDE_CURSOR = '\u001b[?25l';
const SHOW_CURSOR = '\u001b[?25h';

/** A live screen on a terminal, plain lines elsewhere. Colours only on a terminal, and not with NO_COLOR. */
export function displayOn(stream: Terminal, env: NodeJS.ProcessEnv): Display {
  const live = stream.isTTY === true && env.TERM !== 'dumb';
  return live ? liveDisplay(stream, (env.NO_COLOR ?? '') === '') : plainDisplay(stream);
}

function liveDisplay(stream: Terminal, colour: boolean): Display {
  let drawn = 0;
  let timer: NodeJS.Timeout | undefined;
  let draw = (): void => undefined;
  return {
    event: () => undefined,
    start(board) {
      stream.write(HIDE_CURSOR);
      draw = () => {
        const size = { columns: stream.columns ?? 80, rows: Math.max(1, (stream.rows ?? 24) - 1), colour };
        const lines = screen(board.view(), size);
        const back = drawn === 0 ? '' : `\u001b[${drawn}A\r\u001b[0J`;
        stream.write(`${back}${lines.join('\n')}\n`);
        drawn = lines.length;
      };
      timer = setInterval(draw, REDRAW_MS);
      draw();
    },
    stop() {
      if (timer === undefined) return;
      clearInterval(timer);
      timer = undefined;
      draw();
      stream.write(SHOW_CURSOR);
    },
  };
}

/** A line for each number would be no progress; where nothing moves there is no line either. */
function plainDisplay(stream: Terminal): Display {
  let timer: NodeJS.Timeout | undefined;
  let finish = (): void => undefined;
  let last = '';
  const write = (atMs: number, text: string): void => void stream.write(`${seconds(atMs).padStart(8)}  ${text}\n`);
  return {
    event({ atMs, kind, text }) {
      if (kind !== 'detail') write(atMs, text);
    },
    start(board) {
      const line = (): void => {
        const view = board.view();
        const text = progressLine(view);
        if (view.requests > 0 && text !== last) write(view.elapsedMs, text);
        last = text;
      };
      timer = setInterval(line, PROGRESS_MS);
      finish = line;
    },
    stop() {
      if (timer === undefined) return;
      clearInterval(timer);
      timer = undefined;
      finish();
    },
  };
}

export function progressLine({ ports, numbers, requests, downloads, lsms }: BoardView): string {
  const lags = lsms.map(({ spid, number }) => [spid, downloads - number] as const).filter(([, lag]) => lag > 0);
  const parts = [
    `${ports.active} of ${numbers} active`,
    `${requests} requests`,
    `${downloads} downloads`,
    ...(ports.partial_failure === 0 ? [] : [`${ports.partial_failure} in partial failure`]),
    ...(ports.failed === 0 ? [] : [`${ports.failed} failed`]),
    ...(lags.length === 0 ? [] : [`behind: ${lags.map(([spid, lag]) => `${spid} ${lag}`).join(' ')}`]),
  ];
  return parts.join(', ');
}
