import fc from 'fast-check';
import { decodeRecord, encodeRecord } from './record-codec';

const text = fc.string({ unit: 'binary', maxLength: 20 });

describe('the storage format of a record', () => {
  it('gives back what was written', () => {
    const record = fc.record({
      key: fc.option(text),
      headers: fc.dictionary(text, text),
      value: fc.uint8Array({ maxLength: 50 }),
    });
    fc.assert(
      fc.property(record, fc.integer(), ({ key, headers, value }, timestamp) => {
        const bytes = encodeRecord({ topic: 't', partition: 0, key, headers, value }, timestamp);
        const got = decodeRecord(bytes);
        expect(got.key).toBe(key);
        expect(Object.entries(got.headers)).toEqual(Object.entries(headers));
        expect(Buffer.from(got.value).equals(value)).toBe(true);
        expect(got.timestamp).toBe(timestamp);
      }),
    );
  });

  it('keeps a header whatever its name is', () => {
    const headers = Object.fromEntries([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ]);
    const bytes = encodeRecord({ topic: 't', partition: 0, key: null, headers, value: Buffer.alloc(0) }, 0);
    expect(Object.entries(decodeRecord(bytes).headers)).toEqual(Object.entries(headers));
  });

  it('stays as it is: folders of format 1 hold these bytes', () => {
    const record = { topic: 't', partition: 3, key: 'k', headers: { h: 'é' }, value: Buffer.from([1, 2]) };
    const bytes = encodeRecord(record, 1_790_000_000_000);
    expect(bytes.toString('hex')).toBe(
      '427a0c4506c00000' + '00000001' + '6b' + '0001' + '0001' + '68' + '00000002' + 'c3a9' + '0102',
    );
  });
});
