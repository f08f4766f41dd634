import type { Port } from './plan';
import type { Sandbox } from './sandbox';
import { comesTrue, eachOf } from './waiting';

export interface Proof {
  readonly registryDigest: string;
  readonly lsms: readonly { readonly spid: string; readonly number: number; readonly digest: string }[];
  /** Every LSMS has applied the registry's last download, and its table has the registry's digest. */
  readonly equal: boolean;
}

const TIMEOUT_MS = 60_000;
const AT_A_TIME = 16;

/** Compares every LSMS's table with the registry's, giving what is under way time to arrive. */
export async function prove(sandbox: Sandbox, signal: AbortSignal): Promise<Proof> {
  let proof: Proof = { registryDigest: '', lsms: [], equal: false };
  await comesTrue(
    async () => {
      proof = await compare(sandbox);
      return proof.equal;
    },
    TIMEOUT_MS,
    signal,
  );
  return proof;
}

async function compare(sandbox: Sandbox): Promise<Proof> {
  const { number, digest } = await sandbox.digest();
  const lsms = [...sandbox.lsmss.values()].map((one) => ({
    spid: one.spid,
    number: one.number,
    digest: one.table.digest(),
  }));
  const equal = lsms.length > 0 && lsms.every((one) => one.number === number && one.digest === digest);
  return { registryDigest: digest, lsms, equal };
}

/** How many of the numbers the registry itself says are active at the new service provider, failed nowhere. */
export async function countActive(sandbox: Sandbox, ports: readonly Port[]): Promise<number> {
  let active = 0;
  await eachOf(ports, AT_A_TIME, async ({ tn, newSp }) => {
    const versions = await sandbox.versions(tn);
    const live = versions.filter(({ status }) => status !== 'old');
    if (live.length === 1 && live[0]?.status === 'active' && live[0].newSp === newSp) active += 1;
  });
  return active;
}
