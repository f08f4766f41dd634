import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const BENCH = join(__dirname, 'bench.mjs');

/** What `npm run bench` gives, from the build that the test run has made. */
function bench(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BENCH, ...args], {
    encoding: 'utf8',
    timeout: 90_000,
  });
  return { status, stdout, stderr };
}

/** The one line of JSON; what went to stderr when there is none. */
function measured(...args: string[]): Record<string, never> {
  const { status, stdout, stderr } = bench(...args, '--smoke', '--json');
  const lines = stdout.trim().split('\n');
  if (status !== 0 || lines.length !== 1) throw new Error(`exit code ${status}: ${stdout}${stderr}`);
  return JSON.parse(lines[0] as string);
}

describe('npm run bench', () => {
  it('says how it is used, on stdout when asked and with exit code 2 otherwise', () => {
    expect(bench('--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('lifecycle') });
    for (const wrong of [[], ['nonsense'], ['append', '--runs', '0'], ['append', '--store', 'paper']]) {
      expect(bench(...wrong)).toMatchObject({ status: 2, stdout: '' });
    }
  });

  it('ports numbers one by one and in ranges, and every LSMS ends with the registry’s table', () => {
    const figures = measured('lifecycle', '--lives', '20');
    const proven = {
      equal: true,
      livesPerSecond: { median: expect.any(Number), runs: 1 },
      ratio: { median: expect.any(Number) },
      steady: { activateToActiveMs: { p99: expect.any(Number) } },
      perLife: { store: { bytes: { median: expect.any(Number) } }, broker: { bytes: { median: expect.any(Number) } } },
    };
    expect(figures).toMatchObject({ bench: 'lifecycle', held: true, single: proven, ranges: proven });
  }, 120_000);

  it('decides whole lives beside a loop that decides nothing', () => {
    expect(measured('decide')).toMatchObject({
      ...{ bench: 'decide', decisionsPerSecond: { median: expect.any(Number) } },
      ...{ emptyPerSecond: { median: expect.any(Number) }, bytesPerEvent: expect.any(Number) },
    });
  }, 60_000);

  it('counts one download and three messages for a range, and as many for each number alone', () => {
    expect(measured('ranges', '--numbers', '30')).toMatchObject({
      held: true,
      downloads: { one: 30, range: 1 },
      messages: { one: 90, range: 3 },
      ratio: { median: expect.any(Number) },
    });
  }, 120_000);

  it.each(['lmdb', 'esdb'])(
    'measures the store on %s beside what it stands on',
    (store) => {
      const { appenders } = measured('append', '--store', store);
      const row = { appendsPerSecond: { runs: 1 }, rawPerSecond: { runs: 1 }, ratio: { median: expect.any(Number) } };
      expect(appenders).toMatchObject({ 1: row, 10: row, 100: row, 1000: row });
    },
    60_000,
  );
});
