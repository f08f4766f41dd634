import { isUtf8 } from 'node:buffer';
import { MessageError } from '../message-error';
import { type AvroSchema, foldSchema } from './schema';

// avsc is made for bytes it can trust: an array count of 2^40 makes it allocate and loop, an int may decode to a fraction, and
// invalid text is patched in silence. So what comes from outside is walked first: this costs a fraction of the decoding.

/**
 * Largest magnitude of a long. avsc computes with the zigzag form (twice the number) in a double, so beyond 2^52 it would be off
 * by one without saying so.
 */
export const MAX_LONG = 2 ** 52 - 1;

const MIN_INT = -(2 ** 31);
const MAX_INT = 2 ** 31 - 1;

type Walk = (cursor: Cursor) => void;

class Cursor {
  pos: number;

  constructor(
    readonly bytes: Uint8Array,
    start: number,
  ) {
    this.pos = start;
  }

  fail(what: string): never {
    throw new MessageError('malformed_avro', `${what} at byte ${this.pos}`);
  }

  byte(): number {
    const byte = this.bytes[this.pos];
    if (byte === undefined) return this.fail('the message ends too early');
    this.pos += 1;
    return byte;
  }

  /** A zigzag varint of at most `maxBytes` bytes. */
  integer(maxBytes: number): number {
    let factor = 1;
    let zigzag = 0;
    for (let read = 1; ; read += 1) {
      const byte = this.byte();
      zigzag += (byte & 0x7f) * factor;
      if (byte < 0x80) break;
      if (read === maxBytes) return this.fail('a number has too many bytes');
      factor *= 128;
    }
    if (zigzag > 2 * MAX_LONG + 1) return this.fail('a number is too large');
    return zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2;
  }

  skip(length: number): void {
    if (length < 0) this.fail('a length is negative');
    if (length > this.bytes.length - this.pos) this.fail('a length is larger than the rest of the message');
    this.pos += length;
  }

  text(): void {
    const length = this.integer(10);
    const start = this.pos;
    this.skip(length);
    for (let at = start; at < this.pos; at += 1) {
      if ((this.bytes[at] as number) < 0x80) continue;
      if (!isUtf8(this.bytes.subarray(start, this.pos))) this.fail('a text is not UTF-8');
      return;
    }
  }
}

const walkPrimitive: Readonly<Record<string, Walk>> = {
  null: () => undefined,
  boolean: (cursor) => {
    if (cursor.byte() > 1) cursor.fail('a boolean is neither 0 nor 1');
  },
  int: (cursor) => {
    const value = cursor.integer(5);
    if (value < MIN_INT || value > MAX_INT) cursor.fail('an int has more than 32 bits');
  },
  long: (cursor) => {
    cursor.integer(10);
  },
  string: (cursor) => cursor.text(),
  bytes: (cursor) => cursor.skip(cursor.integer(10)),
};

function walkArray(cursor: Cursor, items: Walk): void {
  for (let count = cursor.integer(10); count !== 0; count = cursor.integer(10)) {
    const blockEnd = count < 0 ? blockEndOf(cursor) : undefined;
    const length = Math.abs(count);
    // Every item here takes at least one byte.
    if (length > cursor.bytes.length - cursor.pos) cursor.fail('a count is larger than the rest of the message');
    for (let item = 0; item < length; item += 1) items(cursor);
    if (blockEnd !== undefined && blockEnd !== cursor.pos) cursor.fail('a block has another size than it says');
  }
}

function blockEndOf(cursor: Cursor): number {
  const size = cursor.integer(10);
  return cursor.pos + size;
}

/** Throws MessageError malformed_avro unless the bytes from `start` to the end are exactly one value of the schema. */
export type ByteCheck = (bytes: Uint8Array, start: number) => void;

export function compileByteCheck(schema: AvroSchema): ByteCheck {
  const walk = foldSchema<Walk>(schema, {
    primitive: (name) => walkPrimitive[name] as Walk,
    record: (_schema, fields) => {
      const walks = fields.map(({ of }) => of);
      return (cursor) => {
        for (const field of walks) field(cursor);
      };
    },
    array: (items) => (cursor) => walkArray(cursor, items),
    fixed: (size) => (cursor) => cursor.skip(size),
    union: (branches) => {
      const walks = branches.map(({ of }) => of);
      return (cursor) => {
        const branch = walks[cursor.integer(10)];
        if (branch === undefined) cursor.fail('a union has no such branch');
        else branch(cursor);
      };
    },
  });
  return (bytes, start) => {
    const cursor = new Cursor(bytes, start);
    walk(cursor);
    if (cursor.pos !== bytes.length) cursor.fail(`${bytes.length - cursor.pos} bytes too many`);
  };
}
