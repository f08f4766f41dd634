import { describeKafka } from '../support/kafka/describe-kafka';
import { registryAcceptance } from './registry';

describeKafka('a real Apache Kafka', (brokers) => {
  registryAcceptance('each service its own process', () => brokers[0]);
});
