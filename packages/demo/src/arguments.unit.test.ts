import { HELP, readArguments, UsageError } from './arguments';
import { mostNumbers } from './plan';
import { SCENARIO_NAMES } from './scenario-names';
import { DEMO_WORLD } from './world';

describe('the command line of the demo', () => {
  it('has a default for everything', () => {
    expect(readArguments([])).toEqual({
      numbers: 200,
      seed: 1,
      rate: 40,
      scenario: undefined,
      kafka: false,
      json: false,
    });
  });

  it('takes what a person chooses', () => {
    const args = ['--numbers', '500', '--seed', '7', '--rate', '0.5', '--scenario', 'dead-lsms', '--kafka', '--json'];
    expect(readArguments(args)).toEqual({
      numbers: 500,
      seed: 7,
      rate: 0.5,
      scenario: 'dead-lsms',
      kafka: true,
      json: true,
    });
  });

  it.each([['--help'], ['-h'], ['--numbers', 'x', '--help']])(
    'gives help for %s, whatever else there is',
    (...args) => {
      expect(readArguments(args)).toBeUndefined();
    },
  );

  it.each([
    [['--numbers', '0'], '--numbers 0: expected a whole number from 1 to 50000'],
    [['--numbers', '2.5'], '--numbers 2.5: expected a whole number'],
    [['--numbers', '50001'], '--numbers 50001'],
    [['--numbers', '1e3'], '--numbers 1e3'],
    [['--seed', '4294967296'], '--seed 4294967296: expected a whole number from 0 to 4294967295'],
    [['--seed=-1'], '--seed -1'],
    [['--rate', '0'], '--rate 0: expected a number from 0.1'],
    [['--rate', 'fast'], '--rate fast'],
    [['--scenario', 'dead'], 'there are dead-lsms, slow-lsms, refusing-lsms, duplicate-requests, restart'],
    [['--scenario', 'restart', '--numbers', '15'], '--scenario needs --numbers 16 or more'],
    [['--nubmers', '5'], "Unknown option '--nubmers'"],
    [['--numbers'], '--numbers'],
    [['200'], "Unexpected argument '200'"],
  ])('refuses %j and says why', (args, text) => {
    expect(() => readArguments(args)).toThrow(UsageError);
    expect(() => readArguments(args)).toThrow(text);
  });

  it('has no more numbers than its world', () => {
    const most = String(mostNumbers(DEMO_WORLD));
    expect(() => readArguments(['--numbers', most])).toThrow(UsageError);
    expect(Number(most)).toBeGreaterThan(50_000);
  });

  it.each(SCENARIO_NAMES)('explains %s', (name) => {
    expect(HELP).toMatch(new RegExp(`^ +${name} `, 'm'));
  });
});
