import type { SoaMessage } from '@openlnp/messages';
import { formatTn, NPAC, type Spid } from '@openlnp/numbering';
import type { FailedSp } from '@openlnp/porting';

export type Addressed = SoaMessage & { readonly recipient: Spid };

/** What every event of a version carries. */
export interface Version {
  readonly svId: number;
  readonly tn: Parameters<typeof formatTn>[0];
  readonly newSp: Spid;
  readonly oldSp: Spid;
}

export const versionOf = ({ svId, tn, newSp, oldSp }: Version, occurredAt: number) => ({
  svId,
  tn: formatTn(tn),
  newSp,
  oldSp,
  occurredAt,
});

interface StatusDetails {
  readonly failedSps?: readonly FailedSp[];
  readonly causeCode?: number | null;
}

export const statusChange = (
  version: Version,
  occurredAt: number,
  status: string,
  { failedSps = [], causeCode = null }: StatusDetails = {},
) =>
  ({
    type: 'SvStatusAttributeValueChange',
    data: { ...versionOf(version, occurredAt), status, failedSps, causeCode },
  }) as const;

export const toNewSp = ({ newSp }: Version, message: SoaMessage): Addressed[] => [{ recipient: newSp, ...message }];

/** The two parties, which are one for an intra-SP port. */
export const toBoth = ({ newSp, oldSp }: Version, message: SoaMessage): Addressed[] =>
  [...new Set([newSp, oldSp])].map((recipient) => ({ recipient, ...message }));

/** NPAC personnel are told of every list of LSMSs that failed: they may send again (R5-60.10, R5-61.2, R5-68.8, RR5-41.9). */
export const andNpac = (messages: readonly Addressed[], failedSps: readonly FailedSp[]): Addressed[] => {
  const [first] = messages;
  return first === undefined || failedSps.length === 0 ? [...messages] : [...messages, { ...first, recipient: NPAC }];
};
