// The switches of switches.mjs, in every test file, by mocks of the modules that everything goes through.
const PORTING = '../../packages/porting/src';
const NOTIFICATION = '../../services/soa-notification/src';
const ROUTING = '../../services/routing/src';
const { sabotage } = globalThis;

const isOff = (seam, what) => sabotage.off?.seam === seam && sabotage.off.what === what;
/** Once what is due is never done, `dueEvents` would ask for ever. */
const MOST_IGNORED = 1000;

jest.mock(`${PORTING}/evolve/evolve`, () => {
  const real = jest.requireActual(`${PORTING}/evolve/evolve`);
  let ignored = 0;
  const evolve = (state, event, at) => {
    if (!isOff('states', event.type)) {
      ignored = 0;
      return real.evolve(state, event, at);
    }
    ignored += 1;
    if (ignored > MOST_IGNORED) throw new Error(`${event.type} again and again`);
    return state;
  };
  return { ...real, evolve };
});

jest.mock(`${PORTING}/decide/decide`, () => {
  const real = jest.requireActual(`${PORTING}/decide/decide`);
  const decide = (...given) => {
    sabotage.command = given[0].type;
    const decision = real.decide(...given);
    if (decision.outcome === 'refused' || sabotage.off?.seam !== 'events') return decision;
    return { ...decision, events: decision.events.filter(({ type }) => type !== sabotage.off.what) };
  };
  return { ...real, decide };
});

jest.mock(`${PORTING}/deadlines`, () => {
  const real = jest.requireActual(`${PORTING}/deadlines`);
  const deadlinesOf = (sv) => real.deadlinesOf(sv).filter(({ kind }) => !isOff('deadlines', kind));
  return { ...real, deadlinesOf };
});

jest.mock(`${NOTIFICATION}/messages-for`, () => {
  const real = jest.requireActual(`${NOTIFICATION}/messages-for`);
  return { ...real, messagesFor: (event) => (isOff('messages', event.type) ? [] : real.messagesFor(event)) };
});

jest.mock(`${NOTIFICATION}/heads-up`, () => {
  const real = jest.requireActual(`${NOTIFICATION}/heads-up`);
  return { ...real, headsUp: (...given) => (isOff('others', 'headsUp') ? [] : real.headsUp(...given)) };
});

jest.mock(`${ROUTING}/version-facts`, () => {
  const real = jest.requireActual(`${ROUTING}/version-facts`);
  return {
    ...real,
    isVisible: (...given) => isOff('others', 'visibility') || real.isVisible(...given),
    isRetained: (...given) => isOff('others', 'retention') || real.isRetained(...given),
  };
});
