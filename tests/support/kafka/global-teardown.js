const { rm } = require('node:fs/promises');

module.exports = async function stopKafkaOfTests() {
  const started = globalThis.lnpTestKafka;
  if (!started) return;
  await started.kafka.stop();
  await rm(started.data, { recursive: true, force: true });
};
