import { type EventStore, isWrongExpectedRevision, type NewEvent, NO_STREAM } from '@openlnp/event-store';
import { eventId, type LsmsAcknowledgementRefused, type LsmsEvent } from '@openlnp/messages';
import type { Spid } from '@openlnp/numbering';
import type { Clock, Ids } from '@openlnp/service';
import { OpenRefusals } from './open-refusals';

export interface Acknowledgement {
  readonly after: number;
  readonly through: number;
  readonly refused: readonly { readonly number: number; readonly code: string; readonly text: string | null }[];
}

export type AckDecision =
  | { readonly outcome: 'taken' }
  /** All of it was acknowledged before: nothing new, but for what it takes of what was refused then. */
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

/** Whose LSMS it is, and who says it. */
interface From {
  readonly spid: Spid;
  readonly actor: Spid;
}

const TRIES = 3;

/** Downloads in one event of a repair; well below the 1 MB of one append. A larger repair makes several. */
const MOST_REPAIRED = 50_000;

/** What the HTTP door takes at most; a longer one on a topic was accepted with it, so it is cut. */
const CODE_LENGTH = 64;
const TEXT_LENGTH = 1_000;

/** Owns the streams lsms-<SPID>: who had what, when. */
export class LsmsAcknowledgements {
  private readonly queues = new Map<Spid, Promise<unknown>>();
  private readonly refusals = new Map<Spid, OpenRefusals>();

  constructor(
    private readonly store: EventStore,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly head: () => number,
    private readonly mostRepaired = MOST_REPAIRED,
  ) {}

  /**
   * Takes or refuses, durably; one at a time for each LSMS. What was taken before is taken again without a word, and a refusal that
   * is repeated says what the last one said, so that a redelivery adds nothing.
   *
   * An interval that was acknowledged before repairs what was refused in it, but for what is refused again: the LSMS has it now. Its
   * number stays where it is. `actor` is who says it: another than the LSMS's own SPID is recorded as acting for it (law 4).
   */
  acknowledge(spid: Spid, ack: Acknowledgement, actor: Spid = spid): Promise<AckAnswer> {
    const answer = (this.queues.get(spid) ?? Promise.resolve()).then(() => this.take({ spid, actor }, ack, TRIES));
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

  private async take(from: From, ack: Acknowledgement, tries: number): Promise<AckAnswer> {
    const { spid } = from;
    const { acknowledged, revision, refusal } = await this.latest(spid);
    const decision = decideAcknowledgement(ack, acknowledged, this.head());
    if (decision.outcome === 'known') return this.repair(from, ack, tries);
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
    // Another instance was faster: what it recorded decides.
    if (!(await this.record(from, event, revision, tries))) return this.take(from, ack, tries - 1);
    return decision.outcome === 'taken'
      ? { ok: true, acknowledgedThrough: through }
      : { ok: false, code: decision.code, acknowledgedThrough: acknowledged };
  }

  /** Records what the LSMS had refused of the interval and has taken since; nothing when there is nothing of it. */
  private async repair(from: From, ack: Acknowledgement, tries: number): Promise<AckAnswer> {
    const { spid } = from;
    const { after, through, refused } = ack;
    const still = new Set(refused.map(({ number }) => number));
    // Read first: an event behind it makes the append fail, so that none of these was repaired in between.
    const { acknowledged, revision } = await this.latest(spid);
    const answer: AckAnswer = { ok: true, acknowledgedThrough: acknowledged };
    if (revision === NO_STREAM || after === through) return answer;
    const numbers = (await this.refusalsOf(spid).within(after, through)).filter((number) => !still.has(number));
    if (numbers.length === 0) return answer;
    const part = numbers.slice(0, this.mostRepaired);
    const event: LsmsEvent = { type: 'LsmsRepaired', data: { spid, numbers: part, acknowledgedThrough: acknowledged } };
    if (!(await this.record(from, event, revision, tries))) return this.repair(from, ack, tries - 1);
    return part.length < numbers.length ? this.repair(from, ack, TRIES) : answer;
  }

  /** Whether it was recorded; not when the stream has gone on and there is another try. */
  private async record(from: From, event: LsmsEvent, expectedRevision: number, tries: number): Promise<boolean> {
    try {
      const events = [this.newEvent(from, event)];
      await this.store.append({ stream: streamOf(from.spid), expectedRevision, events });
      return true;
    } catch (error) {
      if (isWrongExpectedRevision(error) && tries > 1) return false;
      throw error;
    }
  }

  private refusalsOf(spid: Spid): OpenRefusals {
    const known = this.refusals.get(spid) ?? new OpenRefusals(this.store, streamOf(spid));
    this.refusals.set(spid, known);
    return known;
  }

  /** What the stream's last event says; `refusal` when it is one. */
  private async latest(
    spid: Spid,
  ): Promise<{ acknowledged: number; revision: number; refusal?: LsmsAcknowledgementRefused }> {
    const [event] = await this.store.readStream(streamOf(spid), { direction: 'backward', limit: 1 });
    if (event === undefined) return { acknowledged: 0, revision: NO_STREAM };
    const { type, data } = event as unknown as LsmsEvent;
    const { revision } = event;
    switch (type) {
      case 'LsmsAcknowledged':
        return { acknowledged: data.through, revision };
      case 'LsmsRepaired':
        return { acknowledged: data.acknowledgedThrough, revision };
      case 'LsmsAcknowledgementRefused':
        return { acknowledged: data.expectedAfter, revision, refusal: data };
    }
  }

  private newEvent({ spid, actor }: From, { type, data }: LsmsEvent): NewEvent {
    return {
      id: eventId(this.ids.uuid(), streamOf(spid), 0),
      type,
      data,
      metadata: {
        occurredAt: this.clock.now(),
        requestId: null,
        actor,
        actingFor: actor === spid ? null : spid,
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
