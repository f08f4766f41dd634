import type { Io } from '../shared/io';
import { type Paint, painter } from './colours';
import { progressBar } from './progress';

/** Where a command says what it found: for people, or as one JSON object a line. */
export interface Output {
  readonly json: boolean;
  /** For text on stdout. */
  readonly paint: Paint;
  /** One object in the JSON form, else the text. */
  say(answer: object, text: () => string): void;
  /** On stderr, for people at a terminal only: what to do next, what goes on. */
  hint(text: string): void;
  /** A bar on stderr, at a terminal only. */
  readonly progress: (done: number, total: number) => void;
}

export function outputOf({ stdout, stderr, env }: Io, { json = false }: { readonly json?: boolean }): Output {
  const dim = painter(stderr, env);
  return {
    json,
    paint: painter(stdout, env),
    say: (answer, text) => void stdout.write(`${json ? JSON.stringify(answer) : text()}\n`),
    hint: (text) => void (stderr.isTTY === true && !json && stderr.write(`${dim('dim', text)}\n`)),
    progress: progressBar(stderr),
  };
}
