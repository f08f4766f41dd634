import type { Parameter } from '../route';

/** Where a feed begins. */
export const FEED_PARAMETERS: readonly Parameter[] = [
  {
    name: 'after',
    in: 'query',
    description: 'The id last seen',
    schema: { type: 'integer', minimum: 0 },
    example: 0,
  },
  {
    name: 'Last-Event-ID',
    in: 'header',
    description: 'The same, as an EventSource sends it when it connects again; it wins over `after`',
    schema: { type: 'string', pattern: '^[0-9]{1,18}$' },
  },
];
