// fast-check with one seed, so that the tests of a commit pass or fail each time (jest.config.js puts it in the place of the
// library). LNP_SEED names another one, as that of a failure; LNP_SEED=random takes a new one for each property.
const fc = require('../../node_modules/fast-check/lib/cjs/fast-check.js');

const { LNP_SEED = '' } = process.env;
const seed = LNP_SEED === '' ? 20_261_130 : Number(LNP_SEED);
if (LNP_SEED !== 'random') {
  if (!Number.isInteger(seed)) throw new Error(`LNP_SEED is a whole number or random, not ${LNP_SEED}`);
  fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
}

module.exports = fc;
