// The switches of switches.mjs, in every test file, by mocks of the modules that everything goes through.
const { join } = require('node:path');
const { FUNCTIONS } = require('./functions.cjs');

const PORTING = '../../packages/porting/src';
const NOTIFICATION = '../../services/soa-notification/src';
const NETWORK = '../../packages/network/src';
const ROOT = join(__dirname, '../..');
const { sabotage } = globalThis;

const isOff = (seam, what) => sabotage.off?.seam === seam && sabotage.off.what === what;
/** Of the events of one test. Once what is due is never done, `dueEvents` would ask for ever. */
const MOST_IGNORED = 1000;

/** The event with null in the field that is off, where it has that: `SvCreated.route.billingId`. */
function withoutField(event) {
  if (sabotage.off?.seam !== 'fields') return event;
  const [type, ...path] = sabotage.off.what.split('.');
  return event.type === type ? { ...event, data: nullAt(event.data, path) } : event;
}

function nullAt(data, [field, ...path]) {
  if (data === null) return null;
  return { ...data, [field]: path.length === 0 ? null : nullAt(data[field], path) };
}

jest.mock(`${PORTING}/evolve/evolve`, () => {
  const real = jest.requireActual(`${PORTING}/evolve/evolve`);
  const evolve = (state, event, at) => {
    if (!isOff('states', event.type)) return real.evolve(state, withoutField(event), at);
    sabotage.ignored += 1;
    if (sabotage.ignored > MOST_IGNORED) throw new Error(`${event.type} again and again`);
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

jest.mock(`${NETWORK}/tunables/known-tunables`, () => {
  const real = jest.requireActual(`${NETWORK}/tunables/known-tunables`);
  class KnownTunables extends real.KnownTunables {
    value(name, region, at) {
      const value = super.value(name, region, at);
      if (!isOff('defaults', name) || this.valueSet(name, region, at) !== undefined) return value;
      return typeof value === 'number' ? value + 1 : '00:00';
    }

    inForce(name, region, at) {
      return isOff('tunables', name) ? undefined : super.inForce(name, region, at);
    }
  }
  return { ...real, KnownTunables };
});

for (const path of new Set(Object.values(FUNCTIONS).map(({ module }) => module))) {
  jest.mock(join(ROOT, path), () => {
    const switched = { ...jest.requireActual(join(ROOT, path)) };
    for (const [what, { module, name, off }] of Object.entries(FUNCTIONS)) {
      if (module !== path) continue;
      const on = switched[name];
      const without = off(on);
      switched[name] = (...given) => (isOff('functions', what) ? without : on)(...given);
    }
    return switched;
  });
}
