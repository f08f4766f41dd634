import type { NpaNxx } from '@openlnp/numbering';
import type { NpaNxxCreated } from '../generated/events';

/** The stream `code-<NPANXX>` folded. */
export type CodeState =
  | { readonly status: 'absent'; readonly npaNxx: NpaNxx }
  | ({ readonly status: 'open' } & NpaNxxCreated);

export const initialCode = (npaNxx: NpaNxx): CodeState => ({ status: 'absent', npaNxx });
