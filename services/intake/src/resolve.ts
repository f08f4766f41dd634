import { decodeWire, encodeWire, requestError } from '@openlnp/messages';
import { formatTn, NPAC, parseSpid, type Spid, type Tn } from '@openlnp/numbering';
import type { RequestError } from '@openlnp/porting';
import type { Incoming } from './accept';

/** What the log says of service bureaus and versions; both answers are as new as the store. */
export interface KnownFromLog {
  mayActFor(primary: Spid, spid: Spid): Promise<boolean>;
  /** The number of a version that `asking` may see; undefined for any other one. */
  tnOfVersion(svId: number, asking: Spid): Promise<Tn | undefined>;
}

/** Names a version by its id: the newest form of such requests has no need of the number. */
interface AboutVersion {
  readonly tn?: string | null;
  readonly svId?: number | null;
}

export type Resolved =
  | { readonly ok: true; readonly incoming: Incoming }
  | { readonly ok: false; readonly errors: readonly RequestError[] };

/**
 * Completes a well-formed request: whom it is for (law 4: a service bureau acts for its associated SPIDs), and the number of a
 * version that is named by its id alone, since the number says who owns it (law 3). A version that may not be seen is none.
 * Errors: malformed_spid, acting_for_not_associated, no_such_version.
 */
export async function resolved(incoming: Incoming, known: KnownFromLog): Promise<Resolved> {
  const { sender, actingFor } = incoming;
  const client = await clientOf(incoming, known);
  if (actingFor !== null && client === null) {
    const error = parseSpid(actingFor) === undefined ? 'malformed_spid' : 'acting_for_not_associated';
    return failed(requestError(error, { field: 'acting-for', actual: actingFor.slice(0, 100) }));
  }
  const data = decodeWire(incoming.request).data as AboutVersion;
  if (data.tn !== null || data.svId == null) return { ok: true, incoming };
  const tn = await known.tnOfVersion(data.svId, sender === NPAC ? NPAC : (client ?? sender));
  if (tn === undefined) return failed(requestError('no_such_version', { field: 'svId', actual: String(data.svId) }));
  const request = encodeWire(`openlnp.request.${incoming.kind}`, { ...data, tn: formatTn(tn) });
  return { ok: true, incoming: { ...incoming, request } };
}

/** Whom it may be sent for besides the sender; null for nobody, and for whom the sender may not act for. */
export async function clientOf(
  { sender, actingFor }: Pick<Incoming, 'sender' | 'actingFor'>,
  known: Pick<KnownFromLog, 'mayActFor'>,
): Promise<Spid | null> {
  const spid = actingFor === null ? undefined : parseSpid(actingFor);
  if (spid === undefined) return null;
  return sender === NPAC || spid === sender || (await known.mayActFor(sender, spid)) ? spid : null;
}

const failed = (error: RequestError): Resolved => ({ ok: false, errors: [error] });
