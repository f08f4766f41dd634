import { createApp } from './app';
import { DEFAULT_OPTIONS, type DoorOptions } from './options';
import type { DoorDeps } from './ports';

/** The registry's HTTP surface. */
export interface Door {
  /** Port 0 takes any free one; the answer says which. Listens on the loopback address unless a host is given. */
  listen(port: number, host?: string): Promise<{ port: number }>;
  /** Ends the feeds, answers what is under way, closes every connection. */
  close(): Promise<void>;
}

/** Builds the door; it listens when told to. */
export async function buildDoor(deps: DoorDeps, options: Partial<DoorOptions> = {}): Promise<Door> {
  const app = await createApp(deps, { ...DEFAULT_OPTIONS, ...options });
  return {
    listen: async (port, host = '127.0.0.1') => {
      await app.listen({ port, host });
      const address = app.server.address();
      if (address === null || typeof address === 'string') throw new Error('the door listens on no port');
      return { port: address.port };
    },
    close: () => app.close(),
  };
}
