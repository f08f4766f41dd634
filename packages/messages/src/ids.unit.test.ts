import type { Spid } from '@openlnp/numbering';
import fc from 'fast-check';
import { contentHash, eventId, isMessageId, messageIdOf, parseRequestId, requestIdOf } from './ids';

const spid = 'X123' as Spid;

describe('request ids', () => {
  it('give back SPID and message id', () => {
    expect(requestIdOf(spid, 'a-b.c:d_1')).toBe('X123-a-b.c:d_1');
    expect(parseRequestId('X123-a-b.c:d_1')).toEqual({ spid, messageId: 'a-b.c:d_1' });
  });

  it.each(['', 'X123', 'X123-', 'X1234-a', 'x123-a', 'X123_a', 'X123-a b', `X123-${'a'.repeat(65)}`])(
    '"%s" is none',
    (id) => {
      expect(parseRequestId(id)).toBeUndefined();
    },
  );

  it('message ids are 1 to 64 characters', () => {
    expect([
      isMessageId('a'),
      isMessageId('a'.repeat(64)),
      isMessageId('a'.repeat(65)),
      isMessageId(''),
      isMessageId('a\n'),
    ]).toEqual([true, true, false, false, false]);
  });
});

describe('ids of what is made', () => {
  it('are the same when it is made again: pinned, since stores hold them', () => {
    expect(eventId('X123-a', 'tn-3035550100', 0)).toBe('71681618877b597a5112c155e387c5d2');
    expect(messageIdOf('71681618877b597a5112c155e387c5d2', 'X123', 'SvObjectCreation')).toBe(
      '0e45868b76e60b4fe3813653c74fc3ab',
    );
    expect(contentHash(Buffer.from('abc'))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it('differ when any part differs, wherever the parts end', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.nat(), fc.string(), fc.string(), fc.nat(), (a, b, c, d, e, f) => {
        expect(eventId(a, b, c) === eventId(d, e, f)).toBe(a === d && b === e && c === f);
      }),
    );
    expect(eventId('a', 'bc', 0)).not.toBe(eventId('ab', 'c', 0));
    expect(eventId('a', 'b', 0)).not.toBe(messageIdOf('a', 'b', '0'));
  });
});
