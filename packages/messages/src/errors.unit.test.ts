import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { NETWORK_ERRORS } from '@openlnp/network';
import { PORTING_ERRORS } from '@openlnp/porting';
import { ERRORS, isErrorCode, requestError } from './errors';
import { DOOR_ERRORS } from './errors/door';
import { LSMS_ERRORS } from './errors/lsms';
import { SENDER_ERRORS } from './errors/sender';
import { encodeWire } from './wire';

const repository = resolve(__dirname, '../../..');
const entries = Object.entries(ERRORS);

function sourcesBelow(folder: string): { file: string; text: string }[] {
  return readdirSync(join(repository, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.includes('/node_modules/') && !file.includes('/dist/'))
    .map((file) => ({ file, text: readFileSync(file, 'utf8') }));
}

describe('the error table', () => {
  it.each<[string, Readonly<Record<string, number | { readonly number: number }>>, number]>([
    ['the door', DOOR_ERRORS, 1000],
    ['the sender', SENDER_ERRORS, 2000],
    ['the network', NETWORK_ERRORS, 3000],
    ['the number', PORTING_ERRORS, 4000],
    ['the LSMS', LSMS_ERRORS, 5000],
  ])('keeps the codes of %s in their thousand, with the number that their source gives', (_part, codes, base) => {
    for (const [code, given] of Object.entries(codes)) {
      const number = typeof given === 'number' ? given : given.number;
      expect({ code, thousand: Math.floor(number / 1000) * 1000 }).toEqual({ code, thousand: base });
      // Also fails when a later part of the table redefines a code of an earlier one.
      expect({ code, number: isErrorCode(code) ? ERRORS[code].number : undefined }).toEqual({ code, number });
    }
  });

  it('gives no number twice', () => {
    const numbers = entries.map(([, { number }]) => number);
    expect(numbers.filter((number, at) => numbers.indexOf(number) !== at)).toEqual([]);
  });

  it('names codes in snake_case and says in one line what is wrong and what to do', () => {
    for (const [code, { title, remedy, httpStatus }] of entries) {
      expect(code).toMatch(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/);
      for (const line of [title, remedy]) expect(line).toMatch(/^[A-Z].{5,160}[^.\s]$/);
      expect(httpStatus).toBeGreaterThanOrEqual(400);
      expect(httpStatus).toBeLessThan(600);
    }
  });

  it('has every code that a refusal in the sources names', () => {
    const named = /\b(?:requestError\(|refuse\(|violation\()\s*'([a-z_]+)'/g;
    const found = ['packages', 'services']
      .flatMap(sourcesBelow)
      .flatMap(({ file, text }) => [...text.matchAll(named)].map(([, code]) => ({ file, code: code as string })));
    expect(found.length).toBeGreaterThan(3);
    expect(found.filter(({ code }) => !isErrorCode(code))).toEqual([]);
  });

  it.each(['packages/porting/src', 'packages/network/src', 'services/intake/src', 'services/validation/src'])(
    'has every `code` in %s',
    (folder) => {
      const found = sourcesBelow(folder)
        .filter(({ file }) => !file.includes('/openapi/') && !file.includes('/testing/'))
        .flatMap(({ file, text }) =>
          [...text.matchAll(/\bcode: '([a-z_]+)'/g)].map(([, code]) => ({ file, code: code as string })),
        )
        // What zod calls an issue added by hand; the code of the table is its message.
        .filter(({ code }) => code !== 'custom');
      expect(found.filter(({ code }) => !isErrorCode(code))).toEqual([]);
    },
  );
});

describe('requestError', () => {
  it('gives a reason with its fixed number, null where nothing is said', () => {
    expect(requestError('invalid_request', { field: 'tn', expected: 'a text', actual: 'nothing' })).toEqual({
      code: 'invalid_request',
      number: 1007,
      rule: null,
      field: 'tn',
      expected: 'a text',
      actual: 'nothing',
      tn: null,
      tns: null,
    });
    expect(requestError('invalid_lrn', { tn: '3035550100', rule: 'R5-18.6' })).toMatchObject({
      number: PORTING_ERRORS.invalid_lrn,
      tn: '3035550100',
      rule: 'R5-18.6',
    });
  });

  it('fits the schema of a refusal, for every code', () => {
    const errors = entries.map(([code]) => requestError(code));
    const refused = { requestId: 'X123-a', messageId: 'a', kind: 'Activate', tn: null, errors, occurredAt: 0 };
    expect(() => encodeWire('openlnp.message.RequestRefused', refused)).not.toThrow();
  });

  it.each(['no_such_code', 'constructor', ''])('refuses the unknown code "%s"', (code) => {
    expect(() => requestError(code)).toThrow('the error table has no code');
  });
});
