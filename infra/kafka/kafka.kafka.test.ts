import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describeKafka } from '../../tests/support/kafka/describe-kafka';

const KAFKA = join(__dirname, 'kafka.mjs');
const PARENT = `
  import { start } from ${JSON.stringify(KAFKA)};
  const { brokers } = await start({ data: process.argv[1] });
  console.log(brokers[0]);
  setInterval(() => {}, 1000);`;

interface Status {
  readonly running: boolean;
  readonly answers: boolean;
}

describeKafka('a Kafka that a program started', () => {
  let data: string;
  let parent: ChildProcess | undefined;

  const status = async (): Promise<Status> =>
    JSON.parse((await promisify(execFile)(process.execPath, [KAFKA, 'status', '--data', data])).stdout);

  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'lnp-kafka-'));
  });

  afterAll(async () => {
    parent?.kill('SIGKILL');
    await promisify(execFile)(process.execPath, [KAFKA, 'stop', '--data', data]);
    await rm(data, { recursive: true });
  });

  it('answers, is the only one on its data, and ends with the program even when that is killed', async () => {
    const program = spawn(process.execPath, ['--input-type=module', '-e', PARENT, data], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    parent = program;
    await new Promise((resolve) => program.stdout.once('data', resolve));
    expect(await status()).toMatchObject({ running: true, answers: true });
    const second = promisify(execFile)(process.execPath, [KAFKA, 'start', '--data', data]);
    await expect(second).rejects.toMatchObject({ stderr: expect.stringContaining('already runs') });
    program.kill('SIGKILL');
    const deadline = Date.now() + 15_000;
    while ((await status()).running) expect(Date.now()).toBeLessThan(deadline);
  });
});
