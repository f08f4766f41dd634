import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dataParts } from './data-folder';
import { markRunning, runningOn } from './running-mark';

describe('the mark of who works on a data folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'openlnp-running-'));
  const { running } = dataParts(folder);
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is of one process at a time, until it is taken back', () => {
    expect(runningOn(folder)).toBeUndefined();
    const takeBack = markRunning(folder);
    expect(runningOn(folder)).toBe(process.pid);
    expect(() => markRunning(folder)).toThrow(expect.objectContaining({ code: 'data_in_use' }));
    takeBack();
    expect(existsSync(running)).toBe(false);
    markRunning(folder)();
  });

  it('of a process that is gone, or of another with its id, says nothing', () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    writeFileSync(running, `${pid} 1 boot\n`);
    expect(runningOn(folder)).toBeUndefined();
    writeFileSync(running, `${process.pid} 1 another-boot\n`);
    expect(runningOn(folder)).toBeUndefined();
    writeFileSync(running, 'nonsense');
    expect(runningOn(folder)).toBeUndefined();
    markRunning(folder)();
  });
});
