import { type Actor, type SvStatus, TRANSITIONS, type TransitionId } from '@openlnp/porting';
import type { StepTaken } from '../../packages/porting/src/testing/actors';
import { edgesOf } from './checks';

/** Rules of queries: no command takes them. */
export const NO_COMMAND: readonly TransitionId[] = ['T42'];

/** What the table has and nothing did: all of it empty, or the table says too much, or the way is too short. */
export interface Missing {
  readonly rowsNeverTaken: readonly TransitionId[];
  readonly edgesNeverTaken: readonly {
    readonly row: TransitionId;
    readonly from: SvStatus | null;
    readonly to: SvStatus | 'purged';
  }[];
  readonly actorsNeverSeen: readonly { readonly row: TransitionId; readonly actor: Actor }[];
}

/** Which rows, which ways through them and which of their actors have been seen. */
export class Coverage {
  readonly #seen = new Set<string>();

  add({ step: { transition, from, to }, actors }: StepTaken): void {
    if (transition === null) return;
    this.#seen.add(transition).add(`${transition} ${from} ${to}`);
    for (const actor of actors) this.#seen.add(`${transition} ${actor}`);
  }

  missing(): Missing {
    const rows = TRANSITIONS.filter(({ id }) => !NO_COMMAND.includes(id));
    return {
      rowsNeverTaken: rows.map(({ id }) => id).filter((id) => !this.#seen.has(id)),
      edgesNeverTaken: rows
        .flatMap((row) => edgesOf(row).map((edge) => ({ row: row.id, ...edge })))
        .filter(({ row, from, to }) => !this.#seen.has(`${row} ${from} ${to}`)),
      actorsNeverSeen: rows
        .flatMap(({ id, actors }) => actors.map((actor) => ({ row: id, actor })))
        .filter(({ row, actor }) => !this.#seen.has(`${row} ${actor}`)),
    };
  }
}
