import type { Port } from '../plan';
import {
  bothAreTold,
  isActiveEverywhere,
  ofStatus,
  registryComesToSay,
  type Scenario,
  STATUS_CHANGE,
  type Stage,
} from '../stage';
import { eachOf } from '../waiting';
import { FAULTY_LSMS } from '../world';

const REFUSAL = { code: 'no_such_switch', text: 'this LSMS does not know the switch of that LRN' };
/** One in so many is refused. */
const ONE_IN = 4;
const AT_A_TIME = 16;

/**
 * An LSMS refuses some numbers. What it refused it never gets again by reading on: its table lacks them, though it has caught up.
 * So once it takes them, each new service provider sends its number again by an intra-SP port, which goes to every LSMS.
 * appeared: each refused number is in partial failure with it and its reason on the failed-SP list, the others are active, and its
 * table differs from the registry's. notified: both parties of each were told, once. cleared: each refused number has a new version,
 * active everywhere with an empty list, and the one before is old.
 */
export const refusingLsms: Scenario = async (stage) => {
  const { sandbox, traffic, board, before, during, after } = stage;
  await traffic.port(before);
  await registryComesToSay(stage, before, isActiveEverywhere);

  const refused = during.filter((_, index) => index % ONE_IN === 0);
  const taken = during.filter((_, index) => index % ONE_IN !== 0);
  const refusedTns = new Set(refused.map(({ tn }) => tn));
  const lsms = sandbox.lsms(FAULTY_LSMS);
  lsms.refuse = (tn) => (refusedTns.has(tn) ? REFUSAL : undefined);
  board.say(`the LSMS of ${FAULTY_LSMS} refuses ${refused.length} numbers: ${REFUSAL.code}`, 'fault');
  await traffic.port(during);
  const failed = await registryComesToSay(stage, refused, ([sv]) => {
    const list = sv?.failedSps.map(({ spid, reason }) => `${spid} ${reason}`);
    return sv?.status === 'partial_failure' && list?.join() === `${FAULTY_LSMS} ${REFUSAL.code}`;
  });
  const othersActive = await registryComesToSay(stage, taken, isActiveEverywhere);
  const { digest } = await sandbox.digest();
  const differs = lsms.table.digest() !== digest;
  const notified = await bothAreTold(
    stage,
    refused,
    STATUS_CHANGE,
    (notices) => ofStatus(notices, 'partial_failure', [FAULTY_LSMS]).length === 1,
  );

  lsms.refuse = () => undefined;
  board.say(`the LSMS of ${FAULTY_LSMS} takes them now; their service providers send them again`, 'good');
  await Promise.all([eachOf(refused, AT_A_TIME, (port) => sendAgain(stage, port)), traffic.port(after)]);
  const active = await registryComesToSay(stage, after, isActiveEverywhere);
  const cleared = await registryComesToSay(stage, refused, (versions, { newSp }) => {
    const [old, live, ...more] = versions;
    return (
      more.length === 0 &&
      old?.status === 'old' &&
      live?.status === 'active' &&
      live.newSp === newSp &&
      live.failedSps.length === 0
    );
  });
  return { appeared: failed && othersActive && differs, notified, cleared: cleared && active };
};

/** An intra-SP port to the same LRN: a new version of the same route, broadcast to all. */
async function sendAgain({ traffic, sandbox }: Stage, { tn, newSp, lrn }: Port): Promise<void> {
  const create = { kind: 'IntraSpCreate', tn, sp: newSp, dueDate: await sandbox.today(), lrn };
  const again = { sender: newSp, expected: 'done' } as const;
  const created = await traffic.ask({ ...again, form: create, messageId: `demo-${tn}-again`, step: 'created' });
  if (!created) return;
  await traffic.ask({
    ...again,
    form: { kind: 'Activate', tn },
    messageId: `demo-${tn}-again-activate`,
    step: 'sending',
  });
}
