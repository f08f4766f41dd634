// Lets the rule that is off hold whatever is asked, in every test file: packages/porting itself has no switch for that.
const { textOf } = require('./titles.cjs');

const PORTING = '../../packages/porting/src';
const { sabotage } = globalThis;

function isOff(violation) {
  const { rule, code } = violation;
  sabotage.seen.add(textOf(violation));
  return sabotage.off !== null && sabotage.off.rule === rule && sabotage.off.code === code;
}

jest.mock(`${PORTING}/refusal`, () => {
  const real = jest.requireActual(`${PORTING}/refusal`);
  const unlessOff = (rule) => () => {
    const violation = rule();
    return violation === undefined || isOff(violation) ? undefined : violation;
  };
  return { ...real, firstViolation: (rules) => real.firstViolation(rules.map(unlessOff)) };
});

// A refusal that no list of rules decides: without it the request is done and changes nothing.
jest.mock(`${PORTING}/decide/decision`, () => {
  const real = jest.requireActual(`${PORTING}/decide/decision`);
  return {
    ...real,
    refused: (violation, command) => (isOff(violation) ? real.nothingToDo : real.refused(violation, command)),
  };
});
