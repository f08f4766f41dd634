import type { requests } from '@openlnp/messages';
import { type Instant, instant, type Lrn, parseLrn, parseTnRange, type Spid, type Tn } from '@openlnp/numbering';
import type { CarrierCommand, RouteData } from '@openlnp/porting';

/**
 * The decider's command for a request whose shape is right; for a range, that of its first number. Throws for a request of
 * another owner: a bug.
 */
export function portingCommandOf(kind: string, data: object, sender: Spid, now: Instant): CarrierCommand {
  const from = { now, sender, tn: firstTnOf((data as requests.Activate).tn) };
  switch (kind) {
    case 'NewSpCreate': {
      const { tn: _tn, oldSp, newSp, dueDate, ...route } = data as requests.NewSpCreate;
      const sps = { oldSp: oldSp as Spid, newSp: newSp as Spid };
      return { type: kind, ...from, ...sps, dueDate: instant(dueDate), route: routeOf(route) };
    }
    case 'OldSpCreate': {
      const { oldSp, newSp, dueDate } = data as requests.OldSpCreate;
      return { type: kind, ...from, oldSp: oldSp as Spid, newSp: newSp as Spid, dueDate: instant(dueDate) };
    }
    case 'IntraSpCreate': {
      const { tn: _tn, sp, dueDate, ...route } = data as requests.IntraSpCreate;
      return { type: kind, ...from, sp: sp as Spid, dueDate: instant(dueDate), route: routeOf(route) };
    }
    case 'Activate':
      return { type: kind, ...from };
    case 'Disconnect': {
      const { customerDisconnectDate } = data as requests.Disconnect;
      return { type: kind, ...from, customerDisconnectDate: instant(customerDisconnectDate) };
    }
    default:
      throw new Error(`${kind} is no request about a number`);
  }
}

const routeOf = (route: Omit<RouteData, 'lrn'> & { readonly lrn: string }): RouteData => ({
  ...route,
  lrn: parseLrn(route.lrn) as Lrn,
});

function firstTnOf(text: unknown): Tn {
  const range = typeof text === 'string' ? parseTnRange(text) : undefined;
  if (range === undefined) throw new Error(`not a telephone number past the door: ${String(text)}`);
  return range.first;
}
