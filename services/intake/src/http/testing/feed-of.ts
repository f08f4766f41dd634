import type { DoorOptions } from '../options';
import type { DoorDeps } from '../ports';
import { as, fakeDeps, type LoggedLine } from './fake-deps';
import { connectFeed, type SseClient } from './sse-client';
import type { testDoors } from './test-door';

export interface OpenFeed extends SseClient {
  /** Closes the door behind it. */
  readonly close: () => Promise<void>;
  readonly port: number;
  readonly logged: readonly LoggedLine[];
}

/** Gives feeds of doors that stand for one test each; A111 reads unless the headers say otherwise. */
export function feedsOf(startDoor: ReturnType<typeof testDoors>) {
  return async (
    path: string,
    deps: Partial<DoorDeps>,
    {
      headers = as('token-a'),
      options = {},
    }: { headers?: Record<string, string>; options?: Partial<DoorOptions> } = {},
  ): Promise<OpenFeed> => {
    const all = fakeDeps(deps);
    const door = await startDoor(all, options);
    return { ...(await connectFeed(door.port, path, headers)), close: door.close, port: door.port, logged: all.logged };
  };
}
