import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type RegistryClient, registryClient, requestOutcome, seed, type World } from '@openlnp/cli';
import { eventually } from '../support/eventually';
import { describeKafka } from '../support/kafka/describe-kafka';
import { RegistryProcess } from '../support/registry-process';
import { PythonProcess, pythonWith } from './python';

const SCRIPT = resolve(__dirname, '../../docs/examples/lsms_downloads.py');
// The versions that docs/carriers.md names.
const PACKAGES = ['confluent-kafka==2.16.1', 'fastavro==1.13.1'];

const WORLD: World = {
  serviceProviders: [{ spid: 'P444', name: 'Paula Wireline', spType: 'wireline', lsms: true }],
  codes: [{ npaNxx: '303555', spid: 'P444' }],
  lrns: [{ lrn: '3035559990', spid: 'P444' }],
};

/** `describe` where the example can be run; else its specs count as skipped, and a line says why. */
function describePython(name: string, specs: (python: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'openlnp-venv-'));
  const python = pythonWith(PACKAGES, folder);
  if (python.ok) {
    describe(name, () => {
      specs(python.command);
      afterAll(() => rmSync(folder, { recursive: true, force: true }));
    });
    return;
  }
  rmSync(folder, { recursive: true, force: true });
  console.error(`The Python example is skipped: ${python.why}`);
  // biome-ignore lint/suspicious/noSkippedTests: skipped for want of Python or its packages, which the line above says
  describe.skip(name, () => specs(''));
}

// The registry has a Kafka of its own: topic names are fixed, and the Kafka of the test run belongs to another registry.
describeKafka('docs/examples/lsms_downloads.py', () => {
  describePython('as the only LSMS of a registry', (python) => {
    let folder: string;
    let state: string;
    let registry: RegistryProcess;
    let brokers: string;
    let token: string;
    let carrier: RegistryClient;
    let running: PythonProcess | undefined;

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'openlnp-python-'));
      state = join(folder, 'state.json');
      const env = { LNP_KAFKA: '1', LNP_KAFKA_BROKERS: '', LNP_KAFKA_SESSION_TIMEOUT_MS: '6000' };
      registry = await RegistryProcess.start({ data: join(folder, 'data'), env });
      brokers = /Kafka\s+(\S+) \(local/.exec(registry.said())?.[1] ?? '';
      const tokenFolder = join(folder, 'tokens');
      await seed(registryClient(registry.url, registry.operatorToken), WORLD, { transport: 'http', tokenFolder });
      token = readFileSync(join(tokenFolder, 'P444.token'), 'utf8').trim();
      carrier = registryClient(registry.url, token);
    }, 120_000);

    afterAll(async () => {
      await registry?.stop();
      rmSync(folder, { recursive: true, force: true });
    }, 60_000);

    afterEach(() => running?.kill());

    const follow = (env: NodeJS.ProcessEnv = { LNP_TOKEN: token }): PythonProcess => {
      running = PythonProcess.start(python, [SCRIPT, brokers, registry.url, state], env);
      return running;
    };

    async function download(tn: string): Promise<void> {
      const { now } = await carrier.call<{ now: string }>('GET', '/v1/status');
      const dueDate = `${now.slice(0, 10)}T00:00:00.000Z`;
      const create = { kind: 'IntraSpCreate', tn, sp: 'P444', dueDate, lrn: '3035559990' };
      for (const [id, body] of [
        [`create-${tn}`, create],
        [`activate-${tn}`, { kind: 'Activate', tn }],
      ] as const) {
        expect(await requestOutcome(carrier, id, body)).toMatchObject({ status: 'done' });
      }
    }

    /** Its acknowledgement is what makes the version active: there is no other LSMS. */
    const becomesActive = (tn: string): Promise<void> =>
      eventually(async () => {
        const { subscriptionVersions } = await carrier.call<{ subscriptionVersions: { status: string }[] }>(
          'GET',
          `/v1/telephone-numbers/${tn}`,
        );
        expect(subscriptionVersions.map(({ status }) => status)).toEqual(['active']);
      });

    it('reads a number and a range through their schema, and acknowledges them', async () => {
      await download('3035550100');
      await download('3035550200-0219');
      const lines = await follow().printed(2);
      expect(lines).toMatchObject([
        {
          ...{ number: 1, kind: 'openlnp.download.SvDownload', action: 'activate', spid: 'P444' },
          ...{ firstTn: '3035550100', lastTn: '3035550100', lrn: '3035559990' },
        },
        { number: 2, firstTn: '3035550200', lastTn: '3035550219', lrn: '3035559990' },
      ]);
      await becomesActive('3035550100');
      await becomesActive('3035550219');
    }, 60_000);

    it('goes on behind its own number after kill -9, and says nothing twice', async () => {
      await download('3035550300');
      const lines = await follow().printed(1);
      await becomesActive('3035550300');
      expect(lines).toMatchObject([{ number: 3, firstTn: '3035550300' }]);
    }, 60_000);

    it('drops what it has, when it begins at the start of the log again', async () => {
      writeFileSync(state, JSON.stringify({ number: 3, offset: 0, refused: [] }));
      await download('3035550400');
      const lines = await follow().printed(1);
      await becomesActive('3035550400');
      expect(lines).toMatchObject([{ number: 4, firstTn: '3035550400' }]);
    }, 60_000);

    it('stops on a jump, applies nothing behind it, and keeps its number', async () => {
      const behind = { number: 1, offset: 2, refused: [] };
      writeFileSync(state, JSON.stringify(behind));
      const stopped = follow({});
      expect(await stopped.ended()).toEqual({
        code: 1,
        complaints: 'download 3 follows 1: nothing more is applied; load a bulk file',
      });
      expect(stopped.lines).toEqual([]);
      expect(JSON.parse(readFileSync(state, 'utf8'))).toEqual(behind);
    }, 60_000);
  });
});

test('the example stays under 60 lines', () => {
  expect(readFileSync(SCRIPT, 'utf8').trimEnd().split('\n').length).toBeLessThan(60);
});
