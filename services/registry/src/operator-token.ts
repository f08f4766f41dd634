import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The operator's token of a data folder; made at the first start, readable by its owner alone. */
export function operatorToken(folder: string, newSecret: () => string): { token: string; file: string } {
  const file = join(folder, 'operator.token');
  mkdirSync(folder, { recursive: true });
  if (!existsSync(file)) {
    // Under another name until it is whole: a kill in the middle must not leave an empty token behind.
    const making = `${file}.${process.pid}`;
    writeFileSync(making, `${newSecret()}\n`, { mode: 0o600 });
    renameSync(making, file);
  }
  chmodSync(file, 0o600);
  const token = readFileSync(file, 'utf8').trim();
  if (token === '') throw new Error(`${file} is empty: delete it to get a new token`);
  return { token, file };
}
