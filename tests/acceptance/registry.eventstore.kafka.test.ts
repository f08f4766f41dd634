import { testedStore, testedStoreName } from '../support/eventstore/tested-store';
import { describeKafka } from '../support/kafka/describe-kafka';
import { type OwnKafka, startOwnKafka } from '../support/kafka/own-kafka';
import { registryAcceptance } from './registry';

describeKafka(`the registry on ${testedStoreName()} and a real Apache Kafka`, () => {
  let store: Awaited<ReturnType<typeof testedStore>>;
  let kafka: OwnKafka;

  beforeAll(async () => {
    store = await testedStore();
    kafka = startOwnKafka();
  }, 60_000);
  afterAll(async () => {
    kafka?.stop();
    await store?.stop();
  }, 60_000);

  registryAcceptance(
    'each service its own process',
    () => kafka.broker,
    () => ({ eventStore: store.url }),
  );
});
