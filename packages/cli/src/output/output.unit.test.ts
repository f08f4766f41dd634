import { stripVTControlCharacters } from 'node:util';
import { CommandError } from '../shared/command-error';
import { capturedIo } from '../testing/io';
import { painter } from './colours';
import { outputOf } from './output';
import { reportError } from './report-error';
import { pairs, table } from './table';
import { UTC, zoned } from './times';

const terminal = { isTTY: true, write: () => undefined };

describe('a table', () => {
  const rows = [
    ['X101', 7],
    ['Ünïcode', { text: '1234', style: 'red' as const }],
  ];

  it('lines up, numbers at the right, without blanks at line ends', () => {
    expect(table(['SPID', 'n', 'note'], rows, { right: [1] })).toBe(
      ['SPID        n  note', 'X101        7', 'Ünïcode  1234'].join('\n'),
    );
  });

  it('lines up the same in colours', () => {
    const paint = painter(terminal, {});
    const painted = table(['SPID', 'n'], rows, { paint, right: [1] });
    expect(painted).toContain('\u001b[31m1234\u001b[39m');
    expect(stripVTControlCharacters(painted)).toBe(table(['SPID', 'n'], rows, { right: [1] }));
  });

  it('lets no text move the cursor', () => {
    const text = table(['name'], [['a\u001b[2Jb\nc\u202e']]);
    expect(text).toBe('name\na\uFFFD[2Jb\uFFFDc\uFFFD');
    expect(pairs([['name', '\u0007']])).toBe('name  \uFFFD');
  });
});

describe('colours', () => {
  it.each([
    ['a terminal', terminal, {}, true],
    ['no terminal', { write: () => undefined }, {}, false],
    ['NO_COLOR', terminal, { NO_COLOR: '1' }, false],
    ['an empty NO_COLOR', terminal, { NO_COLOR: '' }, true],
    ['a dumb terminal', terminal, { TERM: 'dumb' }, false],
  ])('with %s', (_what, sink, env, coloured) => {
    expect(painter(sink, env)('red', 'x') !== 'x').toBe(coloured);
  });
});

describe('output', () => {
  it('is one JSON object a line, or text, with hints for people at a terminal alone', () => {
    const json = capturedIo({ tty: true });
    const asJson = outputOf(json, { json: true });
    asJson.say({ a: 1 }, () => 'text');
    asJson.hint('next');
    expect([json.out(), json.err()]).toEqual(['{"a":1}\n', '']);
    const piped = capturedIo();
    const asText = outputOf(piped, {});
    asText.say({ a: 1 }, () => 'text');
    asText.hint('next');
    asText.progress(1, 2);
    expect([piped.out(), piped.err()]).toEqual(['text\n', '']);
    const seen = capturedIo({ tty: true, env: { NO_COLOR: '1' } });
    outputOf(seen, {}).hint('next');
    outputOf(seen, {}).progress(1, 2);
    outputOf(seen, {}).progress(2, 2);
    expect(seen.err()).toBe(`next\n\r[${'#'.repeat(15)}${' '.repeat(15)}] 50 %  1/2\r[${'#'.repeat(30)}] 100 %  2/2\n`);
  });
});

describe('times', () => {
  it('are written in UTC or in a zone, exact or short', () => {
    const at = '2026-07-05T06:30:00.000Z';
    expect([UTC.exact(at), UTC.short(at), UTC.short('2026-07-05T00:00:00.000Z')]).toEqual([
      '2026-07-05 06:30:00.000',
      '2026-07-05 06:30',
      '2026-07-05',
    ]);
    expect(UTC.short('2026-07-05T06:30:01.250Z')).toBe('2026-07-05 06:30:01.250');
    const denver = zoned('America/Denver');
    expect([denver.exact(at), denver.short('2026-07-05T06:00:00.000Z'), denver.zone]).toEqual([
      '2026-07-05 00:30:00.000',
      '2026-07-05',
      'America/Denver',
    ]);
  });
});

describe('an error', () => {
  const fault = (tn: string) => ({
    code: 'wrong_old_sp',
    number: 4011,
    rule: 'R5-19.2',
    field: 'oldSp',
    expected: 'X101',
    actual: 'X303',
    tn,
  });
  const refused = (faults: ReturnType<typeof fault>[]) => new CommandError('wrong_old_sp', 'was refused', { faults });

  it('says what is wrong, which rule says so, and what to do next', async () => {
    const io = capturedIo();
    await reportError(refused([fault('3035550100')]), io, false);
    expect(io.out()).toBe('');
    expect(io.err().split('\n')).toEqual([
      'lnp: was refused [wrong_old_sp]',
      'code          rule     field  expected  actual  tn',
      'wrong_old_sp  R5-19.2  oldSp  X101      X303    3035550100',
      expect.stringMatching(/^Next: \S/),
      '',
    ]);
  });

  it('leaves out columns that say nothing, and what is too much', async () => {
    const io = capturedIo();
    const faults = Array.from({ length: 25 }, (_, i) => ({ code: 'made_later', tn: `30355501${10 + i}` }));
    await reportError(new CommandError('made_later', 'was refused', { faults }), io, false);
    const lines = io.err().trimEnd().split('\n');
    expect(lines.slice(0, 3)).toEqual(['lnp: was refused [made_later]', 'code        tn', 'made_later  3035550110']);
    expect(lines).toHaveLength(23);
    expect(lines.at(-1)).toBe('... and 5 more: --json shows all');
  });

  it('is one object in the JSON form: the answer it came with, else itself', async () => {
    const io = capturedIo();
    await reportError(new CommandError('a', 'b', { next: 'c', answer: { id: 1 } }), io, true);
    await reportError(refused([fault('3035550100')]), io, true);
    const [first, second] = io
      .out()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(first).toEqual({ id: 1 });
    expect(second).toEqual({
      error: {
        code: 'wrong_old_sp',
        message: 'was refused',
        next: expect.any(String),
        errors: [fault('3035550100')],
      },
    });
    expect(io.err()).toContain('lnp: b [a]\nNext: c\n');
  });
});
