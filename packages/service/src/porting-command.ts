import type { requests } from '@openlnp/messages';
import { type Instant, instant, type Lrn, parseLrn, parseTnRange, type Spid, type Tn } from '@openlnp/numbering';
import type { Activate, NewSpCreate, OldSpCreate, RouteData } from '@openlnp/porting';

/** The decider's command for a request whose shape is right. Throws for a request of another owner: a bug. */
export function portingCommandOf(
  kind: string,
  data: object,
  sender: Spid,
  now: Instant,
): NewSpCreate | OldSpCreate | Activate {
  switch (kind) {
    case 'NewSpCreate': {
      const { tn, oldSp, newSp, dueDate, ...rest } = data as requests.NewSpCreate;
      const route: RouteData = { ...rest, lrn: parseLrn(rest.lrn) as Lrn };
      return {
        type: kind,
        now,
        sender,
        tn: tnOf(tn),
        oldSp: oldSp as Spid,
        newSp: newSp as Spid,
        dueDate: instant(dueDate),
        route,
      };
    }
    case 'OldSpCreate': {
      const { tn, oldSp, newSp, dueDate } = data as requests.OldSpCreate;
      return {
        type: kind,
        now,
        sender,
        tn: tnOf(tn),
        oldSp: oldSp as Spid,
        newSp: newSp as Spid,
        dueDate: instant(dueDate),
      };
    }
    case 'Activate':
      return { type: kind, now, sender, tn: tnOf((data as requests.Activate).tn) };
    default:
      throw new Error(`${kind} is no request about a number`);
  }
}

function tnOf(text: string): Tn {
  const range = parseTnRange(text);
  if (range === undefined) throw new Error(`not a telephone number past the door: ${text}`);
  return range.first;
}
