import {
  CONFIG_VARIABLES,
  type Config,
  HELP,
  readConfig,
  readServiceConfig,
  SERVICE_HELP,
  serviceEnvironment,
} from './config';
import { SERVICE_NAMES } from './service-names';

describe('the configuration', () => {
  it('has a default for everything', () => {
    expect(readConfig([], {})).toEqual({
      port: 8080,
      host: '127.0.0.1',
      data: './data',
      eventStore: { kind: 'embedded', folder: './data' },
      regions: { file: '', regions: [expect.objectContaining({ name: 'us', npas: null })] },
      kafka: false,
      brokers: [],
      sandbox: false,
      responseWindow: undefined,
      quotaPerSecond: 200,
      quotaBurst: 1000,
      sessionTimeout: 30_000,
      logLevel: 'warn',
      servicePort: 8081,
      serviceHost: '127.0.0.1',
      serviceUrls: new Map(),
    });
  });

  it('takes flags before the environment', () => {
    const env = { LNP_PORT: '9000', LNP_DATA: '/var/lnp', LNP_KAFKA: '1', LNP_KAFKA_BROKERS: 'one:9092, two:9092,' };
    expect(readConfig(['--port', '0', '--sandbox'], env)).toMatchObject({
      port: 0,
      data: '/var/lnp',
      kafka: true,
      sandbox: true,
      brokers: ['one:9092', 'two:9092'],
    });
  });

  it('keeps the store in the data folder unless another is named', () => {
    expect(readConfig(['--data', '/var/lnp'], {})).toMatchObject({
      eventStore: { kind: 'embedded', folder: '/var/lnp' },
    });
    const env = { LNP_EVENTSTORE: 'esdb://lnp:secret@events:2113?tls=true' };
    expect(readConfig([], env)).toMatchObject({ eventStore: { kind: 'server', url: env.LNP_EVENTSTORE } });
    expect(readConfig(['--eventstore', 'kurrentdb+discover://events:2113'], env)).toMatchObject({
      eventStore: { kind: 'server', url: 'esdb+discover://events:2113' },
    });
  });

  it('a variable set to nothing says nothing', () => {
    expect(readConfig([], { LNP_PORT: '', LNP_DATA: '', LNP_QUOTA_BURST: '', LNP_LOG_LEVEL: '' })).toMatchObject({
      port: 8080,
      data: './data',
      quotaBurst: 1000,
      logLevel: 'warn',
    });
  });

  it.each<[string, string[], Record<string, string>, string]>([
    ['a port that is no number', ['--port', 'http'], {}, 'port: expected a number from 0 to 65535'],
    ['a port out of range', ['--port', '70000'], {}, 'port: '],
    ['half a port', ['--port', '80.5'], {}, 'port: '],
    ['no folder', ['--data', ''], {}, 'data: '],
    ['a broker without a port', [], { LNP_KAFKA_BROKERS: 'localhost' }, 'brokers.0: expected host:port'],
    ['a window of no length', ['--sandbox'], { LNP_RESPONSE_WINDOW_SECONDS: '0' }, 'responseWindow: '],
    [
      'a window that is not the tunables’ outside of a sandbox',
      [],
      { LNP_RESPONSE_WINDOW_SECONDS: '60' },
      'responseWindow: in a sandbox only',
    ],
    ['regions of no file', [], { LNP_REGIONS: 'none.json' }, 'regions: none.json: ENOENT'],
    [
      'regions that are none',
      [],
      { LNP_REGIONS: 'package.json' },
      'regions: package.json: the data.name: no such field',
    ],
    ['regions that are no JSON', [], { LNP_REGIONS: 'README.md' }, 'regions: README.md: '],
    ['a burst of nothing', [], { LNP_QUOTA_BURST: '0.5' }, 'quotaBurst: '],
    ['a log level that is none', [], { LNP_LOG_LEVEL: 'loud' }, 'logLevel: '],
    [
      'a store of another kind',
      ['--eventstore', 'postgres://x'],
      {},
      'eventStore: no event store: expected lmdb:FOLDER',
    ],
    [
      'a service that there is none of',
      [],
      { LNP_SERVICE_URLS: 'paper=http://one:1' },
      'serviceUrls: paper=http://one:1',
    ],
    [
      'a service without an address',
      [],
      { LNP_SERVICE_URLS: 'relay=one:1' },
      'serviceUrls: relay=one:1: expected NAME=',
    ],
  ])('%s does not fit, and the text says which', (_what, args, env, text) => {
    const read = () => readConfig(args, env);
    expect(read).toThrow('the configuration does not fit');
    expect(read).toThrow(text);
  });

  it('does not repeat a URL that does not fit: it may hold a password', () => {
    expect(() => readConfig([], { LNP_EVENTSTORE: 'esbd://lnp:secret@events:2113' })).toThrow(/^(?!.*secret)/);
  });

  it('says all that does not fit at once', () => {
    expect(() => readConfig(['--port', 'x'], { LNP_LOG_LEVEL: 'loud' })).toThrow(/port: .*logLevel: .*see --help/);
  });

  it.each([[['--prot', '1']], [['8080']]])('%j is not understood, with a code', (args) => {
    expect(() => readConfig(args, {})).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^ERR_PARSE_ARGS/) }),
    );
  });

  it('only help is asked for', () => {
    expect(readConfig(['--help'], { LNP_PORT: 'x' })).toBeUndefined();
    for (const flag of ['--port', '--host', '--data', '--eventstore', '--kafka', '--sandbox'])
      expect(HELP).toContain(flag);
  });
});

describe('the configuration of a service alone', () => {
  const env = { LNP_KAFKA_BROKERS: 'kafka:9092' };

  it('comes from the environment, and needs a Kafka', () => {
    expect(
      readServiceConfig({ ...env, LNP_SERVICE_URLS: 'routing=http://one:7000, relay=http://two:7001' }),
    ).toMatchObject({
      kafka: true,
      brokers: ['kafka:9092'],
      serviceUrls: new Map([
        ['routing', 'http://one:7000'],
        ['relay', 'http://two:7001'],
      ]),
    });
    expect(() => readServiceConfig({})).toThrow('the configuration does not fit: LNP_KAFKA_BROKERS is missing');
  });

  it.each([
    {
      LNP_EVENTSTORE: 'esdb+discover://lnp:pass@events:2113?tls=true',
      LNP_SANDBOX: '1',
      LNP_RESPONSE_WINDOW_SECONDS: '1.5',
    },
    {
      LNP_EVENTSTORE: 'lmdb:/var/lnp',
      LNP_REGIONS: 'packages/calendar/data/us.json',
      LNP_SERVICE_URLS: 'intake=http://door:80,relay=http://two:1',
      LNP_PORT: '0',
    },
  ])('is told to a process as the supervisor has it: %j', (given) => {
    const config = readServiceConfig({ ...env, ...given });
    expect(readServiceConfig(serviceEnvironment(config))).toEqual(config);
    const other = serviceEnvironment(readConfig([], {}) as Config);
    expect(Object.keys(other).sort()).toEqual([...CONFIG_VARIABLES].sort());
  });

  it('is in its help, as every service is', () => {
    // Which data folder and how the services run is said by other means.
    for (const name of CONFIG_VARIABLES.filter((variable) => variable !== 'LNP_KAFKA'))
      expect(SERVICE_HELP).toContain(name);
    for (const name of SERVICE_NAMES) expect(SERVICE_HELP).toContain(name);
  });
});
