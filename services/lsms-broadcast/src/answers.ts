import type { OutgoingRecord } from '@openlnp/broker';
import type { Position } from '@openlnp/event-store';
import { type BroadcastResult, type LsmsAcknowledged, partitionOf, type RecordAnswers } from '@openlnp/messages';
import { npaNxxOf } from '@openlnp/numbering';
import type { LsmsAnswer } from '@openlnp/porting';
import { commandRecord } from '@openlnp/service';
import type { DownloadIndex, DownloadSubject } from './download-index';

/** Keeps a command far below the size of a record and of an append. */
const RESULTS_PER_COMMAND = 200;

interface Collected {
  readonly subject: DownloadSubject;
  readonly answers: LsmsAnswer[];
}

/** Gathers what a batch of acknowledgements says about each broadcast, to tell its owner in one command. */
export class AnswerCollector {
  private readonly byVersion = new Map<string, Collected>();

  constructor(private readonly index: DownloadIndex) {}

  async add({ spid, after, through, refused }: LsmsAcknowledged): Promise<void> {
    const codes = new Map(refused.map(({ number, code }) => [number, code]));
    for (let number = after + 1; number <= through; number += 1) {
      const subject = await this.index.subject(number);
      if (!subject.targets.has(spid)) continue;
      const code = codes.get(number) ?? null;
      this.collected(subject).answers.push({ spid, ok: code === null, code });
    }
  }

  /** Commands for port.commands; `last` is the position of the batch's last event and makes their ids. */
  commands(last: Position, at: number): OutgoingRecord[] {
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
        const commandId = `answers-${last}-${partition}-${index}`;
        const command: RecordAnswers = { commandId, at, results: chunk };
        return commandRecord('RecordAnswers', command, {
          partition,
          key: String(partition),
          kind: 'RecordAnswers',
          id: commandId,
        });
      }),
    );
  }

  private collected(subject: DownloadSubject): Collected {
    const key = `${subject.svId}/${subject.broadcast}`;
    const known = this.byVersion.get(key) ?? { subject, answers: [] };
    this.byVersion.set(key, known);
    return known;
  }
}

const chunks = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
