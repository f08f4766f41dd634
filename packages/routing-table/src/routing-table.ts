import { createHash } from 'node:crypto';
import type { Tn } from '@openlnp/numbering';
import { checkRange, type RouteChange, routeOf } from './change';
import { canonicalLine, type Route, type RoutingEntry } from './entry';

/**
 * Ported numbers and where they route, as the downloads say, applied in their order. A number that is not in the table routes
 * by its code. Two tables that applied the same downloads have the same digest, whoever keeps them.
 */
export class RoutingTable {
  readonly #routes = new Map<Tn, { readonly svId: number; readonly route: Route }>();

  /** How many numbers are ported. */
  get size(): number {
    return this.#routes.size;
  }

  /**
   * An activation puts the route in the place of whatever was there; a delete takes it away, whichever version it is of, and is
   * harmless where there is none. Throws RouteChangeError, with nothing changed, for what is no change.
   */
  apply(change: RouteChange): void {
    checkRange(change);
    if (change.action === 'delete') this.#delete(change);
    else this.#activate(change, routeOf(change));
  }

  /** Undefined for a number that routes by its code. */
  get(tn: Tn): RoutingEntry | undefined {
    const found = this.#routes.get(tn);
    return found && { tn, svId: found.svId, ...found.route };
  }

  /** In the order of the numbers. */
  *entries(): Generator<RoutingEntry> {
    const tns = Float64Array.from(this.#routes.keys()).sort();
    for (const tn of tns) {
      const entry = this.get(tn as Tn);
      if (entry !== undefined) yield entry;
    }
  }

  /**
   * SHA-256, in lower-case hex, of the table in canonical form: for each number in ascending order its `canonicalLine` in UTF-8
   * and a line feed (0x0A). The empty table has the SHA-256 of nothing. Takes time in proportion to the table.
   */
  digest(): string {
    const hash = createHash('sha256');
    for (const entry of this.entries()) hash.update(`${canonicalLine(entry)}\n`);
    return hash.digest('hex');
  }

  #activate({ firstTn, lastTn, firstSvId }: RouteChange, route: Route): void {
    for (let tn: number = firstTn; tn <= lastTn; tn += 1) {
      this.#routes.set(tn as Tn, { svId: firstSvId + (tn - firstTn), route });
    }
  }

  #delete({ firstTn, lastTn }: RouteChange): void {
    for (let tn: number = firstTn; tn <= lastTn; tn += 1) this.#routes.delete(tn as Tn);
  }
}
