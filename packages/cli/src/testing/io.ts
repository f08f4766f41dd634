import type { Io } from '../shared/io';

export interface CapturedIo extends Io {
  readonly out: () => string;
  readonly err: () => string;
}

/** Keeps what is written; a terminal when told so. */
export function capturedIo({ tty = false, env = {} }: { tty?: boolean; env?: Io['env'] } = {}): CapturedIo {
  let [out, err] = ['', ''];
  return {
    env,
    stdout: {
      isTTY: tty,
      write: (text) => {
        out += text;
      },
    },
    stderr: {
      isTTY: tty,
      write: (text) => {
        err += text;
      },
    },
    now: () => 0,
    newId: () => 'id',
    untilCtrlC: (work) => work(new AbortController().signal),
    out: () => out,
    err: () => err,
  };
}
