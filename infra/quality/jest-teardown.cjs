// Once per run, after the last test: stops the Kafka that jest-setup.cjs started.
module.exports = async (...configs) => {
  if (process.env.LNP_TEST_KAFKA === '1') await require('../../tests/support/kafka/global-teardown.js')(...configs);
};
