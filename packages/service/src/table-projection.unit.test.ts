import { type RecordedEvent, START } from '@openlnp/event-store';
import type { Spid, Tn } from '@openlnp/numbering';
import { instant } from '@openlnp/numbering';
import {
  decide,
  decisionInstant,
  downloadOf,
  evolve,
  initial,
  liveVersion,
  type PortingCommand,
  type PortingEvent,
  type TnState,
} from '@openlnp/porting';
import { type RouteChange, RoutingTable } from '@openlnp/routing-table';
import fc from 'fast-check';
import { histories, run } from '../../porting/src/testing/history';
import {
  activate,
  answers,
  DUE,
  DUE_DAY,
  disconnect,
  endOfWindow,
  facts as factsOfTheWorld,
  GAINER,
  GAINER_LRN,
  HOLDER,
  LSMS_A,
  LSMS_B,
  newSpCreate,
  ok,
  oldSpCreate,
  refusal,
  resend,
  routeBy,
  THIRD,
  THIRD_LRN,
  TN,
  WINDOW,
} from '../../porting/src/testing/world';
import { TableProjection } from './table-projection';

const TNS = [3035550001, 3035550002, 3035550003] as Tn[];

/** Numbers that the real decider decides, with the log they leave. */
class World {
  readonly log: RecordedEvent[] = [];
  private readonly states = new Map<Tn, TnState>(TNS.map((tn) => [tn, initial(tn)]));
  private readonly facts = factsOfTheWorld();

  state(tn: Tn): TnState {
    return this.states.get(tn) ?? initial(tn);
  }

  get isAtRest(): boolean {
    return TNS.every((tn) => this.state(tn).versions.every(({ status }) => status !== 'sending'));
  }

  /** What is refused changes nothing. */
  tell(command: PortingCommand): void {
    const state = this.state(command.tn);
    const decision = decide(command, state, this.facts);
    if (decision.outcome === 'refused') return;
    const at = decisionInstant(command, state);
    for (const event of decision.events) this.record(command.tn, event, at);
  }

  private record(tn: Tn, event: PortingEvent, at: ReturnType<typeof instant>): void {
    this.states.set(tn, evolve(this.state(tn), event, at));
    this.log.push(recorded(tn, event, at, this.log.length));
  }
}

const recorded = (tn: Tn, { type, data }: PortingEvent, at: number, before: number): RecordedEvent => ({
  id: '',
  type,
  data,
  metadata: { occurredAt: at, requestId: null, actor: '', actingFor: null, traceparent: null, viewPosition: null },
  stream: `tn-${tn}`,
  revision: 0,
  position: START + BigInt(before + 1),
  recordedAt: at,
});

type Step = (world: World) => void;

const tnOf = fc.constantFrom(...TNS);

/** All three requests of a port of the number to somebody, from whoever has it. */
const port = fc.tuple(tnOf, fc.constantFrom<Spid>(GAINER, THIRD)).map(
  ([tn, newSp]): Step =>
    (world) => {
      const oldSp = liveVersion(world.state(tn))?.newSp ?? HOLDER;
      const parties = { tn, oldSp, newSp, dueDate: DUE };
      world.tell(newSpCreate({ ...parties, sender: newSp, route: routeBy(newSp === THIRD ? THIRD_LRN : GAINER_LRN) }));
      world.tell(oldSpCreate({ ...parties, sender: oldSp }));
      world.tell(activate({ tn, sender: newSp }));
    },
);

const latest = (world: World, tn: Tn): number => world.state(tn).versions.at(-1)?.svId ?? 0;

const answer = fc.tuple(tnOf, fc.constantFrom(LSMS_A, LSMS_B), fc.boolean()).map(
  ([tn, spid, took]): Step =>
    (world) => {
      const said = took ? ok(spid) : refusal(spid, 'no_room');
      world.tell(answers(latest(world, tn), [said], { tn, now: DUE_DAY }));
    },
);

const windows: Step = (world) => {
  for (const tn of TNS) world.tell(endOfWindow(latest(world, tn), { tn, now: instant(DUE_DAY + 2 * WINDOW) }));
};

const history = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: port },
    { weight: 5, arbitrary: answer },
    { weight: 2, arbitrary: fc.constant(windows) },
  ),
  { maxLength: 40, size: 'max' },
);

const NO_ROUTE = { ...routeBy(GAINER_LRN), lrn: null, classPointCode: null, cnamPointCode: null, svType: null };

/** What an LSMS keeps that applies every download. */
function lsmsTable(log: readonly RecordedEvent[]): RoutingTable {
  const table = new RoutingTable();
  for (const { type, data } of log) {
    const content = downloadOf({ type, data } as PortingEvent);
    if (content === undefined) continue;
    const { action, tn, svId, spid, lnpType, activatedAt, route } = content;
    const change = { action, firstTn: tn, lastTn: tn, firstSvId: svId, spid, lnpType, activatedAt };
    table.apply({ ...change, ...(route ?? NO_ROUTE) } as RouteChange);
  }
  return table;
}

function projectionOf(log: readonly RecordedEvent[]): TableProjection {
  const projection = new TableProjection();
  for (const event of log) projection.apply(event);
  return projection;
}

describe('the registry’s routing table', () => {
  it('equals that of an LSMS that applied every download, whenever nothing is being sent', () => {
    let restsWithRoutes = 0;
    fc.assert(
      fc.property(history, (steps) => {
        const world = new World();
        for (const step of steps) {
          step(world);
          if (!world.isAtRest) continue;
          const projection = projectionOf(world.log);
          expect(projection.table.digest()).toBe(lsmsTable(world.log).digest());
          if (projection.table.size > 0) restsWithRoutes += 1;
        }
      }),
      { numRuns: 300 },
    );
    expect(restsWithRoutes).toBeGreaterThan(100);
  });

  it('routes each number by its live version, from the first LSMS’s success on', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const world = new World();
        for (const step of steps) step(world);
        const projection = projectionOf(world.log);
        for (const tn of TNS) expect(projection.table.get(tn)?.svId).toBe(liveVersion(world.state(tn))?.svId);
        expect(projection.downloadNumber).toBe(
          world.log.filter(({ type, data }) => downloadOf({ type, data } as PortingEvent) !== undefined).length,
        );
      }),
      { numRuns: 300 },
    );
  });

  it('does so through every way of life of a number: changes, disconnects, resends, ports to original', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(histories, (history) => {
        const log: RecordedEvent[] = [];
        const projection = new TableProjection();
        run(history, ({ decision, after }) => {
          for (const { type, data } of decision.outcome === 'done' ? decision.events : []) {
            const event = recorded(TN, { type, data } as PortingEvent, 0, log.length);
            log.push(event);
            projection.apply(event);
            if (type === 'SvBroadcastStarted') seen.add(data.purpose);
          }
          const live = liveVersion(after);
          const entry = projection.table.get(TN);
          expect(entry?.svId).toBe(live?.svId);
          if (live?.route != null) expect(entry).toMatchObject(live.route);
          if (after.versions.some(({ status }) => status === 'sending')) return;
          expect(projection.table.digest()).toBe(lsmsTable(log).digest());
        });
      }),
      { numRuns: 300 },
    );
    expect([...seen].sort()).toEqual(['activate', 'disconnect', 'modify', 'port_to_original']);
  });

  it('R5-66.4 RR5-68.1 loses what is taken away when all LSMSs are through, and not again in a resend', () => {
    const world = new World();
    const routed = () => projectionOf(world.log).table.get(TN);
    const back = { now: DUE_DAY, dueDate: DUE_DAY, oldSp: GAINER, newSp: HOLDER };
    for (const command of [newSpCreate(), oldSpCreate(), activate(), answers(1, [ok(LSMS_A), ok(LSMS_B)])]) {
      world.tell(command);
    }
    world.tell(disconnect());
    world.tell(answers(1, [ok(LSMS_A)], { broadcast: 2 }));
    expect(routed()?.svId).toBe(1);
    world.tell(answers(1, [refusal(LSMS_B, 'full')], { broadcast: 2 }));
    expect(routed()).toBeUndefined();
    world.tell(newSpCreate({ now: DUE_DAY, dueDate: DUE_DAY }));
    world.tell(oldSpCreate({ now: DUE_DAY, dueDate: DUE_DAY }));
    world.tell(activate());
    world.tell(answers(3, [ok(LSMS_A), ok(LSMS_B)]));
    expect(routed()?.svId).toBe(3);
    // What is resent is what the LSMSs should have by now.
    world.tell(resend({ svId: 1, lsms: [LSMS_B] }));
    world.tell(answers(1, [ok(LSMS_B)], { broadcast: 3 }));
    expect(routed()?.svId).toBe(3);
    world.tell(newSpCreate({ ...back, portingToOriginal: true, route: null }));
    world.tell(oldSpCreate(back));
    world.tell(activate({ sender: HOLDER }));
    world.tell(answers(4, [ok(LSMS_A)]));
    expect(routed()?.svId).toBe(3);
    world.tell(answers(4, [refusal(LSMS_B, 'full')]));
    expect(routed()).toBeUndefined();
    expect(lsmsTable(world.log).get(TN)).toBeUndefined();
    world.tell(resend({ lsms: [LSMS_B] }));
    world.tell(answers(4, [ok(LSMS_B)], { broadcast: 2 }));
    expect(world.state(TN).versions.map(({ status }) => status)).toEqual(['old', 'old', 'old', 'old']);
    expect(routed()).toBeUndefined();
  });

  it('folded again it is the same (law 7)', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const world = new World();
        for (const step of steps) step(world);
        expect(projectionOf(world.log).table.digest()).toBe(projectionOf(world.log).table.digest());
      }),
      { numRuns: 20 },
    );
  });
});
