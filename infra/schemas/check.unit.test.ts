import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCheck, type SchemaId, TemporarySchemas } from './testing/temporary-schemas';

const EVENT = 'openlnp.event.porting.Thing';
const MESSAGE = 'openlnp.message.Thing';
const a = { name: 'a', type: 'int' };
const b = { name: 'b', type: ['null', 'string'], default: null };

let schemas: TemporarySchemas;

describe('drift', () => {
  beforeEach(() => {
    schemas = new TemporarySchemas();
    schemas.write(EVENT, [a]);
    schemas.write(MESSAGE, [a]);
    schemas.number();
  });
  afterEach(() => schemas.remove());

  const reasons = (...args: string[]) => {
    const { status, result } = schemas.check(...args);
    expect(status).toBe(1);
    return result.drifted.map(({ subject, version, reason }) => `${subject} v${version}: ${reason}`);
  };

  it('is none where nothing changed, or a version came', () => {
    schemas.commit();
    expect(schemas.check().status).toBe(0);
    schemas.write(EVENT, [a], [a, b]);
    const ids = schemas.number().map((id) => ({ ...id, id: id.subject === MESSAGE ? 2 : id.version === 1 ? 1 : 3 }));
    schemas.putIds(ids);
    expect(schemas.check()).toMatchObject({ status: 0, result: { subjects: 2, versions: 3 } });
  });

  it('sees a schema that changed under its version, doc and all', () => {
    schemas.write(EVENT, [{ ...a, doc: 'new' }]);
    expect(reasons()).toEqual([`${EVENT} v1: the schema is not what ids.json says: a change needs a new version`]);
  });

  it('sees a published schema that changed together with its fingerprint', () => {
    schemas.commit();
    schemas.write(EVENT, [a, b]);
    schemas.number();
    expect(reasons()).toEqual([`${EVENT} v1: it was published with other content: a change needs a new version`]);
  });

  it('lets what was never published change', () => {
    schemas.write(EVENT, [a, b]);
    schemas.number();
    expect(schemas.check().status).toBe(0);
  });

  it('sees a change that is committed already, by its base', () => {
    schemas.commit();
    schemas.git('tag', 'base');
    schemas.write(EVENT, [a, b]);
    schemas.number();
    schemas.commit();
    expect(schemas.check().status).toBe(0);
    expect(reasons('--base', 'base')).toEqual([
      `${EVENT} v1: it was published with other content: a change needs a new version`,
    ]);
  });

  it('sees published ids that changed or went away', () => {
    const [event, message] = schemas.number() as [SchemaId, SchemaId];
    schemas.commit();
    schemas.putIds([{ ...event, id: 9 }, message]);
    expect(reasons()).toEqual([`${EVENT} v1: its published id 1 became 9`]);
    schemas.putIds([message]);
    expect(reasons()).toEqual([
      `${EVENT} v1: it has no id: run npm run schemas:generate`,
      `${EVENT} v1: its published id 1 was taken away`,
    ]);
  });

  it('sees an id that is given twice, or is none, and a schema with two', () => {
    const [event, message] = schemas.number() as [SchemaId, SchemaId];
    schemas.putIds([event, { ...message, id: 1 }]);
    expect(reasons()).toEqual([`${EVENT} v1: id 1 is given twice`, `${MESSAGE} v1: id 1 is given twice`]);
    schemas.putIds([event, { ...message, id: 0 }]);
    expect(reasons()).toEqual([`${MESSAGE} v1: 0 is no id`]);
    schemas.putIds([event, message, { ...message, id: 3 }]);
    expect(reasons()).toEqual([`${MESSAGE} v1: it has two ids`]);
  });

  it('sees a file that is gone, is missing a version, or holds another record', () => {
    rmSync(join(schemas.folder, MESSAGE), { recursive: true });
    expect(reasons()).toEqual([`${MESSAGE} v1: its file is gone, and its id 2 is for ever`]);
    schemas.write(MESSAGE, [a], [a], [a]);
    rmSync(join(schemas.folder, MESSAGE, 'v2.avsc'));
    schemas.number();
    expect(reasons()).toEqual([`${MESSAGE} v3: the version before is missing`]);
    rmSync(join(schemas.folder, MESSAGE), { recursive: true });
    writeFileSync(
      join(schemas.folder, EVENT, 'v1.avsc'),
      JSON.stringify({ type: 'record', namespace: 'openlnp.event', name: 'Other', fields: [a] }),
    );
    schemas.number();
    expect(reasons()).toEqual([`${EVENT} v1: the file holds openlnp.event.Other`]);
  });

  it('sees files that it cannot read', () => {
    writeFileSync(join(schemas.folder, EVENT, 'v2.avsc'), '{');
    expect(schemas.check()).toMatchObject({
      status: 1,
      result: { drifted: [{ reason: expect.stringContaining('v2.avsc') }] },
    });
    rmSync(join(schemas.folder, EVENT, 'v2.avsc'));
    writeFileSync(join(schemas.folder, EVENT, 'notes.txt'), '');
    expect(schemas.check()).toMatchObject({
      status: 1,
      result: { drifted: [{ reason: expect.stringContaining('not named v<N>.avsc') }] },
    });
  });
});

describe('what the check needs', () => {
  beforeEach(() => {
    schemas = new TemporarySchemas();
  });
  afterEach(() => schemas.remove());

  it('says in `skipped`, and exits 3, where git cannot say what was published', () => {
    schemas.write(EVENT, [a]);
    schemas.number();
    rmSync(join(schemas.repository, '.git'), { recursive: true });
    const { status, result } = schemas.check();
    expect(status).toBe(3);
    expect(result).toMatchObject({ incompatible: [], drifted: [], skipped: [expect.stringContaining('HEAD')] });
    schemas.git('init', '-q');
    expect(schemas.check('--base', 'no-such-branch')).toMatchObject({
      status: 3,
      result: { skipped: [expect.stringContaining('no-such-branch')] },
    });
  });

  it('exits 2 on wrong use', () => {
    expect(runCheck('--frob')).toMatchObject({ status: 2, stderr: expect.stringContaining('use: check.mjs') });
    expect(runCheck('--dir', join(schemas.folder, 'nowhere')).status).toBe(2);
  });
});
