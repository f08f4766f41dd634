import { createHash } from 'node:crypto';
import type { Lrn, Spid, Tn } from '@openlnp/numbering';
import fc from 'fast-check';
import { type DownloadText, type RouteChange, routeChangeOf } from './change';
import { RoutingTable } from './routing-table';

const TN = 3035550100 as Tn;
const tn = (offset: number) => (TN + offset) as Tn;

const activation = (changes: Partial<RouteChange> = {}): RouteChange => ({
  action: 'activate',
  firstTn: TN,
  lastTn: changes.firstTn ?? TN,
  firstSvId: 17,
  spid: 'GAIN' as Spid,
  lnpType: 'lspp',
  lrn: 3039870000 as Lrn,
  classPointCode: { dpc: '123004005', ssn: 0 },
  lidbPointCode: null,
  isvmPointCode: null,
  cnamPointCode: null,
  wsmscPointCode: null,
  endUserLocationValue: null,
  endUserLocationType: null,
  billingId: null,
  svType: 'wireline',
  optionalData: null,
  activatedAt: 1_767_711_600_000,
  ...changes,
});
const deletion = (changes: Partial<RouteChange> = {}): RouteChange =>
  activation({ ...changes, action: 'delete', lrn: null });

function tableOf(...changes: RouteChange[]): RoutingTable {
  const table = new RoutingTable();
  for (const change of changes) table.apply(change);
  return table;
}

const EMPTY = createHash('sha256').digest('hex');

describe('the routing table', () => {
  it('routes a number as its download says', () => {
    const table = tableOf(activation());
    const { action, firstTn, lastTn, firstSvId, ...route } = activation();
    expect(table.get(TN)).toEqual({ tn: TN, svId: 17, ...route });
    expect(table.get(tn(1))).toBeUndefined();
    expect(table.size).toBe(1);
  });

  it('routes each number of a range, with the next version id each', () => {
    const table = tableOf(activation({ firstTn: tn(0), lastTn: tn(2) }));
    expect([...table.entries()].map((entry) => [entry.tn, entry.svId])).toEqual([
      [tn(0), 17],
      [tn(1), 18],
      [tn(2), 19],
    ]);
  });

  it('lets the later download win', () => {
    const table = tableOf(activation(), activation({ firstSvId: 18, spid: 'THRD' as Spid }));
    expect(table.get(TN)).toMatchObject({ svId: 18, spid: 'THRD' });
    expect(table.size).toBe(1);
  });

  it('forgets a deleted number, whichever version the delete is of', () => {
    const table = tableOf(activation({ lastTn: tn(2) }), deletion({ firstTn: tn(1), firstSvId: 4711 }));
    expect([...table.entries()].map((entry) => entry.tn)).toEqual([tn(0), tn(2)]);
  });

  it('does not mind a delete of what is not there, nor one told twice', () => {
    const table = tableOf(deletion({ lastTn: tn(9) }), activation(), deletion(), deletion());
    expect(table.size).toBe(0);
    expect(table.digest()).toBe(EMPTY);
  });

  it('has a number again that was deleted before', () => {
    expect(tableOf(activation(), deletion(), activation()).digest()).toBe(tableOf(activation()).digest());
  });

  it('lists its numbers in their order, not in that of the downloads', () => {
    const table = tableOf(activation({ firstTn: tn(9) }), activation({ firstTn: tn(-9) }), activation());
    expect([...table.entries()].map((entry) => entry.tn)).toEqual([tn(-9), tn(0), tn(9)]);
  });

  it.each([
    ['lrn_missing', activation({ lrn: null })],
    ['invalid_tn_range', activation({ firstTn: tn(1), lastTn: tn(0) })],
    ['invalid_tn_range', deletion({ firstTn: tn(0), lastTn: tn(9_999) })],
  ])('refuses what is no change and stays as it was: %s', (code, change) => {
    const table = tableOf(activation());
    const before = table.digest();
    expect(() => table.apply(change)).toThrow(expect.objectContaining({ code }));
    expect(table.digest()).toBe(before);
  });
});

describe('the digest', () => {
  it('is the SHA-256 of one line for each number, which anyone can compute', () => {
    const text =
      '[3035550100,17,"GAIN","lspp",3039870000,["123004005",0],null,null,null,null,null,null,null,"wireline",1767711600000]\n' +
      '[3035550101,18,"GAIN","lspp",3039870000,["123004005",0],null,null,null,null,null,null,null,"wireline",1767711600000]\n';
    expect(tableOf(activation({ lastTn: tn(1) })).digest()).toBe(createHash('sha256').update(text).digest('hex'));
    expect(tableOf().digest()).toBe(EMPTY);
  });

  const other = { dpc: '001002003', ssn: 8 };
  it.each<Partial<RouteChange>>([
    { firstTn: tn(1) },
    { firstSvId: 18 },
    { spid: 'THRD' as Spid },
    { lnpType: 'lisp' },
    { lrn: 7209870000 as Lrn },
    { classPointCode: { dpc: '123004005', ssn: 1 } },
    { classPointCode: null },
    { lidbPointCode: other },
    { isvmPointCode: other },
    { cnamPointCode: other },
    { wsmscPointCode: other },
    { endUserLocationValue: '123' },
    { endUserLocationType: '01' },
    { billingId: 'B1' },
    { svType: 'wireless' },
    { svType: null },
    { activatedAt: 1_767_711_600_001 },
  ])('tells any difference that an LSMS would be told: %o', (difference) => {
    expect(tableOf(activation(difference)).digest()).not.toBe(tableOf(activation()).digest());
  });

  it('does not depend on the order of downloads for different numbers', () => {
    const changes = fc.uniqueArray(
      fc.record({
        offset: fc.nat(9),
        svId: fc.nat(9),
        action: fc.constantFrom('activate' as const, 'delete' as const),
      }),
      { selector: ({ offset }) => offset, minLength: 2 },
    );
    const shuffled = changes.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, (orders) => {
        const tables = orders.map((order) =>
          tableOf(
            activation({ firstTn: tn(0), lastTn: tn(4) }),
            ...order.map(({ offset, svId, action }) =>
              action === 'delete'
                ? deletion({ firstTn: tn(offset) })
                : activation({ firstTn: tn(offset), firstSvId: svId }),
            ),
          ),
        );
        expect(tables[0]?.digest()).toBe(tables[1]?.digest());
      }),
    );
  });

  it('is the same for a range and for its numbers one by one', () => {
    fc.assert(
      fc.property(fc.nat(50), fc.nat(50), fc.boolean(), (from, length, gone) => {
        const change = gone ? deletion : activation;
        const held = activation({ firstTn: tn(0), lastTn: tn(60), firstSvId: 1000 });
        const range = change({ firstTn: tn(from), lastTn: tn(from + length), firstSvId: 5 });
        const singles = Array.from({ length: length + 1 }, (_, n) =>
          change({ firstTn: tn(from + n), firstSvId: 5 + n }),
        );
        expect(tableOf(held, range).digest()).toBe(tableOf(held, ...singles).digest());
      }),
    );
  });
});

describe('a download read from the wire', () => {
  const download: DownloadText & { number: number; downloadReason: string } = {
    ...activation(),
    number: 1,
    firstTn: '3035550100',
    lastTn: '3035550101',
    lrn: '3039870000',
    downloadReason: 'new',
  };

  it('becomes the change that it means', () => {
    expect(routeChangeOf(download)).toEqual(activation({ lastTn: tn(1) }));
    const gone = { ...download, action: 'delete', lastTn: '3035550100', lrn: null };
    expect(routeChangeOf(gone)).toEqual(deletion());
  });

  it.each([
    ['unknown_action', { action: 'modify' }],
    ['invalid_tn', { firstTn: '1035550100' }],
    ['invalid_tn', { lastTn: '' }],
    ['malformed_spid', { spid: 'gain' }],
    ['malformed_lrn', { lrn: '303987' }],
  ])('is refused when it is none: %s', (code, wrong) => {
    expect(() => routeChangeOf({ ...download, ...wrong })).toThrow(expect.objectContaining({ code }));
  });
});
