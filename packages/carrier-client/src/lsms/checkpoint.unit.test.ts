import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { activation } from '../testing/downloads';
import { fileCheckpoint } from './checkpoint';
import { createLsmsTable } from './table';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lsms-'));
  path = join(folder, 'deep', 'lsms.json');
});

afterEach(() => rm(folder, { recursive: true }));

describe('fileCheckpoint', () => {
  it('gives back progress and table to the next process', async () => {
    const table = createLsmsTable();
    table.apply(activation(1, { classPointCode: { dpc: '244011032', ssn: 4 }, lastTn: '3035550009', billingId: 'A1' }));
    table.apply(activation(20));
    const refused = [{ number: 19, code: 'full', text: null }];
    await fileCheckpoint(path, table).save({ number: 20, acknowledged: 18, refused });

    const next = createLsmsTable();
    next.apply(activation(99));
    await expect(fileCheckpoint(path, next).load()).resolves.toEqual({ number: 20, acknowledged: 18, refused });
    expect(next.routes.size).toBe(10);
    expect(next.digest()).toBe(table.digest());
  });

  it('has nothing to give before the first save', async () => {
    const table = createLsmsTable();
    table.apply(activation(1));
    await expect(fileCheckpoint(path, table).load()).resolves.toBeUndefined();
    expect(table.routes.size).toBe(1);
  });

  it('leaves the last save as it was when the next one is interrupted', async () => {
    const table = createLsmsTable();
    const checkpoint = fileCheckpoint(path, table);
    await checkpoint.save({ number: 1, acknowledged: 0, refused: [] });
    const before = await readFile(path, 'utf8');
    const failing = fileCheckpoint(path, {
      ...table,
      entries: () => {
        throw new Error('killed');
      },
    });
    await expect(failing.save({ number: 2, acknowledged: 0, refused: [] })).rejects.toThrow('killed');
    await writeFile(`${path}.new`, '{"number":2,"ackn');
    expect(await readFile(path, 'utf8')).toBe(before);
    await expect(checkpoint.load()).resolves.toMatchObject({ number: 1 });
    await checkpoint.save({ number: 3, acknowledged: 3, refused: [] });
    expect(await readdir(join(folder, 'deep'))).toEqual(['lsms.json']);
  });

  it.each([
    ['no JSON', '{"number":'],
    ['another file', '{"name":"openlnp"}'],
    ['entries that are none', '{"number":1,"acknowledged":1,"refused":[],"entries":[{"tn":12}]}'],
  ])('refuses %s', async (_name, text) => {
    path = join(folder, 'lsms.json');
    await writeFile(path, text);
    await expect(fileCheckpoint(path, createLsmsTable()).load()).rejects.toMatchObject({ code: 'bad_checkpoint' });
  });
});
