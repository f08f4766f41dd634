import { tmpdir } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { Committer } from './committer';
import type { Engine } from './engine';

/** An engine whose commits fail as told; lmdb-js hands the engine's error over as a promise beside its own. */
function engineThat(commitErrors: (Error | undefined)[], panics = false) {
  const begun: string[] = [];
  const root = {
    transaction: async (work: () => unknown) => {
      begun.push('transaction');
      await setImmediate();
      work();
      const reason = commitErrors.shift();
      if (reason !== undefined)
        throw Object.assign(new Error('Commit failed'), { commitError: Promise.reject(reason) });
    },
    transactionSync: () => {
      begun.push('probe');
      if (panics) throw new Error('MDB_PANIC');
    },
  };
  return { begun, engine: { folder: tmpdir(), root } as unknown as Engine };
}

const errorOf = (message: string, code: number): Error => Object.assign(new Error(message), { code });
const noSpace = () => errorOf('No space left on device', 28);

function committerOf(engine: Engine) {
  const seen = { committed: 0, failed: [] as unknown[] };
  const committer = new Committer(
    engine,
    () => -1,
    () => (seen.committed += 1),
    (error) => seen.failed.push(error),
  );
  return { committer, seen };
}

const answer = (n: number) => () => () => n;

describe('group commit', () => {
  it('answers what was queued together after one transaction', async () => {
    const { engine, begun } = engineThat([]);
    const { committer, seen } = committerOf(engine);
    const answers = await Promise.all([1, 2, 3].map((n) => committer.submit(1, answer(n))));
    expect(answers).toEqual([1, 2, 3]);
    expect(begun).toEqual(['transaction']);
    expect(seen.committed).toBe(1);
  });

  it('goes on after a full disk', async () => {
    const { engine, begun } = engineThat([noSpace()]);
    const { committer, seen } = committerOf(engine);
    await expect(committer.submit(1, answer(1))).rejects.toMatchObject({ code: 'disk_full', retriable: true });
    await expect(committer.submit(1, answer(2))).resolves.toBe(2);
    expect(begun).toEqual(['transaction', 'probe', 'transaction']);
    expect(seen).toEqual({ committed: 1, failed: [expect.objectContaining({ code: 'disk_full' })] });
  });

  it.each([
    ['a disk that fails while it has room', errorOf('Input/output error', 5), false],
    ['a full disk that the engine does not survive', noSpace(), true],
    ['an error of the engine', errorOf('MDB_CORRUPTED', -30796), false],
  ])('never begins a transaction again after %s', async (_, error, panics) => {
    const { engine, begun } = engineThat([error], panics);
    const { committer } = committerOf(engine);
    const failed = { code: 'store_failed', retriable: false };
    await expect(committer.submit(1, answer(1))).rejects.toMatchObject(failed);
    await expect(committer.submit(1, answer(2))).rejects.toMatchObject(failed);
    expect(begun.filter((kind) => kind === 'transaction')).toHaveLength(1);
    await committer.close();
  });

  it('fails what waited behind a failed commit too', async () => {
    const { engine, begun } = engineThat([errorOf('Input/output error', 5)]);
    const { committer } = committerOf(engine);
    const late: Promise<unknown>[] = [];
    const first = committer.submit(1, () => {
      late.push(committer.submit(1, answer(2)).catch((error: unknown) => error));
      return () => 1;
    });
    const failed = { code: 'store_failed' };
    await expect(first).rejects.toMatchObject(failed);
    expect(await late[0]).toMatchObject(failed);
    expect(begun).toEqual(['transaction']);
  });

  it('fails the whole group, refusals too, when a write breaks in the middle', async () => {
    const { engine } = engineThat([]);
    const { committer } = committerOf(engine);
    const jobs = [
      committer.submit(1, answer(1)),
      committer.submit(1, () => {
        throw new Error('refused');
      }),
      committer.submit(1, () => () => {
        throw errorOf('MDB_CORRUPTED', -30796);
      }),
    ];
    for (const outcome of await Promise.allSettled(jobs)) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'store_failed' } });
    }
  });

  it('answers all that it took, in several transactions, before it is closed', async () => {
    const { engine, begun } = engineThat([]);
    const { committer } = committerOf(engine);
    let answered = 0;
    const jobs = Array.from({ length: 1300 }, () => committer.submit(1, answer(1)).then(() => (answered += 1)));
    await committer.close();
    expect(begun).toHaveLength(3);
    await expect(committer.submit(1, answer(1))).rejects.toMatchObject({ code: 'store_closed' });
    await Promise.all(jobs);
    expect(answered).toBe(1300);
  });

  it('refuses a job by its own error, and answers those beside it', async () => {
    const { engine } = engineThat([]);
    const { committer } = committerOf(engine);
    const refused = committer.submit(1, () => {
      throw new Error('refused');
    });
    const taken = committer.submit(1, answer(2));
    await expect(refused).rejects.toThrow('refused');
    await expect(taken).resolves.toBe(2);
  });
});
