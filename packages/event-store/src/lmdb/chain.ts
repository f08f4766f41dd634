/**
 * The events of a stream form a chain: each record knows the position of the one before it and of one further back, its jump.
 * Jumps follow the skew-binary numbers (Myers, "An applicative random-access stack", 1983), so that any revision is found from
 * the head in O(log n) steps with one extra pointer per record, and no index that costs a random page per append.
 */

/** Before revision 0. */
export const NO_REVISION = -1;

/** Revision to which the record of a revision jumps; NO_REVISION when it jumps before the first. */
export function jumpTarget(revision: number): number {
  const size = revision + 1;
  let rest = size;
  for (;;) {
    const tree = 2 ** (31 - Math.clz32(rest + 1)) - 1;
    rest -= tree;
    if (rest === 0) return size - tree - 1;
  }
}

export interface Link {
  readonly revision: number;
  readonly position: number;
  /** Position of the record of jumpTarget(revision), NO_POSITION when there is none. */
  readonly jump: number;
}

export const NO_POSITION = -1;

/** Pointers of the records in the log; throws when there is no record at the position. */
export type ReadPointers = (position: number) => { readonly previous: number; readonly jump: number };

/** Where the record that follows `last` jumps to. */
export function jumpAfter(last: Link | undefined, read: ReadPointers): number {
  if (last === undefined) return NO_POSITION;
  const target = jumpTarget(last.revision + 1);
  if (target === NO_REVISION) return NO_POSITION;
  return target === last.revision ? last.position : read(last.jump).jump;
}

/** Position of a revision at or before the head. */
export function findRevision(head: Link, revision: number, read: ReadPointers): number {
  let at = head.revision;
  let position = head.position;
  while (at > revision) {
    const { previous, jump } = read(position);
    const target = jumpTarget(at);
    if (target >= revision) {
      at = target;
      position = jump;
    } else {
      at -= 1;
      position = previous;
    }
  }
  return position;
}
