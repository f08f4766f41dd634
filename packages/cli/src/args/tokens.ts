import { wrongUse } from '../shared/command-error';

/** SHA-256 in hex, as the registry keeps of a token. */
export function sha256(text: string): string {
  const hex = text.toLowerCase();
  if (/^[0-9a-f]{64}$/.test(hex)) return hex;
  throw wrongUse('invalid_hash', `${JSON.stringify(text)} is no SHA-256`, 'it has 64 hexadecimal digits');
}

export function tokenId(text: string): string {
  if (/^[A-Za-z0-9-]{1,64}$/.test(text)) return text;
  throw wrongUse('invalid_token_id', `${JSON.stringify(text)} is no token id`, '1 to 64 of A-Z a-z 0-9 -');
}
