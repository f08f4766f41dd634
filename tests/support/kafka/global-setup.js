// One Kafka for a whole test run, when LNP_TEST_KAFKA=1: the one that LNP_KAFKA_BROKERS names, else one of our own in a temporary
// folder. Tests find it through LNP_TEST_KAFKA_BROKERS (describe-kafka.ts). Where Java or Maven is missing the Kafka tests are
// skipped with one line that says so, except with CI=true, where that fails.
const { mkdtemp } = require('node:fs/promises');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

module.exports = async function startKafkaForTests() {
  if (process.env.LNP_TEST_KAFKA !== '1') return;
  if (process.env.LNP_KAFKA_BROKERS) {
    process.env.LNP_TEST_KAFKA_BROKERS = process.env.LNP_KAFKA_BROKERS;
    return;
  }
  const { start } = await import('../../../infra/kafka/kafka.mjs');
  const data = await mkdtemp(join(tmpdir(), 'lnp-test-kafka-'));
  try {
    const kafka = await start({ data });
    process.env.LNP_TEST_KAFKA_BROKERS = kafka.brokers.join(',');
    globalThis.lnpTestKafka = { kafka, data };
  } catch (error) {
    if (error.code !== 'prerequisite_missing' || process.env.CI === 'true') throw error;
    console.error(`Kafka tests are skipped: ${error.message}`);
  }
};
