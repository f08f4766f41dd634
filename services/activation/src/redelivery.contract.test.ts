import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AcceptedRequest } from '@openlnp/messages';
import { NPAC } from '@openlnp/numbering';
import { isNetworkKind } from '@openlnp/service';
import {
  ANNA,
  accepted,
  BERTA,
  newSpCreate,
  oldSpCreate,
  smallWorld,
  TODAY,
  testDeps,
} from '../../../packages/service/src/testing';
import { command, deadLetters, outcomesOf, start, TN, typesOf } from './testing/owner';

const newDeps = testDeps();

/** A life in which every kind of request has its turn; without LSMSs, so that nothing is waited for. */
const LIFE: readonly AcceptedRequest[] = [
  accepted(BERTA, 'create', 'NewSpCreate', newSpCreate(TN)),
  accepted(ANNA, 'agree', 'OldSpCreate', oldSpCreate(TN)),
  accepted(NPAC, 'object', 'SetConflict', { tn: TN, causeCode: 54 }),
  accepted(NPAC, 'agree-again', 'ResolveConflict', { tn: TN }),
  accepted(BERTA, 'cancel', 'Cancel', { tn: TN }),
  accepted(BERTA, 'undo', 'UndoCancel', { tn: TN }),
  accepted(BERTA, 'cancel-again', 'Cancel', { tn: TN }),
  accepted(ANNA, 'acknowledge', 'AcknowledgeCancel', { tn: TN }),
  accepted(BERTA, 'create-again', 'NewSpCreate', newSpCreate(TN)),
  accepted(ANNA, 'agree-once-more', 'OldSpCreate', oldSpCreate(TN)),
  accepted(BERTA, 'activate', 'Activate', { tn: TN }),
  accepted(BERTA, 'modify', 'Modify', { tn: TN, billingId: '7' }),
  accepted(BERTA, 'move', 'IntraSpCreate', { ...newSpCreate(TN), sp: BERTA }),
  accepted(BERTA, 'do-not-move', 'Cancel', { tn: TN }),
  accepted(BERTA, 'disconnect', 'Disconnect', { tn: TN, customerDisconnectDate: TODAY }),
  // Refused: nobody failed.
  accepted(NPAC, 'send-again', 'Resend', { tn: TN, lsms: [ANNA] }),
  accepted(NPAC, 'exclude', 'ExcludeFailedSps', { tn: TN, lsms: [ANNA] }),
];

const REFUSED = ['Resend', 'ExcludeFailedSps'];

const EVENTS = [
  ...['SvCreated', 'SvSecondCreateReceived', 'SvConflictSet', 'SvConflictResolved'],
  ...['SvCancelRequested', 'SvCancelUndone', 'SvCancelRequested', 'SvCancelAcknowledged', 'SvCanceled'],
  ...['SvCreated', 'SvSecondCreateReceived', 'SvBroadcastStarted', 'SvActivated'],
  ...['SvModifyRequested', 'SvBroadcastStarted', 'SvModified', 'SvCreated', 'SvCanceled'],
  ...['SvDisconnectRequested', 'SvBroadcastStarted', 'SvDisconnected'],
];

describe('requests that come again (law 2)', () => {
  it('are of every kind', () => {
    const subjects = readdirSync(join(__dirname, '../../../schemas')).map((name) => name.split('openlnp.request.')[1]);
    const kinds = subjects.filter((kind) => kind !== undefined && !isNetworkKind(kind));
    expect([...new Set(LIFE.map(({ kind }) => kind))].sort()).toEqual(kinds.sort());
  });

  it('write no second event, whatever their kind: at once, in the next batch, or when all is over', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store, { lsms: null });
    await start(deps);
    for (const request of LIFE) {
      await command(deps, request, request);
      await command(deps, request);
    }
    expect(await typesOf(deps.store)).toEqual(EVENTS);
    const outcomes = await outcomesOf(deps.store, LIFE);
    expect(outcomes.map((each) => each.map(([type]) => type))).toEqual(
      LIFE.map(({ kind }) => [REFUSED.includes(kind) ? 'RequestRefused' : 'RequestDone']),
    );
    await command(deps, ...LIFE);
    expect(await typesOf(deps.store)).toEqual(EVENTS);
    expect(await outcomesOf(deps.store, LIFE)).toEqual(outcomes);
    expect(await deadLetters(deps)).toEqual([]);
  });
});
