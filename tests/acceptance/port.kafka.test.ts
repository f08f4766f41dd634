import { describeKafka } from '../support/kafka/describe-kafka';
import { portAcceptance } from './port';

describeKafka('on a real Apache Kafka', (brokers) => {
  portAcceptance('a port, each service its own process', () => brokers[0]);
});
