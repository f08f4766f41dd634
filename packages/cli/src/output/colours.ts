import { styleText } from 'node:util';
import type { Io, Sink } from '../shared/io';

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';
export type Paint = (style: Style, text: string) => string;

/** Colours on a terminal that has them, unless NO_COLOR is set (no-color.org). */
export function painter(sink: Sink, env: Io['env']): Paint {
  const on = sink.isTTY === true && (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb';
  return (style, text) => (on ? styleText(style, text, { validateStream: false }) : text);
}
