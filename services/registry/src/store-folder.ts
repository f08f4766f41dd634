import { dataParts } from '@openlnp/service';
import type { Config } from './config';

/** Where the embedded store is on the disk; undefined for a cluster, whose disks others watch. */
export const storeFolderOf = ({ eventStore }: Pick<Config, 'eventStore'>): string | undefined =>
  eventStore.kind === 'embedded' ? dataParts(eventStore.folder).store : undefined;
