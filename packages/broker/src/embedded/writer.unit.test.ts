import type { Store } from './store';
import { Writer } from './writer';

/** An engine whose commits take as long as the test says. */
function slowEngine() {
  const written: unknown[] = [];
  let finish: (error?: Error) => void = () => undefined;
  let commits = 0;
  const store = {
    folder: '',
    root: {
      transaction: async (work: () => void) => {
        commits += 1;
        work();
        await new Promise<void>((resolve, reject) => {
          finish = (error) => (error === undefined ? resolve() : reject(error));
        });
      },
    },
    commits: { putSync: (key: unknown, next: unknown) => written.push([key, next]) },
  };
  return {
    store: store as unknown as Store,
    written,
    finish: (error?: Error) => finish(error),
    commits: () => commits,
  };
}

describe('committed offsets of the embedded broker', () => {
  beforeEach(() => jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask'] }));
  afterEach(() => jest.useRealTimers());

  it('are written soon, also those that came during a commit that outlasted their delay', async () => {
    const engine = slowEngine();
    const writer = new Writer(engine.store, () => 0);
    writer.commitOffset('group', 'topic', 0, 1);
    await jest.advanceTimersByTimeAsync(60);
    expect(engine.commits()).toBe(1);
    writer.commitOffset('group', 'topic', 0, 2);
    await jest.advanceTimersByTimeAsync(500);
    engine.finish();
    await jest.advanceTimersByTimeAsync(60);
    expect(engine.written).toEqual([
      [['group', 'topic', 0], 1],
      [['group', 'topic', 0], 2],
    ]);
    engine.finish();
    await writer.close();
    expect(jest.getTimerCount()).toBe(0);
  });

  it('are not written any more once a commit has failed: nobody knows what it left', async () => {
    const engine = slowEngine();
    const writer = new Writer(engine.store, () => 0);
    const produced = expect(writer.append([], 0)).rejects.toMatchObject({ code: 'broker_failed' });
    await jest.advanceTimersByTimeAsync(10);
    engine.finish(Object.assign(new Error('Input/output error'), { code: 5 }));
    await produced;
    writer.commitOffset('group', 'topic', 0, 1);
    await jest.advanceTimersByTimeAsync(5_000);
    expect(engine.commits()).toBe(1);
    await expect(writer.close()).rejects.toMatchObject({ code: 'broker_failed' });
  });
});
