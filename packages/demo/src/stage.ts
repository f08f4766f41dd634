import type { Board } from './board';
import type { Port } from './plan';
import type { Sandbox, SeenVersion } from './sandbox';
import type { Traffic } from './traffic';
import { comesTrue, eachOf } from './waiting';

/** What a scenario plays on. */
export interface Stage {
  readonly sandbox: Sandbox;
  readonly traffic: Traffic;
  readonly board: Board;
  readonly signal: AbortSignal;
  readonly kafka: boolean;
  /** Numbers ported before, while and after the fault lasts. */
  readonly before: readonly Port[];
  readonly during: readonly Port[];
  readonly after: readonly Port[];
}

export interface Findings {
  /** The fault was felt, and the registry says so. */
  readonly appeared: boolean;
  /** Whom it concerns was told, neither too little nor twice. */
  readonly notified: boolean;
  /** After the fault nothing of it is left. */
  readonly cleared: boolean;
}

/** Injects a fault in the middle of the traffic and heals it. */
export type Scenario = (stage: Stage) => Promise<Findings>;

const TIMEOUT_MS = 60_000;
const AT_A_TIME = 16;

/** Whether the registry comes to say this about the versions of every one of the numbers. */
export async function registryComesToSay(
  { sandbox, signal }: Pick<Stage, 'sandbox' | 'signal'>,
  ports: readonly Port[],
  holds: (versions: readonly SeenVersion[], port: Port) => boolean,
  timeoutMs = TIMEOUT_MS,
): Promise<boolean> {
  let open: readonly Port[] = ports;
  return comesTrue(
    async () => {
      const still: Port[] = [];
      await eachOf(open, AT_A_TIME, async (port) => {
        if (!holds(await sandbox.versions(port.tn), port)) still.push(port);
      });
      open = still;
      return open.length === 0;
    },
    timeoutMs,
    signal,
  );
}

/** A message about a version, as one of its parties got it. */
export type Notice = Readonly<Record<string, unknown>>;

/** Whether both parties of every one of the numbers come to have got such notices. */
export function bothAreTold(
  { sandbox, signal }: Pick<Stage, 'sandbox' | 'signal'>,
  ports: readonly Port[],
  type: string,
  fits: (notices: readonly Notice[]) => boolean,
): Promise<boolean> {
  const told = (spid: string, tn: string): boolean => fits(sandbox.carrier(spid).messages(type, tn));
  return comesTrue(() => ports.every(({ tn, newSp, oldSp }) => told(newSp, tn) && told(oldSp, tn)), TIMEOUT_MS, signal);
}

export const STATUS_CHANGE = 'SvStatusAttributeValueChange';

/** Notices of this status with exactly this failed-SP list. */
export const ofStatus = (notices: readonly Notice[], status: string, failedSps: readonly string[] = []): Notice[] =>
  notices.filter(
    (notice) =>
      notice.status === status &&
      (notice.failedSps as readonly { spid: string }[]).map(({ spid }) => spid).join() === failedSps.join(),
  );

/** One version, and it is active everywhere. */
export const isActiveEverywhere = (versions: readonly SeenVersion[]): boolean =>
  versions.length === 1 && versions[0]?.status === 'active' && versions[0].failedSps.length === 0;

/** Whether the registry comes to hold the acknowledgements of all LSMSs but these through its last download. */
export function othersHaveAcknowledged({ sandbox, signal }: Stage, spids: readonly string[]): Promise<boolean> {
  const others = [...sandbox.lsmss.keys()].filter((spid) => !spids.includes(spid));
  return comesTrue(
    async () => {
      const positions = await Promise.all(others.map((spid) => sandbox.position(spid)));
      return positions.every(({ acknowledgedThrough, head }) => acknowledgedThrough === head);
    },
    TIMEOUT_MS,
    signal,
  );
}
