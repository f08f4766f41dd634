import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RegistryClient, RegistryError, registryClient } from './registry-client';

/** Where the registry is and who asks, from the environment. */
export interface Context {
  readonly url: string;
  readonly dataFolder: string;
  /** LNP_TOKEN, else the operator's token of the data folder. */
  client(): RegistryClient;
}

export function contextFrom(env: NodeJS.ProcessEnv): Context {
  const url = (env.LNP_URL ?? 'http://127.0.0.1:8080').replace(/\/$/, '');
  const dataFolder = env.LNP_DATA ?? './data';
  return {
    url,
    dataFolder,
    client: () => {
      const file = join(dataFolder, 'operator.token');
      const token = env.LNP_TOKEN ?? (existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined);
      if (token === undefined) {
        throw new RegistryError(
          'no_token',
          `no token: set LNP_TOKEN, or start a registry here first (${file} is not there)`,
        );
      }
      return registryClient(url, token);
    },
  };
}
