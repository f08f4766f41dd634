// Decisions per second on one core: the pure decider with the registry's own facts, beside a loop that only folds.
import messages from '@openlnp/messages';
import porting from '@openlnp/porting';
import service from '@openlnp/service';
import { round, summary } from './support/figures.mjs';

const { eventCodec } = messages;
const { decide, evolve, initial } = porting;
const { LiveNetworkView } = service;

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
/** A Monday, 14:30 UTC. */
const START = Date.UTC(2026, 0, 5, 14, 30);
const DUE = Date.UTC(2026, 0, 6);
const FIRST_TN = 3_035_550_000;
const NUMBERS = 10_000;
const LSMSS = Array.from({ length: 10 }, (_, index) => `L${String(index).padStart(3, '0')}`);

export async function run({ smoke, runs }, say) {
  const lives = smoke ? 500 : 20_000;
  const facts = factsOfTheWorld();
  live(lives / 10, facts, decide, evolve);
  const measured = [];
  for (let index = 1; index <= runs; index += 1) {
    const real = live(lives, facts, decide, evolve);
    const empty = live(lives, facts, decideNothing, foldNothing);
    measured.push({
      perSecond: round(real.decisions / real.seconds),
      emptyPerSecond: round(empty.decisions / empty.seconds),
      ratio: round(real.decisions / real.seconds / (empty.decisions / empty.seconds)),
      events: real.events / real.decisions,
    });
    say(`  run ${index} of ${runs}: ${JSON.stringify(measured.at(-1))}`);
  }
  const kept = [];
  live(100, facts, decide, evolve, kept);
  const of = (what) => summary(measured.map((one) => one[what]));
  return {
    what:
      'an inter-SP life of ten decisions, with a conflict and its end, a modification and ten LSMSs, each decided and folded; ' +
      'empty: the same loop with a decider that decides nothing and a fold that copies the state',
    decisionsPerSecond: of('perSecond'),
    emptyPerSecond: of('emptyPerSecond'),
    ratio: of('ratio'),
    eventsPerDecision: of('events'),
    bytesPerEvent: round(bytesPerEvent(kept)),
  };
}

/** As the owner has them, from events of a small network. */
function factsOfTheWorld() {
  const view = new LiveNetworkView();
  const apply = (stream, type, data, index) =>
    view.apply({
      stream,
      type,
      data,
      position: BigInt(index),
      metadata: { occurredAt: START - 30 * DAY, actor: 'NPAC' },
    });
  const profile = { portInTimer: null, portOutTimer: null, businessDays: null, mediumTimers: false };
  const sp = (spid, lsms) => ({
    ...{ spid, name: spid, spType: 'wireline', soa: null, lsms, ...profile },
    ...{ wsmscSupported: true, associatedWith: null, pseudoLrnSoa: false, pseudoLrnLsms: false },
    ...{ soaOptionalFields: null, lsmsOptionalFields: null },
  });
  const events = [
    ...['HOLD', 'GAIN'].map((spid) => [`sp-${spid}`, 'ServiceProviderCreated', sp(spid, null)]),
    ...LSMSS.map((spid) => [`sp-${spid}`, 'ServiceProviderCreated', sp(spid, 'http')]),
    ['code-303555', 'NpaNxxCreated', { npaNxx: 303_555, spid: 'HOLD', effectiveAt: START - 20 * DAY }],
    ['lrn-3039870000', 'LrnCreated', { lrn: 3_039_870_000, spid: 'GAIN' }],
  ];
  for (const [index, [stream, type, data]] of events.entries()) apply(stream, type, data, index);
  let svId = 1_000;
  return {
    ...view.facts(),
    // Nothing is decided later than at its own instant.
    clock: START,
    firstUseOf: () => START - 20 * DAY,
    soas: () => [],
    nextSvId: () => {
      svId += 1;
      return svId;
    },
  };
}

const ROUTE = {
  ...{ lrn: 3_039_870_000, classPointCode: { dpc: '123004005', ssn: 0 }, lidbPointCode: null, isvmPointCode: null },
  ...{ cnamPointCode: { dpc: '123004006', ssn: 0 }, wsmscPointCode: null, endUserLocationValue: null },
  ...{ endUserLocationType: null, billingId: null, svType: 'wireline', optionalData: null },
};

/** The life of one number; its version ids are not known before. */
function* commandsOf(tn, svId) {
  const about = { tn, svId: null };
  const parties = { oldSp: 'HOLD', newSp: 'GAIN', dueDate: DUE, mediumTimer: false };
  const gain = { now: START, sender: 'GAIN' };
  const hold = { now: START + MINUTE, sender: 'HOLD' };
  yield { type: 'NewSpCreate', tn, ...gain, ...parties, route: ROUTE, portingToOriginal: false };
  yield { type: 'OldSpCreate', tn, ...hold, ...parties, authorized: true, causeCode: null };
  yield { type: 'SetConflict', ...about, ...hold, causeCode: 54 };
  yield { type: 'ResolveConflict', ...about, ...hold };
  const due = { now: DUE + 15 * 60 * MINUTE, sender: 'GAIN' };
  yield { type: 'Activate', ...about, ...due };
  const answers = (spids) => spids.map((spid) => ({ spid, ok: true, code: null }));
  const heard = { type: 'RecordAnswers', now: due.now + MINUTE, tn, svId: svId() };
  yield { ...heard, broadcast: 1, answers: answers(LSMSS.slice(0, 5)) };
  yield { ...heard, broadcast: 1, answers: answers(LSMSS.slice(5)) };
  const nothing = { side: null, dueDate: null, authorized: null, causeCode: null, mediumTimer: null };
  const dates = { customerDisconnectDate: null, effectiveReleaseDate: null };
  const later = { ...about, now: due.now + 5 * MINUTE, sender: 'GAIN' };
  yield { type: 'Modify', ...later, status: 'active', ...nothing, ...dates, route: { billingId: 'B2' } };
  yield { ...heard, now: later.now + MINUTE, broadcast: 2, answers: answers(LSMSS.slice(0, 5)) };
  yield { ...heard, now: later.now + MINUTE, broadcast: 2, answers: answers(LSMSS.slice(5)) };
}

const decideNothing = () => ({ outcome: 'done', events: [], svIds: [] });
const foldNothing = (state) => ({ ...state });

/** `keep` takes the events; without it they are garbage at once, as in a registry that has written them. */
function live(lives, facts, decider, fold, keep) {
  let decisions = 0;
  let events = 0;
  const start = process.cpuUsage();
  for (let place = 0; place < lives; place += 1) {
    const tn = FIRST_TN + (place % NUMBERS);
    let state = initial(tn);
    for (const command of commandsOf(tn, () => state.versions[0]?.svId ?? 1)) {
      const decision = decider(command, state, facts);
      if (decision.outcome !== 'done') throw new Error(`${command.type}: ${JSON.stringify(decision.errors)}`);
      decisions += 1;
      for (const event of decision.events) {
        state = fold(state, event, event.at ?? command.now);
        events += 1;
        keep?.push(event);
      }
      if (decision.events.length === 0) state = fold(state);
    }
  }
  const { user, system } = process.cpuUsage(start);
  return { decisions, seconds: (user + system) / 1e6, events };
}

function bytesPerEvent(events) {
  const envelope = {
    ...{ id: '0123456789abcdef0123456789abcdef', stream: 'tn-3035550000', revision: 3, recordedAt: START },
    metadata: {
      ...{ occurredAt: START, requestId: 'GAIN-0d6c7a52-93c1-4d4b-9ae1-2b1f0f4f7a11', actor: 'GAIN', actingFor: null },
      ...{ traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', viewPosition: '123456' },
    },
  };
  const bytes = events.map(({ at: _at, ...event }) => eventCodec.encode({ ...envelope, ...event }).length);
  return bytes.reduce((sum, length) => sum + length, 0) / bytes.length;
}
