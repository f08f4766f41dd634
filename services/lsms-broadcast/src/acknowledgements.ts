import { type EventStore, isWrongExpectedRevision, type NewEvent, NO_STREAM } from '@openlnp/event-store';
import { eventId, type LsmsAcknowledgementRefused, type LsmsEvent } from '@openlnp/messages';
import type { Spid } from '@openlnp/numbering';
import type { Clock, Ids } from '@openlnp/service';

export interface Acknowledgement {
  readonly after: number;
  readonly through: number;
  readonly refused: readonly { readonly number: number; readonly code: string; readonly text: string | null }[];
}

export type AckDecision =
  | { readonly outcome: 'taken' }
  /** All of it was acknowledged before: nothing to record. */
  | { readonly outcome: 'known' }
  | { readonly outcome: 'refused'; readonly code: string };

/**
 * Law 5: an acknowledgement starts where the LSMS's last one ended and reaches no further than the log.
 * `acknowledged` is where the last one ended, `head` the last download's number.
 */
export function decideAcknowledgement(ack: Acknowledgement, acknowledged: number, head: number): AckDecision {
  const { after, through, refused } = ack;
  if (after < 0 || through < after) return { outcome: 'refused', code: 'ack_backwards' };
  if (refused.some(({ number }) => number <= after || number > through)) {
    return { outcome: 'refused', code: 'refused_number_outside_interval' };
  }
  if (through > head) return { outcome: 'refused', code: 'ack_beyond_log' };
  if (through <= acknowledged) return { outcome: 'known' };
  return after === acknowledged ? { outcome: 'taken' } : { outcome: 'refused', code: 'ack_gap' };
}

export type AckAnswer =
  | { readonly ok: true; readonly acknowledgedThrough: number }
  | { readonly ok: false; readonly code: string; readonly acknowledgedThrough: number };

const TRIES = 3;

/** What the HTTP door takes at most; a longer one on a topic was accepted with it, so it is cut. */
const CODE_LENGTH = 64;
const TEXT_LENGTH = 1_000;

/** Owns the streams lsms-<SPID>: who had what, when. */
export class LsmsAcknowledgements {
  private readonly queues = new Map<Spid, Promise<unknown>>();

  constructor(
    private readonly store: EventStore,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly head: () => number,
  ) {}

  /**
   * Takes or refuses, durably; one at a time for each LSMS. What was taken before is taken again without a word, and a refusal that
   * is repeated says what the last one said, so that a redelivery adds nothing.
   */
  acknowledge(spid: Spid, ack: Acknowledgement): Promise<AckAnswer> {
    const answer = (this.queues.get(spid) ?? Promise.resolve()).then(() => this.take(spid, ack, TRIES));
    this.queues.set(
      spid,
      answer.catch(() => undefined),
    );
    return answer;
  }

  /** Where the LSMS's last acknowledgement ended; 0 before its first. */
  async acknowledgedThrough(spid: Spid): Promise<number> {
    return (await this.latest(spid)).acknowledged;
  }

  private async take(spid: Spid, ack: Acknowledgement, tries: number): Promise<AckAnswer> {
    const { acknowledged, revision, refusal } = await this.latest(spid);
    const decision = decideAcknowledgement(ack, acknowledged, this.head());
    if (decision.outcome === 'known') return { ok: true, acknowledgedThrough: acknowledged };
    const { after, through } = ack;
    if (
      decision.outcome === 'refused' &&
      refusal?.code === decision.code &&
      refusal.after === after &&
      refusal.through === through
    ) {
      return { ok: false, code: decision.code, acknowledgedThrough: acknowledged };
    }
    const event: LsmsEvent =
      decision.outcome === 'taken'
        ? { type: 'LsmsAcknowledged', data: { spid, after, through, refused: ack.refused.map(cut) } }
        : {
            type: 'LsmsAcknowledgementRefused',
            data: { spid, after, through, code: decision.code, expectedAfter: acknowledged },
          };
    try {
      await this.store.append({
        stream: streamOf(spid),
        expectedRevision: revision,
        events: [this.newEvent(spid, event)],
      });
    } catch (error) {
      // Another instance was faster: what it recorded decides.
      if (isWrongExpectedRevision(error) && tries > 1) return this.take(spid, ack, tries - 1);
      throw error;
    }
    return decision.outcome === 'taken'
      ? { ok: true, acknowledgedThrough: through }
      : { ok: false, code: decision.code, acknowledgedThrough: acknowledged };
  }

  /** What the stream's last event says; `refusal` when it is one. */
  private async latest(
    spid: Spid,
  ): Promise<{ acknowledged: number; revision: number; refusal?: LsmsAcknowledgementRefused }> {
    const [event] = await this.store.readStream(streamOf(spid), { direction: 'backward', limit: 1 });
    if (event === undefined) return { acknowledged: 0, revision: NO_STREAM };
    const { type, data } = event as unknown as LsmsEvent;
    const { revision } = event;
    return type === 'LsmsAcknowledged'
      ? { acknowledged: data.through, revision }
      : { acknowledged: data.expectedAfter, revision, refusal: data };
  }

  private newEvent(spid: Spid, { type, data }: LsmsEvent): NewEvent {
    return {
      id: eventId(this.ids.uuid(), streamOf(spid), 0),
      type,
      data,
      metadata: {
        occurredAt: this.clock.now(),
        requestId: null,
        actor: spid,
        actingFor: null,
        traceparent: null,
        viewPosition: null,
      },
    };
  }
}

const cut = ({ number, code, text }: Acknowledgement['refused'][number]) => ({
  number,
  code: code.slice(0, CODE_LENGTH),
  text: text?.slice(0, TEXT_LENGTH) ?? null,
});

const streamOf = (spid: Spid): string => `lsms-${spid}`;
