import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RegistryClient, registryClient } from './registry-client';
import { CommandError } from './shared/command-error';
import type { Io } from './shared/io';

/** Who asks: whose token is taken, in this order of preference. */
export interface Asker {
  /** --as: a SPID whose token is kept in LNP_DATA/tokens, or NPAC for the operator. */
  readonly as?: string | undefined;
  /** Who must be asking, by the meaning of the command, when neither --as nor LNP_TOKEN says it. */
  readonly implied?: string | undefined;
  /** --for: an associated service provider that is asked for, with the asker's own token. */
  readonly for?: string | undefined;
  /** The operator may ask too. */
  readonly operator?: boolean;
}

/** Where the registry is and who asks, from the environment. */
export interface Context {
  readonly url: string;
  readonly dataFolder: string;
  /** As LNP_EVENTSTORE of the registry. */
  readonly eventStore: string;
  /** File of a SPID's token. */
  tokenFile(spid: string): string;
  /** Throws CommandError no_token. */
  token(asker: Asker): string;
  client(asker: Asker): RegistryClient;
}

const NPAC = 'NPAC';

export function contextFrom(env: Io['env']): Context {
  const url = (env.LNP_URL ?? 'http://127.0.0.1:8080').replace(/\/+$/, '');
  const dataFolder = env.LNP_DATA ?? './data';
  const operatorFile = join(dataFolder, 'operator.token');
  const tokenFile = (spid: string): string =>
    spid === NPAC ? operatorFile : join(dataFolder, 'tokens', `${spid}.token`);

  function kept(spid: string): string {
    const file = tokenFile(spid);
    if (existsSync(file)) return readFileSync(file, 'utf8').trim();
    throw new CommandError('no_token', `no token of ${spid}: ${file} is not there`, {
      next:
        spid === NPAC
          ? 'set LNP_TOKEN, say --as SPID, or set LNP_DATA to the data folder of the registry'
          : `make one with "lnp token create ${spid} --save", load a world with "lnp seed", or set LNP_TOKEN`,
    });
  }

  function token({ as, implied, operator }: Asker): string {
    if (as !== undefined) return kept(as);
    if (env.LNP_TOKEN !== undefined && env.LNP_TOKEN !== '') return env.LNP_TOKEN;
    if (implied !== undefined) return kept(implied);
    if (operator === true) return kept(NPAC);
    throw new CommandError('no_token', 'who asks?', {
      exitCode: 2,
      next: 'say --as SPID (its token is in LNP_DATA/tokens), or set LNP_TOKEN',
    });
  }

  const client = (asker: Asker): RegistryClient => registryClient(url, token(asker), asker.for);
  const eventStore = env.LNP_EVENTSTORE || `lmdb:${dataFolder}`;
  return { url, dataFolder, eventStore, tokenFile, token, client };
}
