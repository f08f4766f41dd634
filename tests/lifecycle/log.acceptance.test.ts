import { newSide, oldSide } from './support/port';
import { story, TN } from './support/story';
import { SPIDS } from './support/world';

interface Event {
  readonly type: string;
  readonly occurredAt: string;
  readonly actor: string;
  readonly requestId: string;
  readonly data: { readonly svId: number; readonly tn: number; readonly lnpType?: string };
}
interface History {
  readonly events: readonly Event[];
  readonly refusedRequests: readonly Event[];
}

describe('the log of what was asked of the registry', () => {
  story(
    'R5-6: of each request there is to be read what it was, whose, with which credential, about which number and version, when, and whether it was done',
    async (s) => {
      await s.given(({ berta }) => berta.sends('NewSpCreate', newSide()));
      await s.given(({ anna }) => anna.sends('OldSpCreate', oldSide()));
      await s.given(({ anna }) => anna.isRefused('OldSpCreate', oldSide()).then(() => undefined));
      await s.given(({ berta }) => berta.sends('Cancel', { tn: TN }));
      await s.given(({ anna }) => anna.sends('AcknowledgeCancel', { tn: TN }));

      const history = await s.query<History>(`/v1/telephone-numbers/${TN}/history`);
      // The statuses of the version follow from the kinds of its events, one after the other.
      expect(history.events.map(({ type, actor }) => [type, actor])).toEqual([
        ['SvCreated', SPIDS.berta],
        ['SvSecondCreateReceived', SPIDS.anna],
        ['SvCancelRequested', SPIDS.berta],
        ['SvCancelAcknowledged', SPIDS.anna],
        ['SvCanceled', SPIDS.anna],
      ]);
      expect(history.events[0]?.data).toMatchObject({ tn: Number(TN), lnpType: 'lspp' });
      expect(history.refusedRequests.map(({ type, actor }) => [type, actor])).toEqual([['RequestRefused', SPIDS.anna]]);

      const requests = [...new Set([...history.events, ...history.refusedRequests].map(({ requestId }) => requestId))];
      const log = await Promise.all(requests.map((id) => s.query<object>(`/v1/requests/${id}`)));
      const svIds = [history.events[0]?.data.svId];
      const common = { tn: TN, acceptedAt: expect.stringContaining('2026-01-05T15:'), user: expect.any(String) };
      expect(log).toMatchObject([
        { ...common, kind: 'NewSpCreate', sender: SPIDS.berta, status: 'done', svIds },
        { ...common, kind: 'OldSpCreate', sender: SPIDS.anna, status: 'done', svIds },
        { ...common, kind: 'Cancel', sender: SPIDS.berta, status: 'done', svIds },
        { ...common, kind: 'AcknowledgeCancel', sender: SPIDS.anna, status: 'done', svIds },
        { ...common, kind: 'OldSpCreate', sender: SPIDS.anna, status: 'refused', svIds: [] },
      ]);
      const users = (log as { sender: string; user: string }[]).map(({ sender, user }) => `${sender} ${user}`);
      // A credential for each of the two.
      expect(new Set(users).size).toBe(2);
    },
  );
});
