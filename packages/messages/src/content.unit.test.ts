import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { contentOf } from './content';
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

  it.each(subjects)('is the same under every version of %s', (subject) => {
    const seen = new Set<string>();
    for (const file of readdirSync(join(GOLDEN, subject)).filter((name) => name.endsWith('.hex'))) {
      for (const line of goldenOf(subject, file)) {
        const bytes = Buffer.from(line, 'hex');
        expect(contentOf(encodeWire(subject, decodeWire<object>(bytes).data))).toBe(contentOf(bytes));
        seen.add(contentOf(bytes));
      }
    }
    expect(seen.size).toBeGreaterThan(0);
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

  it('keeps kinds apart', () => {
    const bytes = ['Activate', 'UndoCancel'].map((kind) =>
      contentOf(encodeWire(`openlnp.request.${kind}`, { tn: '3035550100', svId: null })),
    );
    expect(new Set(bytes).size).toBe(2);
  });
});
