import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { contentOf, requestHash, saysTheSame } from './content';
import { contentHash } from './ids';
import { decodeWire, encodeWire } from './wire';

const GOLDEN = resolve(__dirname, '../../../tests/golden');
const goldenOf = (subject: string, file: string): string[] =>
  readFileSync(join(GOLDEN, subject, file), 'utf8')
    .trimEnd()
    .split('\n');

const concur = { tn: '3035550100', oldSp: 'A111', newSp: 'B222', dueDate: 1_767_571_200_000 };
const said = (more: object = {}) => contentOf(encodeWire('openlnp.request.OldSpCreate', { ...concur, ...more }));

describe('what a record says', () => {
  const subjects = readdirSync(GOLDEN).filter((name) => name.startsWith('openlnp.request.'));

  const hashes = JSON.parse(readFileSync(join(GOLDEN, 'request-hashes.json'), 'utf8')) as Record<string, string[]>;

  it.each(subjects)('is the same under every version of %s, and has the same hash for ever', (subject) => {
    const files = readdirSync(join(GOLDEN, subject)).filter((name) => name.endsWith('.hex'));
    expect(files).not.toEqual([]);
    for (const file of files) {
      const requests = goldenOf(subject, file).map((line) => Buffer.from(line, 'hex'));
      expect(requests.map((request) => requestHash({ request, actingFor: null }))).toEqual(
        hashes[`${subject} ${file.replace('.hex', '')}`],
      );
      for (const bytes of requests)
        expect(contentOf(encodeWire(subject, decodeWire<object>(bytes).data))).toBe(contentOf(bytes));
    }
  });

  it('leaves out what is said by saying nothing, and nothing else', () => {
    const defaults = { authorized: true, causeCode: null, mediumTimer: false };
    expect(said(defaults)).toBe(
      '["openlnp.request.OldSpCreate",[["dueDate",1767571200000],["newSp","B222"],["oldSp","A111"],["tn","3035550100"]]]',
    );
    const others = [{ authorized: false }, { causeCode: 0 }, { mediumTimer: true }, { tn: '3035550101' }];
    const all = [{}, ...others].map((change) => said({ ...defaults, ...change }));
    expect(new Set(all).size).toBe(all.length);
  });

  it('is told by its hash, and by that of the bytes, as builds before took it', () => {
    const request = encodeWire('openlnp.request.OldSpCreate', { ...concur, authorized: true, causeCode: null });
    const [mine, forAnother] = [
      { request, actingFor: null },
      { request, actingFor: 'C333' },
    ];
    expect(saysTheSame(requestHash(mine), mine)).toBe(true);
    expect(saysTheSame(requestHash(mine), forAnother)).toBe(false);
    expect(saysTheSame(contentHash(request), mine)).toBe(true);
    expect(saysTheSame(contentHash(Buffer.concat([request, Buffer.from('C333')])), forAnother)).toBe(true);
    expect(saysTheSame(contentHash(Buffer.from('x')), mine)).toBe(false);
  });

  it('keeps kinds apart', () => {
    const bytes = ['Activate', 'UndoCancel'].map((kind) =>
      contentOf(encodeWire(`openlnp.request.${kind}`, { tn: '3035550100', svId: null })),
    );
    expect(new Set(bytes).size).toBe(2);
  });
});
