import { makePlan, mostNumbers, type Plan, requestsOf } from './plan';
import { DEMO_WORLD } from './world';

const DUE = '2026-01-05T00:00:00.000Z';
const requests = ({ seed, ports }: Plan) => ports.flatMap((port) => requestsOf(DEMO_WORLD, seed, port, DUE));
const plan = (numbers: number, seed: number): Plan => makePlan(DEMO_WORLD, numbers, seed);

describe('a plan', () => {
  it('is the same for the same seed, down to every request', () => {
    expect(requests(plan(500, 7))).toEqual(requests(plan(500, 7)));
  });

  it('is another for another seed', () => {
    const tns = (seed: number) => new Set(plan(100, seed).ports.map(({ tn }) => tn));
    const common = [...tns(1)].filter((tn) => tns(2).has(tn));
    expect(common.length).toBeLessThan(10);
  });

  it('begins the same when it is longer', () => {
    expect(plan(500, 7).ports.slice(0, 100)).toEqual(plan(100, 7).ports);
  });

  it('ports each number once, from its code holder to somebody else who has the LRN', () => {
    const { ports } = plan(5_000, 3);
    expect(new Set(ports.map(({ tn }) => tn)).size).toBe(5_000);
    for (const { tn, oldSp, newSp, lrn } of ports) {
      expect(tn).toMatch(/^\d{10}$/);
      expect(DEMO_WORLD.codes).toContainEqual({ npaNxx: tn.slice(0, 6), spid: oldSp });
      expect(newSp).not.toBe(oldSp);
      expect(DEMO_WORLD.lrns).toContainEqual({ lrn, spid: newSp });
    }
    const lrns = new Set(DEMO_WORLD.lrns.map(({ lrn }) => lrn));
    expect(ports.some(({ tn }) => lrns.has(tn))).toBe(false);
  });

  it('has every code, every carrier, both orders and every mistake in it', () => {
    const { ports } = plan(2_000, 1);
    expect(new Set(ports.map(({ tn }) => tn.slice(0, 6))).size).toBe(DEMO_WORLD.codes.length);
    expect(new Set(ports.map(({ newSp }) => newSp)).size).toBe(DEMO_WORLD.serviceProviders.length);
    expect(new Set(ports.map(({ first }) => first))).toEqual(new Set(['new', 'old']));
    expect(new Set(ports.map(({ mistake }) => mistake)).size).toBe(4);
  });

  it('cannot be larger than its world', () => {
    expect(() => plan(mostNumbers(DEMO_WORLD) + 1, 1)).toThrow(RangeError);
  });
});

describe('the requests of a number', () => {
  const port = { tn: '3035550001', oldSp: 'X101', newSp: 'X202', lrn: '7205559990', mistake: undefined } as const;
  const parties = { tn: port.tn, oldSp: 'X101', newSp: 'X202', dueDate: DUE };
  const steps = (more: object) =>
    requestsOf(DEMO_WORLD, 7, { ...port, first: 'new', ...more }, DUE).map(({ sender, form, expected, step }) => [
      sender,
      form.kind,
      expected,
      step,
    ]);

  it('are both creates and the activation', () => {
    expect(requestsOf(DEMO_WORLD, 7, { ...port, first: 'new' }, DUE)).toEqual([
      {
        sender: 'X202',
        form: { kind: 'NewSpCreate', ...parties, lrn: '7205559990' },
        messageId: 'demo-7-3035550001-new',
        expected: 'done',
        step: 'created',
      },
      {
        sender: 'X101',
        form: { kind: 'OldSpCreate', ...parties },
        messageId: 'demo-7-3035550001-old',
        expected: 'done',
        step: 'agreed',
      },
      {
        sender: 'X202',
        form: { kind: 'Activate', tn: port.tn },
        messageId: 'demo-7-3035550001-activate',
        expected: 'done',
        step: 'sending',
      },
    ]);
  });

  it('begin with either side', () => {
    expect(steps({ first: 'old' })).toEqual([
      ['X101', 'OldSpCreate', 'done', 'created'],
      ['X202', 'NewSpCreate', 'done', 'agreed'],
      ['X202', 'Activate', 'done', 'sending'],
    ]);
  });

  it.each([
    ['wrong_old_sp', 'new', ['NewSpCreate', 'NewSpCreate', 'OldSpCreate', 'Activate'], 0],
    ['foreign_lrn', 'old', ['OldSpCreate', 'NewSpCreate', 'NewSpCreate', 'Activate'], 1],
    ['early_activation', 'old', ['OldSpCreate', 'Activate', 'NewSpCreate', 'Activate'], 1],
  ])('have the mistake %s before what it gets wrong', (mistake, first, kinds, refused) => {
    const seen = steps({ mistake, first });
    expect(seen.map(([, kind]) => kind)).toEqual(kinds);
    expect(seen.map(([, , expected]) => expected === 'refused').indexOf(true)).toBe(refused);
    expect(seen.filter(([, , expected]) => expected === 'refused')).toHaveLength(1);
  });

  it('name a wrong old service provider, a foreign LRN', () => {
    const wrong = (mistake: 'wrong_old_sp' | 'foreign_lrn') =>
      requestsOf(DEMO_WORLD, 7, { ...port, first: 'new', mistake }, DUE)[0]?.form;
    expect(wrong('wrong_old_sp')?.oldSp).toBe('X303');
    expect(wrong('foreign_lrn')?.lrn).toBe('3035559990');
  });

  it('have ids of their own that fit a message id', () => {
    const ids = requests(plan(1_000, 4_294_967_295)).map(({ messageId }) => messageId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9_.:-]{1,64}$/);
  });
});
