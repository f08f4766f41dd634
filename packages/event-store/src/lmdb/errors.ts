/** Recognised by `code`; `retriable` says whether the same call may succeed later without a restart. */

/** The file system has no room. Nothing of the append was kept; appends go on by themselves when there is room again. */
export class DiskFullError extends Error {
  readonly code = 'disk_full';
  readonly retriable = true;
  constructor(folder: string, cause?: unknown) {
    super(`no room left on the disk of ${folder}: nothing was appended`, { cause });
  }
}

/**
 * A commit failed for another reason than a full disk, or the engine could not read. What that commit held may or may not be
 * durable, so the store takes no more appends (a failed fsync is never repeated); open it again, in a new process, to learn what
 * is there.
 */
export class StoreFailedError extends Error {
  readonly code = 'store_failed';
  readonly retriable = false;
  constructor(folder: string, cause: unknown) {
    super(`the event store in ${folder} has failed and takes no more appends: restart to go on`, { cause });
  }
}

export class StoreClosedError extends Error {
  readonly code = 'store_closed';
  readonly retriable = false;
  constructor() {
    super('the event store is closed');
  }
}

/** The folder holds something else than this version's event store. */
export class UnknownFormatError extends Error {
  readonly code = 'unknown_format';
  readonly retriable = false;
  constructor(
    folder: string,
    readonly found: string,
    readonly expected: string,
  ) {
    super(`${folder} holds ${found}, this version reads event store format ${expected}`);
  }
}

/** A record does not decode to the event that the index says it is. */
export class StoreCorruptError extends Error {
  readonly code = 'store_corrupt';
  readonly retriable = false;
}

/** A bug of the caller: an append that no store could take. */
export class InvalidAppendError extends Error {
  readonly code = 'invalid_append';
  readonly retriable = false;
}

/** There is nothing to read. */
export class NoStoreError extends Error {
  readonly code = 'no_store';
  readonly retriable = false;
  constructor(folder: string) {
    super(`there is no event store in ${folder}`);
  }
}
