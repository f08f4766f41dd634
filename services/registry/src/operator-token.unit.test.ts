import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { operatorToken } from './operator-token';

describe('the operator’s token', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'openlnp-token-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const modeOf = (file: string): number => statSync(file).mode & 0o777;

  it('is made once, in a folder that is made too, readable by its owner alone', () => {
    const data = join(folder, 'new', 'data');
    const first = operatorToken(data, () => 'first');
    expect(first).toEqual({ token: 'first', file: join(data, 'operator.token') });
    expect(modeOf(first.file)).toBe(0o600);
    expect(operatorToken(data, () => 'second')).toEqual(first);
    expect(readdirSync(data)).toEqual(['operator.token']);
  });

  it('takes back rights that somebody gave on it', () => {
    const { file } = operatorToken(folder, () => 'first');
    chmodSync(file, 0o644);
    operatorToken(folder, () => 'second');
    expect(modeOf(file)).toBe(0o600);
  });

  it('an empty file is no token', () => {
    writeFileSync(join(folder, 'operator.token'), '\n');
    expect(() => operatorToken(folder, () => 'first')).toThrow('is empty');
  });

  it('a first start that was killed in the middle leaves nothing in the way', () => {
    writeFileSync(join(folder, `operator.token.${process.pid}`), '');
    expect(operatorToken(folder, () => 'first').token).toBe('first');
  });
});
