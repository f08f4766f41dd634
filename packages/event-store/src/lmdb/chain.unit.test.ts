import { findRevision, jumpAfter, jumpTarget, type Link, NO_POSITION, NO_REVISION } from './chain';

/** A stream alone in its log, every tenth position. */
function chainOf(length: number) {
  const records = new Map<number, { previous: number; jump: number }>();
  let reads = 0;
  const read = (position: number) => {
    reads += 1;
    const record = records.get(position);
    if (record === undefined) throw new Error(`no record at ${position}`);
    return record;
  };
  let head: Link | undefined;
  for (let revision = 0; revision < length; revision += 1) {
    const jump = jumpAfter(head, read);
    records.set(revision * 10, { previous: head?.position ?? NO_POSITION, jump });
    head = { revision, position: revision * 10, jump };
  }
  if (head === undefined) throw new Error('a chain has a record');
  return { head, read, records, takeReads: () => reads, resetReads: () => (reads = 0) };
}

describe('the chain of a stream', () => {
  it('jumps as the skew-binary numbers do', () => {
    expect(Array.from({ length: 15 }, (_, revision) => jumpTarget(revision))).toEqual([
      -1, 0, -1, 2, 3, 2, -1, 6, 7, 6, 9, 10, 9, 6, -1,
    ]);
  });

  it('writes jumps that lead where jumpTarget says', () => {
    const { records } = chainOf(1000);
    for (let revision = 0; revision < 1000; revision += 1) {
      const target = jumpTarget(revision);
      expect(records.get(revision * 10)?.jump).toBe(target === NO_REVISION ? NO_POSITION : target * 10);
    }
  });

  it('reads at most one record to append', () => {
    const chain = chainOf(1000);
    chain.resetReads();
    jumpAfter(chain.head, chain.read);
    expect(chain.takeReads()).toBeLessThanOrEqual(1);
  });

  it('finds every revision, in a logarithmic number of reads', () => {
    const length = 5000;
    const { head, read, takeReads, resetReads } = chainOf(length);
    for (let revision = 0; revision < length; revision += 1) {
      resetReads();
      expect(findRevision(head, revision, read)).toBe(revision * 10);
      expect(takeReads()).toBeLessThanOrEqual(3 * Math.log2(length));
    }
  });

  it('knows targets up to the largest revision', () => {
    expect(jumpTarget(2 ** 32 - 4)).toBe(2 ** 32 - 2 ** 30 - 3);
    expect(jumpTarget(2 ** 31 - 2)).toBe(NO_REVISION);
  });
});
