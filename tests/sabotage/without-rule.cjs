// Lets the rule that is off hold whatever is asked, in every test file: the packages themselves have no switch for that.
const { textOf } = require('./titles.cjs');

const PORTING = '../../packages/porting/src';
const NETWORK = '../../packages/network/src';
const { sabotage } = globalThis;

function isOff(violation) {
  const { rule, code } = violation;
  const { off } = sabotage;
  if (off === null || off.rule !== rule || off.code !== code) return false;
  return off.seam === undefined || (off.seam === 'uses' && off.what === sabotage.command);
}

function isOffInPorting(violation) {
  const { rule, code } = violation;
  sabotage.seen.add(textOf(violation));
  // With a rule off another one behind it may refuse, which nobody meets otherwise.
  if (sabotage.command !== null && sabotage.off === null)
    sabotage.uses.add(JSON.stringify({ rule, code, what: sabotage.command }));
  const { off, command } = sabotage;
  return off?.seam === 'commands' ? off.what === command : isOff(violation);
}

const unless = (off) => (rule) => () => {
  const violation = rule();
  return violation === undefined || off(violation) ? undefined : violation;
};

jest.mock(`${NETWORK}/decision`, () => {
  const real = jest.requireActual(`${NETWORK}/decision`);
  return { ...real, decideBy: (rules, ...events) => real.decideBy(rules.map(unless(isOff)), ...events) };
});

jest.mock(`${PORTING}/refusal`, () => {
  const real = jest.requireActual(`${PORTING}/refusal`);
  return { ...real, firstViolation: (rules) => real.firstViolation(rules.map(unless(isOffInPorting))) };
});

// A refusal that no list of rules decides: without it the request is done and changes nothing.
jest.mock(`${PORTING}/decide/decision`, () => {
  const real = jest.requireActual(`${PORTING}/decide/decision`);
  return {
    ...real,
    refused: (violation, command) => (isOffInPorting(violation) ? real.nothingToDo : real.refused(violation, command)),
  };
});
