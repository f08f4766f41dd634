import { inBackground } from './in-background';
import { coded, gate } from './testing';

describe('work in the background', () => {
  const errors: unknown[] = [];
  const background = (work: () => Promise<void>) =>
    inBackground(
      work,
      (error) => errors.push(error),
      () => Promise.resolve(),
    );
  const turns = () => new Promise((resolve) => setImmediate(resolve));

  beforeEach(() => {
    errors.length = 0;
  });

  it('is done once for all that ask while it has not begun anew, one at a time', async () => {
    let done = 0;
    const first = gate();
    const joining = background(async () => {
      done += 1;
      if (done === 1) await first.opened;
    });
    joining.start();
    for (let asked = 0; asked < 5; asked += 1) joining.start();
    await turns();
    expect(done).toBe(1);
    first.open();
    await turns();
    expect(done).toBe(2);
    joining.start();
    await turns();
    expect(done).toBe(3);
    await joining.stop();
  });

  it('is done for whoever asks at the very moment at which it ends', async () => {
    for (let later = 0; later < 10; later += 1) {
      let done = 0;
      const joining = background(async () => {
        done += 1;
      });
      joining.start();
      for (let passed = 0; passed < later; passed += 1) await Promise.resolve();
      joining.start();
      await turns();
      expect([later, done]).toEqual([later, 2]);
    }
  });

  it('is tried again while a fault passes', async () => {
    let tries = 0;
    const joining = background(async () => {
      tries += 1;
      if (tries < 3) throw coded('broker_unreachable');
    });
    joining.start();
    await turns();
    expect([tries, errors]).toEqual([3, []]);
    await joining.stop();
  });

  it('is given up, and told, for what does not pass', async () => {
    const error = coded('store_corrupt');
    const joining = background(() => Promise.reject(error));
    joining.start();
    await turns();
    expect(errors).toEqual([error]);
  });

  it('is waited for by whoever stops it, and not begun again', async () => {
    let done = 0;
    const first = gate();
    const joining = background(async () => {
      await first.opened;
      done += 1;
    });
    joining.start();
    joining.start();
    const stopped = joining.stop();
    first.open();
    await stopped;
    joining.start();
    await turns();
    expect(done).toBe(1);
  });
});
