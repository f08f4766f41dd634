import { createHash } from 'node:crypto';
import { parseSpid, type Spid } from '@openlnp/numbering';

const SPID_LENGTH = 4;
const MESSAGE_ID = /^[A-Za-z0-9_.:-]{1,64}$/;

/** 1 to 64 letters, digits and `_ . : -`: what a carrier may name its request. */
export const isMessageId = (text: string): boolean => MESSAGE_ID.test(text);

/** A request's id for ever: the sender's SPID, a hyphen, its message id. */
export const requestIdOf = (spid: Spid, messageId: string): string => `${spid}-${messageId}`;

/** Undefined when the text is no request id. */
export function parseRequestId(id: string): { readonly spid: Spid; readonly messageId: string } | undefined {
  const spid = parseSpid(id.slice(0, SPID_LENGTH));
  const messageId = id.slice(SPID_LENGTH + 1);
  if (spid === undefined || id[SPID_LENGTH] !== '-' || !isMessageId(messageId)) return undefined;
  return { spid, messageId };
}

/** JSON keeps the parts apart whatever characters they hold. */
const digestOf = (...parts: readonly (string | number)[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);

/** Id of the event at `index` of what one command appends to one stream: made again, it is the same (law 1). 32 hex. */
export const eventId = (commandId: string, stream: string, index: number): string =>
  digestOf('event', commandId, stream, index);

/** Id of a record made from an event for a recipient: a repeat is dropped by it. 32 hex. */
export const messageIdOf = (event: string, recipient: string, kind: string): string =>
  digestOf('message', event, recipient, kind);

/** SHA-256 in hex: tells a repeat of a request from another request under the same id. */
export const contentHash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
