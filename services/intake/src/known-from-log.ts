import { type LiveNetworkView, type NumbersView, tnOfVersion } from '@openlnp/service';
import type { KnownFromLog } from './resolve';

export interface FollowedViews extends NumbersView {
  readonly view: Pick<LiveNetworkView, 'mayActFor'>;
}

/** Answers from views that follow the log; before a no they read the log to the store's head. */
export const knownFromLog = (views: FollowedViews): KnownFromLog => ({
  mayActFor: async (primary, spid) => {
    const { view, store, followed } = views;
    if (view.mayActFor(primary, spid)) return true;
    await followed.reached(await store.head());
    return view.mayActFor(primary, spid);
  },
  tnOfVersion: (svId) => tnOfVersion(views, svId),
});
