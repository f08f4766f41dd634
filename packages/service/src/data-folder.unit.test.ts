import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BEING_COPIED, checkDataFolder, dataParts } from './data-folder';

describe('the format of a data folder', () => {
  let folder: string;
  const mark = (text: string): void => writeFileSync(dataParts(folder).format, text);
  const check = (): unknown => checkDataFolder(folder, '0.2.0');

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lnp-data-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is written into a new folder, once', () => {
    expect(checkDataFolder(join(folder, 'new'), '0.1.0')).toEqual({ format: 1, createdBy: '0.1.0' });
    expect(checkDataFolder(join(folder, 'new'), '0.2.0')).toEqual({ format: 1, createdBy: '0.1.0' });
    expect(readdirSync(join(folder, 'new'))).toEqual(['format.json']);
    expect(readFileSync(join(folder, 'new', 'format.json'), 'utf8')).toBe('{"format":1,"createdBy":"0.1.0"}\n');
  });

  it('of a folder of before there were marks is the first', () => {
    mkdirSync(join(folder, 'store'));
    expect(check()).toEqual({ format: 1, createdBy: '0.2.0' });
  });

  it('that is newer is refused: who wrote it, and what to do', () => {
    mark('{"format":2,"createdBy":"3.1.4"}');
    expect(check).toThrow(expect.objectContaining({ code: 'unknown_format' }));
    expect(check).toThrow(/has format 2, written by OpenLNP 3\.1\.4.*reads format 1.*Run OpenLNP 3\.1\.4 or later/);
  });

  it('that is older is refused: who wrote it, and what to do', () => {
    mark('{"format":0,"createdBy":"0.0.1"}');
    expect(check).toThrow(/has format 0, written by OpenLNP 0\.0\.1.*Bring it up to date/);
  });

  it.each(['', '{', '[]', 'null', '{"format":"1","createdBy":"x"}', '{"format":1}'])(
    'that cannot be read is refused: %s',
    (text) => {
      mark(text);
      expect(check).toThrow(expect.objectContaining({ code: 'unknown_format' }));
    },
  );

  it('of a folder into which a restore did not end is none', () => {
    writeFileSync(dataParts(folder).restoring, '');
    expect(check).toThrow(/a restore .* did not end: empty the folder and restore again/);
    writeFileSync(dataParts(folder).restoring, BEING_COPIED);
    expect(check).toThrow(/a copy .* did not end: run the same "lnp copy" again/);
  });
});
