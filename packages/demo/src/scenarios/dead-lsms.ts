import {
  bothAreTold,
  isActiveEverywhere,
  ofStatus,
  othersHaveAcknowledged,
  registryComesToSay,
  type Scenario,
  STATUS_CHANGE,
} from '../stage';
import { FAULTY_LSMS } from '../world';

/** Past the response window of 15 minutes. */
const PAST_THE_WINDOW = 'PT16M';

/**
 * An LSMS is silent beyond the response window, then reads on.
 * appeared: its numbers are in partial failure, with it alone on the failed-SP list. notified: both parties of each number were told
 * so, once. cleared: it caught up, each number is active with an empty list, and both parties were told that, once.
 */
export const deadLsms: Scenario = async (stage) => {
  const { sandbox, traffic, board, before, during, after } = stage;
  await traffic.port(before);
  await registryComesToSay(stage, before, isActiveEverywhere);

  const lsms = sandbox.lsms(FAULTY_LSMS);
  await lsms.stop();
  board.say(`the LSMS of ${FAULTY_LSMS} stops`, 'fault');
  await traffic.port(during);
  await othersHaveAcknowledged(stage, [FAULTY_LSMS]);
  board.say(`the clock moves past the response window (${PAST_THE_WINDOW})`, 'fault');
  await sandbox.advance(PAST_THE_WINDOW);
  const appeared = await registryComesToSay(stage, during, ([sv, ...more]) => {
    const failed = sv?.failedSps.map(({ spid, reason }) => `${spid} ${reason}`);
    return more.length === 0 && sv?.status === 'partial_failure' && failed?.join() === `${FAULTY_LSMS} no_response`;
  });
  const toldOfFailure = await bothAreTold(
    stage,
    during,
    STATUS_CHANGE,
    (notices) => ofStatus(notices, 'partial_failure', [FAULTY_LSMS]).length === 1,
  );

  lsms.start();
  board.say(`the LSMS of ${FAULTY_LSMS} is back and reads on from download ${lsms.number}`, 'good');
  await traffic.port(after);
  const active = await registryComesToSay(stage, [...during, ...after], isActiveEverywhere);
  const toldOfSuccess = await bothAreTold(
    stage,
    during,
    STATUS_CHANGE,
    (notices) => notices.length === 2 && ofStatus(notices, 'active').length === 1,
  );
  return { appeared, notified: toldOfFailure, cleared: active && toldOfSuccess };
};
