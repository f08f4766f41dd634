import { bothAreTold, isActiveEverywhere, ofStatus, registryComesToSay, type Scenario, STATUS_CHANGE } from '../stage';
import { comesTrue } from '../waiting';
import { FAULTY_LSMS } from '../world';

const REFUSAL = { code: 'no_such_switch', text: 'this LSMS does not know the switch of that LRN' };
/** One in so many is refused. */
const ONE_IN = 4;
const TIMEOUT_MS = 60_000;

/**
 * An LSMS refuses some numbers; later its operator has it take them after all.
 *
 * appeared: each refused number is in partial failure with this LSMS and its reason alone on the failed-SP list, and its table differs
 * from the registry's. notified: both parties of each were told so, once. cleared: it took each of them and routes it as the registry
 * does; each is active with an empty list, as all other numbers are, also those ported after; and both parties of each refused one
 * were told that, once.
 */
export const refusingLsms: Scenario = async (stage) => {
  const { sandbox, traffic, board, signal, before, during, after } = stage;
  await traffic.port(before);
  await registryComesToSay(stage, before, isActiveEverywhere);

  const refused = during.filter((_, index) => index % ONE_IN === 0);
  const refusedTns = new Set(refused.map(({ tn }) => tn));
  const lsms = sandbox.lsms(FAULTY_LSMS);
  lsms.refuse = (tn) => (refusedTns.has(tn) ? REFUSAL : undefined);
  board.say(`the LSMS of ${FAULTY_LSMS} refuses ${refused.length} numbers: ${REFUSAL.code}`, 'fault');
  await traffic.port(during);
  const listed = await registryComesToSay(stage, refused, ([sv, ...more]) => {
    const list = sv?.failedSps.map(({ spid, reason }) => `${spid} ${reason}`);
    return more.length === 0 && sv?.status === 'partial_failure' && list?.join() === `${FAULTY_LSMS} ${REFUSAL.code}`;
  });
  const { digest } = await sandbox.digest();
  const differs = lsms.table.digest() !== digest;
  const toldOfFailure = await bothAreTold(
    stage,
    refused,
    STATUS_CHANGE,
    (notices) => notices.length === 1 && ofStatus(notices, 'partial_failure', [FAULTY_LSMS]).length === 1,
  );

  lsms.refuse = () => undefined;
  const takenAfterAll = await lsms.takeRefused();
  board.say(`the LSMS of ${FAULTY_LSMS} refuses nothing more, and takes the ${takenAfterAll} it had refused`, 'good');
  await traffic.port(after);
  const active = await registryComesToSay(stage, [...before, ...during, ...after], isActiveEverywhere);
  const routed = await comesTrue(
    async () => {
      const svIds = await Promise.all(refused.map(({ tn }) => sandbox.routedVersion(tn)));
      return refused.every(({ tn }, index) => lsms.versionOf(tn) === svIds[index]);
    },
    TIMEOUT_MS,
    signal,
  );
  const toldOfSuccess = await bothAreTold(
    stage,
    refused,
    STATUS_CHANGE,
    (notices) => notices.length === 2 && ofStatus(notices, 'active').length === 1,
  );
  return {
    appeared: listed && differs,
    notified: toldOfFailure,
    cleared: takenAfterAll === refused.length && active && routed && toldOfSuccess,
  };
};
