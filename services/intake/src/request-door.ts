import { parseRequestId } from '@openlnp/messages';
import { NPAC } from '@openlnp/numbering';
import type { FollowedLog, ServiceDeps } from '@openlnp/service';
import { accept, decodeJsonRequest, knownStatus, refuse, shapeRefusal } from './accept';
import type { Identity, RequestDoor, RequestStatus, Result, SubmitInput, TunableInput } from './http/ports';
import { hashToken } from './identity';
import type { PendingRequests } from './pending';
import { type KnownFromLog, resolved } from './resolve';

const OUTCOME_TIMEOUT_MS = 10_000;
const POLL_MS = 5;

/** Requests over HTTP: shape, repeats, time, durability; and what became of them. */
export class HttpRequestDoor implements RequestDoor {
  constructor(
    private readonly deps: ServiceDeps,
    private readonly pending: PendingRequests,
    private readonly followed: Pick<FollowedLog, 'reached'>,
    private readonly known: KnownFromLog,
  ) {}

  async submit(
    identity: Identity,
    { body, messageId, traceparent, actingFor }: SubmitInput,
  ): Promise<Result<RequestStatus>> {
    const decoded = decodeJsonRequest(body);
    if (!decoded.ok) return decoded;
    const incoming = {
      sender: identity.spid,
      actingFor: actingFor ?? null,
      user: identity.user,
      messageId: messageId ?? this.deps.ids.uuid(),
      origin: 'http',
      ...decoded.value,
      traceparent: traceparent ?? null,
    } as const;
    const result = await resolved(incoming, this.known);
    if (!result.ok) return shapeRefusal(result.errors);
    return accept(this.deps, this.pending, result.incoming, incoming);
  }

  async status(identity: Identity, requestId: string): Promise<Result<RequestStatus>> {
    const parsed = parseRequestId(requestId);
    const status = parsed === undefined ? undefined : await knownStatus(this.deps, this.pending, requestId);
    const own = status !== undefined && [NPAC, status.sender, status.actingFor].includes(identity.spid);
    return own ? { ok: true, value: status } : refuse('not_found');
  }

  async issueToken(spid: string, label: string): Promise<Result<{ tokenId: string; token: string }>> {
    const token = this.deps.ids.secret();
    const tokenId = this.deps.ids.uuid();
    const outcome = await this.asOperator({ kind: 'TokenIssue', spid, tokenId, tokenHash: hashToken(token), label });
    return outcome.ok ? { ok: true, value: { tokenId, token } } : outcome;
  }

  async revokeToken(spid: string, tokenId: string): Promise<Result<null>> {
    const outcome = await this.asOperator({ kind: 'TokenRevoke', spid, tokenId });
    return outcome.ok ? { ok: true, value: null } : outcome;
  }

  async setTunable(input: TunableInput): Promise<Result<null>> {
    const outcome = await this.asOperator({ kind: 'TunableSet', ...input });
    return outcome.ok ? { ok: true, value: null } : outcome;
  }

  /** Sends a request of the operator's and waits until it took effect here too: a new token works at once, a revoked one no more. */
  private async asOperator(body: object): Promise<Result<RequestStatus>> {
    const submitted = await this.submit(
      { spid: NPAC, operator: true, user: 'operator' },
      { body, messageId: undefined, traceparent: undefined, actingFor: undefined },
    );
    if (!submitted.ok) return submitted;
    const { id } = submitted.value;
    for (let waited = 0; waited < OUTCOME_TIMEOUT_MS; waited += POLL_MS) {
      const status = await knownStatus(this.deps, this.pending, id);
      if (status?.status === 'refused') return shapeRefusal(status.errors);
      if (status?.status === 'done') {
        await this.followed.reached(await this.deps.store.head());
        return { ok: true, value: status };
      }
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    return refuse('not_done_yet', { detail: `ask again: GET /v1/requests/${id}`, retryAfter: 1 });
  }
}
