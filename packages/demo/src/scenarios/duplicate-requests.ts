import { bothAreTold, isActiveEverywhere, registryComesToSay, type Scenario } from '../stage';
import { comesTrue } from '../waiting';

const COPIES = 4;
const TIMEOUT_MS = 30_000;

/**
 * Carriers send each request several times at once, over several connections, under one message id.
 * appeared: the registry took every copy, each for the same request. notified: each request has exactly one final reply. cleared:
 * nothing is doubled: one version of each number, created once, and both parties told of it once.
 */
export const duplicateRequests: Scenario = async (stage) => {
  const { sandbox, traffic, board, signal, before, during, after } = stage;
  const carriers = [...sandbox.carriers.values()];
  await traffic.port(before);

  const sentBefore = traffic.sent.length;
  for (const carrier of carriers) carrier.copies = COPIES;
  board.say(`carriers send every request ${COPIES} times, over ${COPIES - 1} connections`, 'fault');
  await traffic.port(during);
  const sent = traffic.sent.length - sentBefore;
  const taken = carriers.reduce((sum, { copiesTaken }) => sum + copiesTaken, 0);

  for (const carrier of carriers) carrier.copies = 1;
  board.say(`${taken} copies of ${sent} requests were taken; every request is sent once again`, 'good');
  await traffic.port(after);
  const active = await registryComesToSay(stage, [...during, ...after], isActiveEverywhere);
  const toldOnce = await bothAreTold(stage, during, 'SvObjectCreation', (notices) => notices.length === 1);
  const createdOnce = await comesTrue(
    async () => {
      const counts = await Promise.all(during.map(({ tn }) => creations(stage.sandbox, tn)));
      return counts.every((count) => count === 1);
    },
    TIMEOUT_MS,
    signal,
  );
  return {
    appeared: taken === sent * (COPIES - 1),
    notified: traffic.sent.every(({ sender, messageId }) => sandbox.carrier(sender).repliesTo(messageId) === 1),
    cleared: active && toldOnce && createdOnce,
  };
};

/** Versions of the number that were ever created, as its history tells. */
async function creations({ operator }: Parameters<Scenario>[0]['sandbox'], tn: string): Promise<number> {
  const { events } = await operator.call<{ events: readonly { type: string }[] }>(
    'GET',
    `/v1/telephone-numbers/${tn}/history`,
  );
  return events.filter(({ type }) => type === 'SvCreated').length;
}
