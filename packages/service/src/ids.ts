import { randomBytes, randomUUID } from 'node:crypto';

/** Where a service gets its randomness from. */
export interface Ids {
  /** 36 characters, unique for ever. */
  uuid(): string;
  /** Secret text of at least 256 bits, safe in a header. */
  secret(): string;
}

export const randomIds: Ids = {
  uuid: () => randomUUID(),
  secret: () => randomBytes(32).toString('base64url'),
};
