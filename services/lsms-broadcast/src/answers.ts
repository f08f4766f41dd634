import { setImmediate } from 'node:timers/promises';
import type { OutgoingRecord } from '@openlnp/broker';
import type { Position, RecordedEvent } from '@openlnp/event-store';
import { type BroadcastResult, type LsmsEvent, partitionOf, type RecordAnswers } from '@openlnp/messages';
import { npaNxxOf, type Spid } from '@openlnp/numbering';
import type { LsmsAnswer } from '@openlnp/porting';
import { commandRecord } from '@openlnp/service';
import type { DownloadIndex, DownloadSubject } from './download-index';

/** Keeps a command below the size of a record, even when a hundred LSMSs refuse everything with the longest of codes. */
const RESULTS_PER_COMMAND = 100;
/** Looked up in one turn of the event loop: some milliseconds where each is read from the store. */
const NUMBERS_PER_TURN = 256;

interface Collected {
  readonly subject: DownloadSubject;
  readonly answers: LsmsAnswer[];
}

/** Gathers what a batch of acknowledgements says about each broadcast, to tell its owner in one command. */
export class AnswerCollector {
  private readonly byVersion = new Map<string, Collected>();

  constructor(private readonly index: DownloadIndex) {}

  /** An acknowledgement answers for its whole interval, a repair for the downloads it names; other events say nothing of them. */
  async add({ type, data }: LsmsEvent): Promise<void> {
    if (type === 'LsmsAcknowledged') {
      const { spid, after, through, refused } = data;
      const codes = new Map(refused.map(({ number, code }) => [number, code]));
      for (let number = after + 1; number <= through; number += 1) {
        // A newcomer may acknowledge the whole log at once: others must have their turn meanwhile.
        if (number % NUMBERS_PER_TURN === 0) await setImmediate();
        await this.answer(spid, number, codes.get(number));
      }
    }
    if (type === 'LsmsRepaired') for (const number of data.numbers) await this.answer(data.spid, number);
  }

  /**
   * Commands for port.commands. The positions of the batch's first and last event make their ids: a repeat of the same batch
   * says the same again, and another batch never says something else under the same id.
   */
  commands(first: Position, last: Pick<RecordedEvent, 'position' | 'metadata'>): OutgoingRecord[] {
    const byPartition = new Map<number, BroadcastResult[]>();
    for (const { subject, answers } of this.byVersion.values()) {
      const partition = partitionOf(npaNxxOf(subject.range.first));
      const results = byPartition.get(partition) ?? [];
      const { range, svId, broadcast } = subject;
      results.push({ firstTn: range.first, lastTn: range.last, svId, broadcast, answers });
      byPartition.set(partition, results);
    }
    return [...byPartition].flatMap(([partition, results]) =>
      chunks(results, RESULTS_PER_COMMAND).map((chunk, index) => {
        const commandId = `answers-${first}-${last.position}-${partition}-${index}`;
        const command: RecordAnswers = { commandId, at: last.metadata.occurredAt, results: chunk };
        return commandRecord('RecordAnswers', command, {
          partition,
          key: String(partition),
          kind: 'RecordAnswers',
          id: commandId,
        });
      }),
    );
  }

  private async answer(spid: Spid, number: number, code: string | null = null): Promise<void> {
    const subject = await this.index.subject(number);
    const ok = code === null;
    if (counts(subject, spid, ok)) this.collected(subject).answers.push({ spid, ok, code });
  }

  private collected(subject: DownloadSubject): Collected {
    const key = `${subject.svId}/${subject.broadcast}`;
    const known = this.byVersion.get(key) ?? { subject, answers: [] };
    this.byVersion.set(key, known);
    return known;
  }
}

/**
 * RR5-38.7, RR5-38.8: of those that a resend did not name, a success counts where they are on the failed-SP list, which the owner
 * knows. Where the first broadcast was put back, nothing else is left for them to catch up with.
 */
const counts = ({ targets, resend }: DownloadSubject, spid: Spid, ok: boolean): boolean =>
  targets.has(spid) || (resend && ok);

const chunks = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
