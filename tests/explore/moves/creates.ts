import { type Instant, instant, NPAC, PSEUDO_LRN } from '@openlnp/numbering';
import { liveVersion } from '@openlnp/porting';
import { HOLDER, intraSpCreate, newSpCreate, oldSpCreate, routeBy } from '../../../packages/porting/src/testing/world';
import { type Move, named, other, type Situation } from '../situation';
import { routeOf, today, tomorrow } from '../world';

const WEEK = 7 * 86_400_000;

/** Creates of either side and within one service provider, first and second, good and bad. */
export function creates(situation: Situation): readonly Move[] {
  const { open } = situation;
  const joins = (open?.status === 'pending' || open?.status === 'conflict') && open.lnpType === 'lspp';
  return [...(joins ? seconds(situation) : firsts(situation)), ...intra(situation), ...bad(situation)];
}

function firsts({ state, now, current }: Situation): readonly Move[] {
  const asked =
    liveVersion(state) === undefined || current === HOLDER ? [other([current])] : [HOLDER, other([HOLDER, current])];
  const oldSp = current;
  return asked.flatMap((newSp) => {
    const route = routeOf(newSp);
    const port = (dueDate: Instant) => ({ now, oldSp, newSp, dueDate });
    const [soon, later] = [port(today(now)), port(tomorrow(now))];
    const moves = {
      'new SP creates, due today': newSpCreate({ ...soon, route }),
      'new SP creates, due tomorrow': newSpCreate({ ...later, route }),
      'NPAC creates for the new SP': newSpCreate({ ...later, route, sender: NPAC }),
      'new SP creates with medium timers': newSpCreate({ ...later, route, mediumTimer: true }),
      'new SP creates with the pseudo-LRN': newSpCreate({ ...soon, route: routeBy(PSEUDO_LRN) }),
      'old SP creates with medium timers': oldSpCreate({ ...later, mediumTimer: true }),
      'NPAC creates for the old SP': oldSpCreate({ ...later, sender: NPAC }),
      'old SP creates, due today': oldSpCreate(soon),
      'old SP creates, due tomorrow': oldSpCreate(later),
      'old SP creates and denies with cause 50': oldSpCreate({ ...later, authorized: false, causeCode: 50 }),
      'old SP creates and denies with cause 54': oldSpCreate({ ...later, authorized: false, causeCode: 54 }),
      'NPAC creates for the old SP and denies': oldSpCreate({
        ...later,
        authorized: false,
        causeCode: 54,
        sender: NPAC,
      }),
      ...(newSp === HOLDER
        ? { 'new SP creates a port to original': newSpCreate({ ...soon, route: null, portingToOriginal: true }) }
        : {}),
    };
    return named({ now }, moves).map((move) => ({ ...move, name: `${move.name} (to ${newSp})` }));
  });
}

function seconds({ now, open }: Situation): readonly Move[] {
  const dueDate = open !== undefined ? ((open.newSide ?? open.oldSide)?.dueDate ?? now) : now;
  if (open === undefined) return [];
  const { newSp, oldSp } = open;
  const port = { now, newSp, oldSp, dueDate };
  const denial = { ...port, authorized: false } as const;
  const route = routeOf(newSp);
  return named(
    { now },
    {
      'new SP creates as well': newSpCreate({ ...port, route }),
      'NPAC creates as well for the new SP': newSpCreate({ ...port, route, sender: NPAC }),
      'new SP creates as well, to original': newSpCreate({ ...port, route: null, portingToOriginal: true }),
      'new SP creates for another day': newSpCreate({ ...port, route, dueDate: instant(dueDate + WEEK) }),
      'new SP creates as well, with medium timers': newSpCreate({ ...port, route, mediumTimer: true }),
      'new SP creates as well, with the pseudo-LRN': newSpCreate({ ...port, route: routeBy(PSEUDO_LRN) }),
      'old SP creates as well': oldSpCreate(port),
      'old SP creates as well, with medium timers': oldSpCreate({ ...port, mediumTimer: true }),
      'old SP creates as well and denies with cause 50': oldSpCreate({ ...denial, causeCode: 50 }),
      'old SP creates as well and denies with cause 54': oldSpCreate({ ...denial, causeCode: 54 }),
      'NPAC creates as well for the old SP and denies': oldSpCreate({ ...denial, causeCode: 54, sender: NPAC }),
      'another SP creates': newSpCreate({
        ...port,
        newSp: other([newSp, oldSp]),
        route: routeOf(other([newSp, oldSp])),
      }),
    },
  );
}

function intra({ now, current, stranger }: Situation): readonly Move[] {
  const own = (dueDate: Instant) => ({ now, sp: current, route: routeOf(current), dueDate });
  return named(
    { now },
    {
      'intra-SP create, due today': intraSpCreate(own(today(now))),
      'intra-SP create, due tomorrow': intraSpCreate(own(tomorrow(now))),
      'NPAC creates intra-SP': intraSpCreate({ ...own(tomorrow(now)), sender: NPAC }),
      'intra-SP create by who has it not': intraSpCreate({
        ...own(today(now)),
        sp: stranger,
        route: routeOf(stranger),
      }),
    },
  );
}

function bad({ now, current, newSp, oldSp, stranger }: Situation): readonly Move[] {
  const port = { now, oldSp: current, newSp, dueDate: today(now) };
  return named(
    { now },
    {
      'create with a wrong old SP': newSpCreate({ ...port, oldSp: other([current, newSp]), route: routeOf(newSp) }),
      'create for a day that is over': newSpCreate({
        ...port,
        dueDate: instant(today(now) - WEEK),
        route: routeOf(newSp),
      }),
      'create with the LRN of another': newSpCreate({ ...port, route: routeOf(stranger) }),
      'a stranger creates for the new SP': newSpCreate({ ...port, route: routeOf(newSp), sender: stranger }),
      'new SP creates for the old SP': oldSpCreate({ ...port, oldSp, sender: newSp }),
      'denial without a cause': oldSpCreate({ ...port, authorized: false }),
    },
  );
}
