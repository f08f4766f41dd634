// Once per run, before any test: builds dist, because some tests start real processes from it, and starts the
// run's one Kafka when LNP_TEST_KAFKA=1.
const { execFileSync } = require('node:child_process');
const { join } = require('node:path');

const root = join(__dirname, '../..');

module.exports = async (...configs) => {
  execFileSync(process.execPath, [join(root, 'infra/build/build.mjs'), '--quiet'], { stdio: 'inherit' });
  if (process.env.LNP_TEST_KAFKA === '1') await require('../../tests/support/kafka/global-setup.js')(...configs);
};
