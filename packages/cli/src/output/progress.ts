import type { Sink } from '../shared/io';

const WIDTH = 30;

/** A bar that is written over, on a terminal only. */
export function progressBar(sink: Sink): (done: number, total: number) => void {
  let shown = '';
  return (done, total) => {
    if (sink.isTTY !== true || total === 0) return;
    const filled = Math.round((WIDTH * done) / total);
    const bar = `\r[${'#'.repeat(filled)}${' '.repeat(WIDTH - filled)}] ${Math.floor((100 * done) / total)} %  ${done}/${total}`;
    if (bar === shown) return;
    shown = bar;
    sink.write(done === total ? `${bar}\n` : bar);
  };
}
