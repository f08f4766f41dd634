import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { requestOutcome } from './outcome';
import { type RegistryClient, registryClient } from './registry-client';
import { CommandError } from './shared/command-error';
import { CODES_EFFECTIVE_AT, type World } from './world';

export interface Seeded {
  readonly spid: string;
  readonly name: string;
  readonly lsms: boolean;
  readonly codes: readonly string[];
  readonly lrns: readonly string[];
  readonly tokenFile: string;
}

export interface SeedOptions {
  /** http or kafka: how the world's carriers connect. */
  readonly transport: 'http' | 'kafka';
  /** Where each carrier's token is kept, one file a SPID, readable by the owner alone. */
  readonly tokenFolder: string;
  /** Called after each step, for a progress line. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Loads a world; doing it again changes nothing and gives the same answer. */
export async function seed(
  client: RegistryClient,
  world: World,
  { transport, tokenFolder, onProgress }: SeedOptions,
): Promise<Seeded[]> {
  const requests: { id: string; body: object }[] = [
    ...world.serviceProviders.map(({ spid, name, spType, lsms }) => ({
      id: `seed-sp-${spid}-${transport}`,
      body: { kind: 'ServiceProviderCreate', spid, name, spType, soa: transport, lsms: lsms ? transport : null },
    })),
    ...world.codes.map(({ npaNxx, spid }) => ({
      id: `seed-code-${npaNxx}`,
      body: { kind: 'NpaNxxCreate', spid, npaNxx, effectiveAt: CODES_EFFECTIVE_AT },
    })),
    ...world.lrns.map(({ lrn, spid }) => ({ id: `seed-lrn-${lrn}`, body: { kind: 'LrnCreate', spid, lrn } })),
  ];
  const total = requests.length + world.serviceProviders.length;
  let done = 0;
  for (const { id, body } of requests) {
    const outcome = await requestOutcome(client, id, body);
    const fault = outcome.errors.find(({ code }) => code !== 'already_exists');
    if (outcome.status === 'refused' && fault !== undefined)
      throw new CommandError(fault.code, `${id} was refused`, { faults: outcome.errors });
    onProgress?.(++done, total);
  }
  mkdirSync(tokenFolder, { recursive: true, mode: 0o700 });
  const seeded: Seeded[] = [];
  for (const { spid, name, lsms } of world.serviceProviders) {
    const tokenFile = join(tokenFolder, `${spid}.token`);
    if (!(await works(client.url, tokenFile, spid))) {
      const { token } = await client.call<{ token: string }>('POST', '/v1/tokens', { spid, label: 'seed' });
      writeFileSync(tokenFile, `${token}\n`, { mode: 0o600 });
    }
    const own = <T extends { spid: string }>(items: readonly T[]): T[] => items.filter((item) => item.spid === spid);
    const codes = own(world.codes).map(({ npaNxx }) => npaNxx);
    seeded.push({ spid, name, lsms, codes, lrns: own(world.lrns).map(({ lrn }) => lrn), tokenFile });
    onProgress?.(++done, total);
  }
  return seeded;
}

/** A token of an earlier run is kept as long as the registry takes it; asking for a request that is none tells. */
async function works(url: string, tokenFile: string, spid: string): Promise<boolean> {
  if (!existsSync(tokenFile)) return false;
  const client = registryClient(url, readFileSync(tokenFile, 'utf8').trim());
  try {
    await client.call('GET', `/v1/requests/${spid}-no-such-request`);
    return true;
  } catch (error) {
    if (error instanceof CommandError && error.status === 401) return false;
    if (error instanceof CommandError && error.status === 404) return true;
    throw error;
  }
}
