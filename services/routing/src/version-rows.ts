import type { VersionFacts } from './version-facts';

/** Rows that are made room for at a time: 2 to this power. */
const CHUNK_BITS = 14;
const CHUNK = 1 << CHUNK_BITS;
const REST = CHUNK - 1;

const SV_ID = 0;
const NEW_SP = 1;
const OLD_SP = 2;
const STATUS = 3;

/** What a row has beside ids, parties and status. */
const NUMBERS = ['tn', 'createdAt', 'newSpDueDate', 'oldSpDueDate', 'activatedAt', 'changedAt', 'retainUntil'] as const;
export type NumberFact = (typeof NUMBERS)[number];
const COLUMN = Object.fromEntries(NUMBERS.map((name, column) => [name, column])) as Readonly<
  Record<NumberFact, number>
>;

interface Chunk {
  readonly small: readonly [svIds: Int32Array, newSps: Uint16Array, oldSps: Uint16Array, statuses: Uint8Array];
  readonly numbers: readonly Float64Array[];
}

const newChunk = (): Chunk => ({
  small: [new Int32Array(CHUNK), new Uint16Array(CHUNK), new Uint16Array(CHUNK), new Uint8Array(CHUNK)],
  numbers: NUMBERS.map(() => new Float64Array(CHUNK)),
});

/** Texts that come again and again, as small numbers. */
class Words {
  readonly texts: string[] = [];
  private readonly codes = new Map<string, number>();

  codeOf(text: string): number {
    let code = this.codes.get(text);
    if (code === undefined) {
      code = this.texts.length;
      this.texts.push(text);
      this.codes.set(text, code);
    }
    return code;
  }
}

/** One row, read where it stands: what nobody asks for costs nothing. */
class Row implements VersionFacts {
  constructor(
    private readonly spids: Words,
    private readonly words: Words,
    private readonly chunk: Chunk,
    private readonly at: number,
  ) {}

  get svId(): number {
    return this.chunk.small[SV_ID][this.at] as number;
  }
  get status(): string {
    return this.words.texts[this.chunk.small[STATUS][this.at] as number] as string;
  }
  get newSp(): string {
    return this.spids.texts[this.chunk.small[NEW_SP][this.at] as number] as string;
  }
  get oldSp(): string {
    return this.spids.texts[this.chunk.small[OLD_SP][this.at] as number] as string;
  }
  get tn(): number {
    return this.number(COLUMN.tn);
  }
  get createdAt(): number {
    return this.number(COLUMN.createdAt);
  }
  get newSpDueDate(): number {
    return this.number(COLUMN.newSpDueDate);
  }
  get oldSpDueDate(): number {
    return this.number(COLUMN.oldSpDueDate);
  }
  get activatedAt(): number {
    return this.number(COLUMN.activatedAt);
  }
  get changedAt(): number {
    return this.number(COLUMN.changedAt);
  }
  get retainUntil(): number {
    return this.number(COLUMN.retainUntil);
  }

  private number(column: number): number {
    return (this.chunk.numbers[column] as Float64Array)[this.at] as number;
  }
}

/**
 * Facts of versions as columns: 65 bytes a row, where an object would take some 300. A row keeps its number for ever. At most
 * 65,536 SPIDs and 256 statuses.
 */
export class VersionRows {
  private readonly chunks: Chunk[] = [];
  private readonly spids = new Words();
  private readonly statuses = new Words();
  private count = 0;

  get size(): number {
    return this.count;
  }

  add(facts: VersionFacts): number {
    const row = this.count;
    if ((row & REST) === 0) this.chunks.push(newChunk());
    this.count += 1;
    this.put(row, facts);
    return row;
  }

  put(row: number, facts: VersionFacts): void {
    const { small } = this.chunkOf(row);
    const at = row & REST;
    small[SV_ID][at] = facts.svId;
    small[NEW_SP][at] = this.spids.codeOf(facts.newSp);
    small[OLD_SP][at] = this.spids.codeOf(facts.oldSp);
    this.setStatus(row, facts.status);
    for (const name of NUMBERS) this.setNumber(row, name, facts[name]);
  }

  setStatus(row: number, status: string): void {
    this.chunkOf(row).small[STATUS][row & REST] = this.statuses.codeOf(status);
  }

  setNumber(row: number, name: NumberFact, value: number): void {
    (this.chunkOf(row).numbers[COLUMN[name]] as Float64Array)[row & REST] = value;
  }

  /** As it is, and as it will be: it is read when it is looked at. */
  get(row: number): VersionFacts {
    return new Row(this.spids, this.statuses, this.chunkOf(row), row & REST);
  }

  /** Below zero when the row comes before this place in the order of numbers and version ids, above zero behind it. */
  compare(row: number, tn: number, svId: number): number {
    const { small, numbers } = this.chunkOf(row);
    const at = row & REST;
    return ((numbers[COLUMN.tn] as Float64Array)[at] as number) - tn || (small[SV_ID][at] as number) - svId;
  }

  private chunkOf(row: number): Chunk {
    return this.chunks[row >>> CHUNK_BITS] as Chunk;
  }
}
