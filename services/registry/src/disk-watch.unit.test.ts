import { DiskWatch } from './disk-watch';

describe('the disk watch', () => {
  let free = 10_000_000;
  let now = 0;
  const diskFull = Object.assign(new Error('no room'), { code: 'disk_full' });
  const watch = () => {
    free = 10_000_000;
    now = 0;
    return new DiskWatch(
      () => free,
      () => now,
    );
  };

  it('calls a disk full that has less room than a write may take', () => {
    const disk = watch();
    expect(disk.isFull).toBe(false);
    free = 1_000_000;
    expect(disk.isFull).toBe(true);
    free = 10_000_000;
    expect(disk.isFull).toBe(false);
  });

  it('believes a write that found no room, until one does', () => {
    const disk = watch();
    disk.failed(diskFull);
    expect(disk.isFull).toBe(true);
    disk.appended();
    expect(disk.isFull).toBe(false);
    disk.failed(diskFull);
    disk.produced();
    expect(disk.isFull).toBe(false);
  });

  it('does not wait for a write for ever: nobody may be writing because it is full', () => {
    const disk = watch();
    disk.failed(diskFull);
    now = 5_000;
    expect(disk.isFull).toBe(false);
  });

  it('leaves other faults to others', () => {
    const disk = watch();
    disk.failed(Object.assign(new Error('raced'), { code: 'wrong_expected_revision' }));
    expect(disk.isFull).toBe(false);
  });
});
