/** Brokers of the Kafka that the test run started or was given, undefined without one. */
export const testKafkaBrokers = (): string[] | undefined => process.env.LNP_TEST_KAFKA_BROKERS?.split(',');

/** Tests that need a real Kafka. Without one they count as skipped, never as passed. */
export function describeKafka(name: string, specs: (brokers: string[]) => void): void {
  const brokers = testKafkaBrokers();
  if (brokers) describe(name, () => specs(brokers));
  // biome-ignore lint/suspicious/noSkippedTests: skipped for want of a server, which global-setup.js has said in one line
  else describe.skip(name, () => specs([]));
}
