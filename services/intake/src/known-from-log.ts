import type { EventStore } from '@openlnp/event-store';
import { NPAC, type Spid, type Tn } from '@openlnp/numbering';
import {
  foldNumber,
  isRetained,
  isVisible,
  type LiveNetworkView,
  type NumbersView,
  numberEvents,
  retainedUntil,
  tnOfVersion,
} from '@openlnp/service';
import type { KnownFromLog } from './resolve';

export interface FollowedViews extends NumbersView {
  readonly view: Pick<LiveNetworkView, 'mayActFor'>;
  readonly store: Pick<EventStore, 'head' | 'readStream'>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Answers from views that follow the log; before a no they read the log to the store's head. */
export const knownFromLog = (views: FollowedViews): KnownFromLog => ({
  mayActFor: async (primary, spid) => {
    const { view, store, followed } = views;
    if (view.mayActFor(primary, spid)) return true;
    await followed.reached(await store.head());
    return view.mayActFor(primary, spid);
  },
  tnOfVersion: async (svId, asking) => {
    const tn = await tnOfVersion(views, svId);
    return tn === undefined || (await isKnownTo(asking, views, tn, svId)) ? tn : undefined;
  },
});

/** RR5-39, RR5-40, RN5-6: whoever may not see a version does not learn its number by naming its id either. */
async function isKnownTo(asking: Spid, { store, now }: FollowedViews, tn: Tn, svId: number): Promise<boolean> {
  if (asking === NPAC) return true;
  const { versions } = foldNumber(tn, await numberEvents(store, tn));
  const sv = versions.find((version) => version.svId === svId);
  // One that was decided with a range may not stand among its number's own events yet: only its parties have been told the id.
  return sv === undefined || (isVisible(sv, asking) && isRetained(retainedUntil(sv), now()));
}
