import { bothAreTold, isActiveEverywhere, ofStatus, registryComesToSay, type Scenario, STATUS_CHANGE } from '../stage';
import { comesTrue } from '../waiting';
import { FAULTY_LSMS } from '../world';

const DELAY_MS = 500;
const TIMEOUT_MS = 30_000;

/**
 * An LSMS takes long for each download, though not beyond the response window.
 * appeared: the registry counts it behind by a quarter of the numbers or more, and numbers wait in `sending` for it alone. notified:
 * both parties of each number were told once that it is active, and of no failure. cleared: it is not behind any more.
 */
export const slowLsms: Scenario = async (stage) => {
  const { sandbox, traffic, board, signal, before, during, after } = stage;
  await traffic.port(before);
  await registryComesToSay(stage, before, isActiveEverywhere);

  const lsms = sandbox.lsms(FAULTY_LSMS);
  lsms.delayMs = DELAY_MS;
  board.say(`the LSMS of ${FAULTY_LSMS} takes ${DELAY_MS} ms for each download`, 'fault');
  await traffic.port(during);
  let lag = 0;
  const behind = await comesTrue(
    async () => {
      const { head, acknowledgedThrough } = await sandbox.position(FAULTY_LSMS);
      lag = Math.max(lag, head - acknowledgedThrough);
      return lag >= during.length / 4;
    },
    TIMEOUT_MS,
    signal,
  );
  const waiting = await registryComesToSay(stage, during.slice(-1), ([sv]) => {
    const answered = sv?.answers.map(({ spid }) => spid) ?? [];
    return (
      sv?.status === 'sending' &&
      [...sandbox.lsmss.keys()].every((spid) => answered.includes(spid) !== (spid === FAULTY_LSMS))
    );
  });

  lsms.delayMs = 0;
  board.say(`it was ${lag} downloads behind; the LSMS of ${FAULTY_LSMS} is quick again`, 'good');
  await traffic.port(after);
  const active = await registryComesToSay(stage, [...during, ...after], isActiveEverywhere);
  const notified = await bothAreTold(
    stage,
    [...during, ...after],
    STATUS_CHANGE,
    (notices) => notices.length === 1 && ofStatus(notices, 'active').length === 1,
  );
  const caughtUp = await comesTrue(
    async () => {
      const { head, acknowledgedThrough } = await sandbox.position(FAULTY_LSMS);
      return head === acknowledgedThrough;
    },
    TIMEOUT_MS,
    signal,
  );
  return { appeared: behind && waiting, notified, cleared: active && caughtUp };
};
