import { join } from 'node:path';
import type { RunningLsms } from '@openlnp/carrier-client';
import type { Context } from './context';
import type { Output } from './output/output';
import { UTC } from './output/times';
import { describe } from './words/messages';

export interface CliLsms {
  readonly spid: string;
  readonly refuse: boolean;
  readonly token: string;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/**
 * A small LSMS on the carrier's library: applies every download to its table (a file beside its token), acknowledges, and says
 * what it does. Begins with what an earlier run refused, unless it refuses again. Resolves when the signal is aborted.
 */
export async function runCliLsms(
  { url, dataFolder }: Pick<Context, 'url' | 'dataFolder'>,
  { spid, refuse, token, signal }: CliLsms,
  output: Output,
): Promise<void> {
  // Loaded here: it is most of a start, and few commands need it.
  const { connectHttp, createLsmsTable, fileCheckpoint, isSvDownload, runLsms } = await import(
    '@openlnp/carrier-client'
  );
  const connection = connectHttp({ url, token, spid });
  const table = createLsmsTable();
  output.say({ spid, url }, () => `LSMS of ${spid} follows ${url}; Ctrl-C stops it`);
  let interrupted = false;
  const lsms: RunningLsms = runLsms({
    connection,
    table,
    checkpoint: fileCheckpoint(join(dataFolder, 'lsms', `${spid}.json`), table),
    decide: () => (refuse ? { code: 'refused_by_operator' } : undefined),
    onApplied: (download, refusal) => {
      const { number, type, data } = download;
      output.say({ number, type, ...data, refused: refusal ?? null }, () => {
        const what = isSvDownload(download) ? describe(type, data, UTC) : type;
        return `#${number}  ${what}${refusal === undefined ? '' : `  refused: ${refusal.code}`}`;
      });
    },
    onState: (state, { retryInMs, error }) => {
      if (state === 'live' && interrupted) output.say({ spid, state }, () => 'connected again');
      if (state === 'waiting') {
        const why = error === undefined ? 'the feed ended' : String((error as Error).message ?? error);
        output.say({ spid, state, why, retryInMs }, () => `no connection (${why}); next try in ${retryInMs} ms`);
      }
      interrupted = state === 'waiting' || (interrupted && state !== 'live');
    },
    signal,
  });
  if (!refuse) await takeRefused(lsms, output);
  await lsms.done;
  const digest = table.digest();
  output.say({ spid, number: lsms.number, digest }, () => `stopped at download ${lsms.number}; digest ${digest}`);
  await connection.close();
}

async function takeRefused(lsms: RunningLsms, output: Output): Promise<void> {
  const { taken } = await lsms.takeRefused().catch((error: { code?: string }) => {
    // What ended it meanwhile is told by `done`.
    if (error.code === 'closed') return { taken: [] };
    throw error;
  });
  for (const number of taken)
    output.say({ number, taken: 'after all' }, () => `#${number}  taken after all; it had been refused`);
}
