import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectHttp, createLsmsTable, fileCheckpoint, isSvDownload, runLsms } from '@openlnp/carrier-client';
import type { Context } from './context';
import { RegistryError } from './registry-client';

/**
 * A small LSMS on the carrier's library: applies every download to its table (a file beside its token), acknowledges, and says
 * what it does. Resolves after Ctrl-C.
 */
export async function lsmsUntilCtrlC(
  { url, dataFolder }: Pick<Context, 'url' | 'dataFolder'>,
  { spid, refuse, token: given }: { spid: string; refuse: boolean; token: string | undefined },
  print: (text: string) => void,
): Promise<void> {
  const tokenFile = join(dataFolder, 'tokens', `${spid}.token`);
  const token = given ?? (existsSync(tokenFile) ? readFileSync(tokenFile, 'utf8').trim() : undefined);
  if (token === undefined) {
    throw new RegistryError(
      'no_token',
      `no token of ${spid}: run "lnp seed" first, or set LNP_TOKEN (${tokenFile} is not there)`,
    );
  }
  const connection = connectHttp({ url, token, spid });
  const table = createLsmsTable();
  const stopping = new AbortController();
  let interrupted = false;
  process.once('SIGINT', () => stopping.abort());
  print(`LSMS of ${spid} follows ${url}; Ctrl-C stops it`);
  const lsms = runLsms({
    connection,
    table,
    checkpoint: fileCheckpoint(join(dataFolder, 'lsms', `${spid}.json`), table),
    decide: () => (refuse ? { code: 'refused_by_operator' } : undefined),
    onApplied: (download, refusal) => {
      const what = isSvDownload(download) ? describe(download.data) : download.type;
      print(`#${download.number}  ${what}${refusal === undefined ? '' : `  refused: ${refusal.code}`}`);
    },
    onState: (state, { retryInMs, error }) => {
      if (state === 'live' && interrupted) print('connected again');
      if (state === 'waiting')
        print(`no connection (${String((error as Error | undefined)?.message ?? error)}); next try in ${retryInMs} ms`);
      interrupted = state === 'waiting' || (interrupted && state !== 'live');
    },
    signal: stopping.signal,
  });
  try {
    await lsms.done;
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    throw new RegistryError(code ?? 'lsms_ended', message);
  }
  print(`stopped at download ${lsms.number}; digest ${table.digest()}`);
  await connection.close();
}

function describe(download: {
  action: string;
  firstTn: string;
  lastTn: string;
  spid: string;
  lrn: string | null;
}): string {
  const { action, firstTn, lastTn, spid, lrn } = download;
  const numbers = firstTn === lastTn ? firstTn : `${firstTn} to ${lastTn}`;
  return action === 'delete' ? `${numbers} routes by its code again` : `${numbers} routes to ${spid} at ${lrn}`;
}
