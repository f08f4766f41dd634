import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { decide } from './decide/decide';
import { evolve } from './evolve/evolve';
import type { PortingEvent } from './generated/events';
import { alike, shiftEvent } from './shift';
import { initial } from './state';
import { given } from './testing/scenario';
import {
  activate,
  answers,
  DAY_BEFORE,
  facts,
  LSMS_A,
  LSMS_B,
  newSpCreate,
  oldSpCreate,
  refusal,
  resend,
  TN,
} from './testing/world';

const SCHEMAS = join(__dirname, '../../../schemas');
const PREFIX = 'openlnp.event.porting.';
/** Streams other than a number's. */
const ELSEWHERE = ['SvIdsReserved', 'RangeDecided', 'RangeCompleted'];
/** Integers that say nothing of which number or version it is. A new field belongs here or must be shifted. */
const SHARED = ['broadcast', 'causeCode', 'lrn', 'ssn'];

type Schema =
  | string
  | Schema[]
  | { type: Schema; name?: string; logicalType?: string; fields?: Field[]; items?: Schema };
interface Field {
  name: string;
  type: Schema;
}

/** The newest version: what is written now. */
function recordOf(subject: string): { fields: Field[] } {
  const versions = readdirSync(join(SCHEMAS, subject)).map((name) => Number(/^v(\d+)\.avsc$/.exec(name)?.[1]));
  return JSON.parse(readFileSync(join(SCHEMAS, subject, `v${Math.max(...versions)}.avsc`), 'utf8'));
}
const TYPES = readdirSync(SCHEMAS)
  .filter((name) => name.startsWith(PREFIX))
  .map((name) => name.slice(PREFIX.length))
  .filter((type) => !ELSEWHERE.includes(type));

/** A sample of the schema's data, every optional value present; and the integers in it, by path, but for instants. */
function sampleOf(fields: readonly Field[], seen: Map<string, Schema>, path = ''): [object, string[]] {
  const integers: string[] = [];
  const value = (type: Schema, at: string): unknown => {
    if (Array.isArray(type)) return value(type.find((option) => option !== 'null') as Schema, at);
    if (typeof type === 'string' && seen.has(type)) return value(seen.get(type) as Schema, at);
    if (typeof type === 'object') {
      if (type.logicalType === 'timestamp-millis') return 1_767_623_400_000;
      if (type.type === 'array') return [value(type.items as Schema, `${at}[]`)];
      if (type.type === 'record') {
        seen.set(String(type.name), type);
        seen.set(`openlnp.common.${type.name}`, type);
        const [record, inside] = sampleOf(type.fields ?? [], seen, `${at}.`);
        integers.push(...inside);
        return record;
      }
      return value(type.type, at);
    }
    if (type === 'int' || type === 'long') {
      integers.push(at);
      return 1_000;
    }
    if (type === 'boolean') return true;
    if (type === 'string') return 'text';
    throw new Error(`no sample of ${JSON.stringify(type)}`);
  };
  const data = Object.fromEntries(fields.map(({ name, type }) => [name, value(type, `${path}${name}`)]));
  return [data, integers];
}

const at = (data: unknown, path: string): unknown =>
  path
    .replaceAll('[]', '.0')
    .split('.')
    .reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], data);

const sampleEvent = (type: string) => {
  const [data, integers] = sampleOf(recordOf(PREFIX + type).fields, new Map());
  return { event: { type, data } as PortingEvent, integers };
};

describe('an event for a number further on', () => {
  it.each(TYPES)('%s: every integer is shifted, but for those known to be the same for all', (type) => {
    const { event, integers } = sampleEvent(type);
    expect(integers).toEqual(expect.arrayContaining(['tn', 'svId']));
    const shifted = shiftEvent(event, 7);
    const before = JSON.stringify(event);
    for (const path of integers) {
      const name = path.split('.').at(-1) as string;
      expect([path, at(shifted.data, path)]).toEqual([path, SHARED.includes(name) ? 1_000 : 1_007]);
    }
    // Nothing else has changed, and the event given has not.
    expect(JSON.stringify(shifted).replaceAll('1007', '1000')).toBe(before);
    expect(JSON.stringify(event)).toBe(before);
    expect(shiftEvent(shifted, -7)).toEqual(event);
  });

  it('leaves alone what is absent', () => {
    const { event } = sampleEvent('SvBroadcastStarted');
    const first = { ...event, data: { ...event.data, supersedes: null } } as PortingEvent;
    expect(shiftEvent(first, 3).data).toMatchObject({ supersedes: null, tn: 1_003 });
  });

  it('twice is the same as once by the sum, and by nothing the same event', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...TYPES),
        fc.integer({ min: -9_999, max: 9_999 }),
        fc.integer({ min: -9_999, max: 9_999 }),
        (type, a, b) => {
          const { event } = sampleEvent(type);
          expect(shiftEvent(shiftEvent(event, a), b)).toEqual(shiftEvent(event, a + b));
          expect(alike([event], [shiftEvent(event, a)], a)).toBe(true);
          expect(alike([event], [shiftEvent(event, a)], b)).toBe(a === b);
        },
      ),
      { numRuns: 200 },
    );
  });

  it.each(ELSEWHERE)('is none of another stream: %s', (type) => {
    expect(() => shiftEvent({ type, data: {} } as PortingEvent, 1)).toThrow(type);
  });
});

describe('whether one decision stands for two numbers', () => {
  const life = given(newSpCreate(), oldSpCreate()).when(activate()).events;
  const refuses = (lsms: typeof LSMS_A) => refusal(lsms, 'full');
  const next = (events: readonly PortingEvent[]) => events.map((event) => shiftEvent(event, 1));

  it('it does when the events differ by the distance only', () => {
    expect(alike(life, next(life), 1)).toBe(true);
    expect(alike([], [], 1)).toBe(true);
  });

  it('R5-5 a create for a range leaves one version for each number, with a version id of its own', () => {
    const known = facts();
    const numbers = [0, 1, 2].map((by) => (TN + by) as typeof TN);
    const decided = numbers.map((tn) => {
      const decision = decide(newSpCreate({ tn }), initial(tn), known);
      return decision.outcome === 'done' ? decision.events : [];
    });
    const [first = []] = decided;
    for (const [by, events] of decided.entries()) expect(alike(first, events, by)).toBe(true);
    // What the range keeps is the first number's events: those of the others follow from them.
    const versions = numbers.flatMap((tn, by) => {
      const own = first.map((event) => shiftEvent(event, by));
      return own.reduce((state, event) => evolve(state, event, DAY_BEFORE), initial(tn)).versions;
    });
    expect(versions.map(({ tn, svId, status }) => [tn, svId, status])).toEqual([
      [TN, 1, 'pending'],
      [TN + 1, 2, 'pending'],
      [TN + 2, 3, 'pending'],
    ]);
  });

  it('RR5-38.1.2 a resend for a range sends the version of each number again', () => {
    const failed = given(newSpCreate(), oldSpCreate(), activate(), answers(1, [LSMS_A, LSMS_B].map(refuses)));
    const [sent] = failed.when(resend({ lsms: [LSMS_B] })).events;
    if (sent === undefined) throw new Error('nothing was sent');
    expect([0, 1, 2].map((by) => shiftEvent(sent, by))).toMatchObject(
      [0, 1, 2].map((by) => ({
        type: 'SvBroadcastStarted',
        data: { tn: TN + by, svId: 1 + by, resend: true, targets: [LSMS_B], download: { tn: TN + by, svId: 1 + by } },
      })),
    );
  });

  it('it does not when events of another type say the same, or a value is of another kind', () => {
    const event = (data: object, type = 'SvFailed') => ({ type, data }) as unknown as PortingEvent;
    expect(alike([event({ svId: 1 })], [event({ svId: 2 })], 1)).toBe(true);
    expect(alike([event({ svId: 1 })], [event({ svId: 2 }, 'SvActivated')], 1)).toBe(false);
    for (const [one, other] of [
      [[], {}],
      [null, {}],
      [{}, null],
      [true, {}],
      [{}, true],
    ]) {
      expect(alike([event({ one })], [event({ one: other })], 1)).toBe(false);
    }
  });

  it('it does not when the distance, an event, the number of events or any value differs', () => {
    expect(alike(life, next(life), 2)).toBe(false);
    expect(alike(life, [], 1)).toBe(false);
    expect(alike([], life, 0)).toBe(false);
    const failed = given(newSpCreate(), oldSpCreate(), activate()).when(
      answers(1, [LSMS_A, LSMS_B].map(refuses)),
    ).events;
    expect(alike(failed, next(failed), 1)).toBe(true);
    const changed = (change: object) => [{ ...failed[0], data: { ...failed[0]?.data, ...change } }, failed[1]];
    const others = (change: object) => next(changed(change) as PortingEvent[]);
    expect(alike(failed, others({}), 1)).toBe(true);
    expect(alike(failed, others({ broadcast: 2 }), 1)).toBe(false);
    expect(alike(failed, others({ answers: [] }), 1)).toBe(false);
    expect(alike(failed, others({ more: 1 }), 1)).toBe(false);
    expect(alike(failed, others({ newSp: TN }), 1)).toBe(false);
  });
});
