import { HELP, readConfig } from './config';

describe('the configuration', () => {
  it('has a default for everything', () => {
    expect(readConfig([], {})).toEqual({
      port: 8080,
      host: '127.0.0.1',
      data: './data',
      kafka: false,
      brokers: [],
      sandbox: false,
      responseWindow: 900,
      quotaPerSecond: 200,
      quotaBurst: 1000,
      sessionTimeout: 30_000,
      logLevel: 'warn',
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

  it('a variable set to nothing says nothing', () => {
    expect(readConfig([], { LNP_PORT: '', LNP_DATA: '', LNP_QUOTA_BURST: '', LNP_LOG_LEVEL: '' })).toMatchObject({
      port: 8080,
      data: './data',
      quotaBurst: 1000,
      logLevel: 'warn',
    });
  });

  it.each<[string, string[], Record<string, string>, string]>([
    ['a port that is no number', ['--port', 'http'], {}, 'port: '],
    ['a port out of range', ['--port', '70000'], {}, 'port: '],
    ['half a port', ['--port', '80.5'], {}, 'port: '],
    ['no folder', ['--data', ''], {}, 'data: '],
    ['a broker without a port', [], { LNP_KAFKA_BROKERS: 'localhost' }, 'brokers.0: expected host:port'],
    ['a window of no length', [], { LNP_RESPONSE_WINDOW_SECONDS: '0' }, 'responseWindow: '],
    ['a burst of nothing', [], { LNP_QUOTA_BURST: '0.5' }, 'quotaBurst: '],
    ['a log level that is none', [], { LNP_LOG_LEVEL: 'loud' }, 'logLevel: '],
  ])('%s does not fit, and the text says which', (_what, args, env, text) => {
    const read = () => readConfig(args, env);
    expect(read).toThrow('the configuration does not fit');
    expect(read).toThrow(text);
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
    for (const flag of ['--port', '--host', '--data', '--kafka', '--sandbox']) expect(HELP).toContain(flag);
  });
});
