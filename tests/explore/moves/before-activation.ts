import { NPAC, PSEUDO_LRN } from '@openlnp/numbering';
import { liveVersion } from '@openlnp/porting';
import {
  acknowledgeCancel,
  cancel,
  modify,
  resolveConflict,
  setConflict,
  undoCancel,
} from '../../../packages/porting/src/testing/world';
import { type Commands, named, type Situation } from '../situation';
import { today, tomorrow } from '../world';

/** Conflicts, cancellations and modifications of what is not active yet, by its parties, NPAC personnel and a stranger. */
export function beforeActivation(situation: Situation): ReturnType<typeof named> {
  return named(situation, {
    ...conflicts(situation),
    ...cancellations(situation),
    ...modifications(situation),
    ...byId(situation),
  });
}

/** The same of a version that is named: the one that is open, or the one that is live. */
function byId({ state, now, newSp, oldSp, open }: Situation): Commands {
  const svIds = [...new Set([open?.svId, liveVersion(state)?.svId].filter((svId) => svId !== undefined))];
  return Object.fromEntries(
    svIds.flatMap((svId) => [
      [`old SP sets a conflict of version ${svId}`, setConflict({ now, svId, sender: oldSp })],
      [`old SP ends the conflict of version ${svId}`, resolveConflict({ now, svId, sender: oldSp })],
      [`new SP cancels version ${svId}`, cancel({ now, svId, sender: newSp })],
      [`old SP acknowledges for version ${svId}`, acknowledgeCancel({ now, svId, sender: oldSp })],
      [`new SP takes the cancellation of version ${svId} back`, undoCancel({ now, svId, sender: newSp })],
      [`new SP modifies the due date of version ${svId}`, modify({ now, svId, sender: newSp, dueDate: today(now) })],
    ]),
  );
}

const conflicts = ({ now, newSp, oldSp, stranger }: Situation): Commands => ({
  'old SP sets a conflict with cause 50': setConflict({ now, sender: oldSp, causeCode: 50 }),
  'old SP sets a conflict with cause 54': setConflict({ now, sender: oldSp, causeCode: 54 }),
  'NPAC sets a conflict': setConflict({ now, sender: NPAC }),
  'a conflict without a good cause': setConflict({ now, sender: oldSp, causeCode: 49 }),
  'new SP sets a conflict': setConflict({ now, sender: newSp }),
  'old SP ends the conflict': resolveConflict({ now, sender: oldSp }),
  'new SP ends the conflict': resolveConflict({ now, sender: newSp }),
  'NPAC ends the conflict': resolveConflict({ now, sender: NPAC }),
  'a stranger ends the conflict': resolveConflict({ now, sender: stranger }),
});

const cancellations = ({ now, newSp, oldSp, stranger }: Situation): Commands => ({
  'new SP cancels': cancel({ now, sender: newSp }),
  'old SP cancels': cancel({ now, sender: oldSp }),
  'NPAC cancels for the new SP': cancel({ now, sender: NPAC, side: 'new' }),
  'NPAC cancels for the old SP': cancel({ now, sender: NPAC, side: 'old' }),
  'NPAC cancels': cancel({ now, sender: NPAC }),
  'a stranger cancels': cancel({ now, sender: stranger }),
  'new SP acknowledges': acknowledgeCancel({ now, sender: newSp }),
  'old SP acknowledges': acknowledgeCancel({ now, sender: oldSp }),
  'NPAC acknowledges for the new SP': acknowledgeCancel({ now, sender: NPAC, side: 'new' }),
  'NPAC acknowledges for the old SP': acknowledgeCancel({ now, sender: NPAC, side: 'old' }),
  'a stranger acknowledges': acknowledgeCancel({ now, sender: stranger }),
  'new SP takes the cancellation back': undoCancel({ now, sender: newSp }),
  'old SP takes the cancellation back': undoCancel({ now, sender: oldSp }),
  'NPAC takes the cancellation back': undoCancel({ now, sender: NPAC }),
});

function modifications({ now, newSp, oldSp, stranger, open }: Situation): Commands {
  const [soon, later] = [today(now), tomorrow(now)];
  const billingId = open?.newSide?.route?.billingId === 'B1' ? 'B2' : 'B1';
  const byNew = { now, sender: newSp, status: 'pending' } as const;
  const byOld = { now, sender: oldSp, status: 'pending' } as const;
  const inConflict = { status: 'conflict' } as const;
  return {
    'new SP modifies its due date to today': modify({ ...byNew, dueDate: soon }),
    'new SP modifies its due date to tomorrow': modify({ ...byNew, dueDate: later }),
    'new SP modifies its due date in a conflict': modify({ ...byNew, ...inConflict, dueDate: soon }),
    'new SP modifies its due date, whatever the status': modify({ now, sender: newSp, dueDate: soon }),
    'new SP modifies its route': modify({ ...byNew, route: { billingId } }),
    'new SP modifies its LRN to the pseudo-LRN': modify({ ...byNew, route: { lrn: PSEUDO_LRN } }),
    'new SP asks for medium timers': modify({ ...byNew, mediumTimer: true }),
    'new SP no longer asks for medium timers': modify({ ...byNew, mediumTimer: false }),
    'old SP no longer asks for medium timers': modify({ ...byOld, mediumTimer: false }),
    'NPAC modifies the due date of the new SP': modify({ ...byNew, sender: NPAC, side: 'new', dueDate: later }),
    'NPAC modifies a due date of nobody': modify({ ...byNew, sender: NPAC, dueDate: later }),
    'old SP modifies its due date': modify({ ...byOld, dueDate: later }),
    'old SP takes its authorization back with cause 50': modify({ ...byOld, authorized: false, causeCode: 50 }),
    'old SP takes its authorization back with cause 54': modify({ ...byOld, authorized: false, causeCode: 54 }),
    'NPAC takes the authorization back': modify({
      ...byOld,
      sender: NPAC,
      side: 'old',
      authorized: false,
      causeCode: 54,
    }),
    'old SP authorizes in a conflict': modify({ ...byOld, ...inConflict, authorized: true }),
    'old SP changes the cause in a conflict': modify({ ...byOld, ...inConflict, causeCode: 51 }),
    'old SP authorizes and takes it back in a conflict': modify({
      ...byOld,
      ...inConflict,
      authorized: false,
      causeCode: 52,
    }),
    'new SP modifies the authorization': modify({ ...byNew, authorized: true }),
    'a stranger modifies': modify({ now, sender: stranger, dueDate: later }),
  };
}
