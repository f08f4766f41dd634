// Lets the rule that is off hold whatever is asked, in every test file: the packages themselves have no switch for that.
const { textOf } = require('./titles.cjs');

const PORTING = '../../packages/porting/src';
const NETWORK = '../../packages/network/src';
const { sabotage } = globalThis;

function isOff(violation) {
  const { rule, code } = violation;
  const { off } = sabotage;
  return off !== null && off.seam === undefined && off.rule === rule && off.code === code;
}

function isOffInPorting(violation) {
  sabotage.seen.add(textOf(violation));
  return isOff(violation);
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
