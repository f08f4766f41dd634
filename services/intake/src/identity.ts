import { createHash, timingSafeEqual } from 'node:crypto';
import { NPAC } from '@openlnp/numbering';
import type { LiveNetworkView } from '@openlnp/service';
import type { Identity } from './http/ports';

export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

/**
 * Whose token this is: the operator's, or a service provider's as its stream says. Only hashes are compared, so that nothing of a
 * token leaks through the time it takes.
 */
export function authenticator(
  operatorTokenHash: string,
  view: Pick<LiveNetworkView, 'token'>,
): (token: string) => Identity | undefined {
  const operator = Buffer.from(operatorTokenHash, 'hex');
  return (token) => {
    const hash = hashToken(token);
    if (timingSafeEqual(Buffer.from(hash, 'hex'), operator)) return { spid: NPAC, operator: true, user: 'operator' };
    const known = view.token(hash);
    return known === undefined ? undefined : { spid: known.spid, operator: false, user: known.tokenId };
  };
}
