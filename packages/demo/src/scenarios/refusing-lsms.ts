import { bothAreTold, isActiveEverywhere, ofStatus, registryComesToSay, type Scenario, STATUS_CHANGE } from '../stage';
import { comesTrue } from '../waiting';
import { FAULTY_LSMS } from '../world';

const REFUSAL = { code: 'no_such_switch', text: 'this LSMS does not know the switch of that LRN' };
/** One in so many is refused. */
const ONE_IN = 4;
const TIMEOUT_MS = 60_000;

/**
 * An LSMS refuses some numbers; later its operator puts what it refused into its table. That makes the tables equal, but the
 * registry cannot know: a download acknowledged as refused is taken back only by a resend, which is still to come. So the numbers
 * stay in partial failure, as they should, and count as failed in the result.
 *
 * appeared: each refused number is in partial failure with this LSMS and its reason alone on the failed-SP list, and its table differs
 * from the registry's. notified: both parties of each were told so, once. cleared: its table routes each of them as the registry
 * does, all other numbers are active everywhere, also those ported after, and no failed-SP list has grown.
 */
export const refusingLsms: Scenario = async (stage) => {
  const { sandbox, traffic, board, signal, before, during, after } = stage;
  await traffic.port(before);
  await registryComesToSay(stage, before, isActiveEverywhere);

  const refused = during.filter((_, index) => index % ONE_IN === 0);
  const taken = during.filter((_, index) => index % ONE_IN !== 0);
  const refusedTns = new Set(refused.map(({ tn }) => tn));
  const lsms = sandbox.lsms(FAULTY_LSMS);
  lsms.refuse = (tn) => (refusedTns.has(tn) ? REFUSAL : undefined);
  board.say(`the LSMS of ${FAULTY_LSMS} refuses ${refused.length} numbers: ${REFUSAL.code}`, 'fault');
  await traffic.port(during);
  const areListed = (): Promise<boolean> =>
    registryComesToSay(stage, refused, ([sv, ...more]) => {
      const list = sv?.failedSps.map(({ spid, reason }) => `${spid} ${reason}`);
      return more.length === 0 && sv?.status === 'partial_failure' && list?.join() === `${FAULTY_LSMS} ${REFUSAL.code}`;
    });
  const listed = await areListed();
  const { digest } = await sandbox.digest();
  const differs = lsms.table.digest() !== digest;
  const notified = await bothAreTold(
    stage,
    refused,
    STATUS_CHANGE,
    (notices) => notices.length === 1 && ofStatus(notices, 'partial_failure', [FAULTY_LSMS]).length === 1,
  );

  lsms.refuse = () => undefined;
  lsms.repair();
  board.say(`the operator of ${FAULTY_LSMS} puts the refused numbers into its table; it refuses nothing more`, 'good');
  await traffic.port(after);
  const others = await registryComesToSay(stage, [...before, ...taken, ...after], isActiveEverywhere);
  const routed = await comesTrue(
    async () => {
      const svIds = await Promise.all(refused.map(({ tn }) => sandbox.routedVersion(tn)));
      return refused.every(({ tn }, index) => lsms.versionOf(tn) === svIds[index]);
    },
    TIMEOUT_MS,
    signal,
  );
  return {
    appeared: listed && differs,
    notified,
    cleared: routed && others && (await areListed()),
    leftInPartialFailure: refused.length,
  };
};
