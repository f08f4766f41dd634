import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

const root = resolve(__dirname, '../..');

test('every test file names its level, so that one of the test: scripts runs it', () => {
  const listed = execFileSync(process.execPath, ['node_modules/jest/bin/jest.js', '--listTests', '--json'], {
    cwd: root,
    encoding: 'utf8',
  });
  const files = JSON.parse(listed) as string[];
  expect(files).toContain(__filename);
  expect(files.filter((file) => !/\.(unit|contract|acceptance|kafka)\.test\.ts$/.test(file))).toEqual([]);
});
