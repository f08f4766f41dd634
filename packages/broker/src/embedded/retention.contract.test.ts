import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, Inbox, numbered, produceTexts, textOf } from '../contract/harness';
import { type EmbeddedBroker, openEmbeddedBroker } from './embedded-broker';

describe('retention of the embedded broker', () => {
  let folder: string;
  let broker: EmbeddedBroker;
  let clock: number;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lnp-broker-'));
    clock = 1_000_000;
    broker = await openEmbeddedBroker({ folder, now: () => clock });
    await broker.ensureTopics([
      { name: 'short', partitions: 1, retentionMs: 1000 },
      { name: 'long', partitions: 1, retentionMs: 10_000 },
    ]);
  });

  afterEach(async () => {
    await broker.close();
    await rm(folder, { recursive: true });
  });

  it('takes what is older than its topic keeps, by the injected clock, and nothing younger', async () => {
    await produceTexts(broker, 'short', 0, numbered(0, 2500));
    await produceTexts(broker, 'long', 0, ['stays']);
    clock += 1000;
    await produceTexts(broker, 'short', 0, ['young']);
    expect(await broker.sweep()).toBe(0);
    clock += 1;
    expect(await broker.sweep()).toBe(2500);
    expect(await broker.offsets('short', 0)).toEqual({ earliest: 2500n, end: 2501n });
    expect((await broker.fetch('short', 0, 2500n, 10)).map((r) => [textOf(r), r.timestamp])).toEqual([
      ['young', 1_001_000],
    ]);
    expect((await broker.fetch('long', 0, 0n, 10)).map(textOf)).toEqual(['stays']);
  });

  it('stops a slow reader with an error when it is overtaken', async () => {
    await produceTexts(broker, 'short', 0, numbered(0, 1000));
    const inbox = new Inbox();
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const reader = await broker.read({
      topic: 'short',
      partition: 0,
      from: 0n,
      onError: inbox.onError,
      onRecords: async (records) => {
        inbox.onRecords(records);
        await held;
      },
    });
    await inbox.holds(1);
    clock += 1001;
    await broker.sweep();
    letGo();
    await eventually('an error', () => inbox.errors.length > 0);
    expect(inbox.errors).toMatchObject([{ code: 'offset_out_of_range' }]);
    await reader.stop();
  });
});
