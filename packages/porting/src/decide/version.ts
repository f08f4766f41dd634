import { NPAC } from '@openlnp/numbering';
import type { VersionCommand } from '../commands';
import { versionById } from '../queries';
import type { Violation } from '../refusal';
import type { Side, Sv, SvStatus, TnState } from '../state';

/**
 * The version that a command is about (R5-26, R5-42, R5-46, R5-51.1, R5-62, R5-69): by its id; else the one in a status that
 * the command can be about; else whichever tells best why there is none; undefined for a number without versions.
 */
export function versionMeant(
  { svId }: Pick<VersionCommand, 'svId'>,
  state: TnState,
  statuses: readonly SvStatus[],
): Sv | undefined {
  if (svId !== null) return versionById(state, svId);
  const { versions } = state;
  return (
    versions.findLast(({ status }) => statuses.includes(status)) ??
    versions.findLast(({ status }) => status !== 'old' && status !== 'canceled') ??
    versions.at(-1)
  );
}

/** `expected` in words, such as `a pending version`. */
export const noSuchVersion = ({ svId }: Pick<VersionCommand, 'svId'>, rule: string, expected: string): Violation => ({
  code: 'no_such_version',
  rule,
  field: svId === null ? 'tn' : 'svId',
  expected,
  actual: svId === null ? 'none' : String(svId),
});

/** Each command has an error code of its own for a version in another status. */
export function statusIsOneOf(
  sv: Sv,
  statuses: readonly SvStatus[],
  otherwise: Pick<Violation, 'code' | 'rule'>,
): Violation | undefined {
  if (statuses.includes(sv.status)) return undefined;
  return { ...otherwise, field: 'tn', expected: statuses.join(' or '), actual: sv.status };
}

/**
 * Which party a command is from: NPAC personnel name it, or mean the only one that it can be from (`side` null). An intra-SP port
 * has the new side only. Undefined for a stranger, and for NPAC personnel who did not say.
 */
export function sideOf({ sender }: Pick<VersionCommand, 'sender'>, sv: Sv, side: Side | null = null): Side | undefined {
  if (sender === NPAC) return side ?? undefined;
  if (sender === sv.newSp) return 'new';
  return sender === sv.oldSp ? 'old' : undefined;
}
