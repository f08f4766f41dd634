import { REQUEST_EXAMPLES } from './request-examples';

/** What the document shows for each shape; the numbers are of the range that is reserved for examples (555-01XX). */
export const EXAMPLES = {
  requests: REQUEST_EXAMPLES,
  pending: {
    id: 'A111-port-2026-000123',
    messageId: 'port-2026-000123',
    sender: 'A111',
    kind: 'NewSpCreate',
    status: 'pending',
    tn: '3035550100',
    svIds: [],
    errors: [],
    acceptedAt: '2026-01-05T14:30:00.000Z',
    completedAt: null,
  },
  done: {
    id: 'A111-port-2026-000123',
    messageId: 'port-2026-000123',
    sender: 'A111',
    kind: 'NewSpCreate',
    status: 'done',
    tn: '3035550100',
    svIds: [1001],
    errors: [],
    acceptedAt: '2026-01-05T14:30:00.000Z',
    completedAt: '2026-01-05T14:30:00.021Z',
  },
  position: { spid: 'A111', acknowledgedThrough: 120, head: 123 },
  acknowledgements: {
    applied: { after: 117, through: 120 },
    refusedOne: { after: 117, through: 120, refused: [{ number: 119, code: 'unknown_lrn', text: null }] },
  },
  digest: { number: 123, digest: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08', entries: 118 },
  tokens: { production: { spid: 'A111', label: 'SOA, production' } },
  tunables: {
    tunables: [
      {
        name: 'long_initial_concurrence_window',
        title: 'Long Initial Concurrence Window',
        unit: 'business_hours',
        min: 1,
        max: 72,
        default: 9,
        regional: true,
        noEffect: null,
        requirements: ['R5-21.1', 'R5-21.2', 'R5-21.3'],
        values: [
          {
            region: null,
            value: 12,
            effectiveFrom: '2026-02-01T06:00:00.000Z',
            changedBy: 'NPAC',
            person: 'Ann, change 4711',
            changedAt: '2026-01-05T14:30:00.000Z',
          },
        ],
        history: [
          {
            region: null,
            value: '12',
            previousValue: null,
            effectiveFrom: '2026-02-01T06:00:00.000Z',
            changedBy: 'NPAC',
            person: 'Ann, change 4711',
            changedAt: '2026-01-05T14:30:00.000Z',
          },
        ],
      },
    ],
  },
  tunableChanges: {
    now: { value: 12 },
    later: { value: 12, effectiveFrom: '2026-02-01T06:00:00Z' },
    inOneRegion: { value: 12, region: 'us', person: 'Ann, change 4711' },
    takenBack: { value: null, region: 'us' },
  },
  status: {
    now: '2026-01-05T14:30:00.000Z',
    ready: true,
    services: { relay: 'ready', intake: 'ready' },
    store: { head: '4711', relayed: '4711', lag: 0 },
    lastDownload: 123,
    consumers: [{ group: 'validation', topic: 'port.requests', lag: 0 }],
    lsms: [{ spid: 'A111', acknowledgedThrough: 120, lag: 3 }],
  },
  topics: {
    topics: [
      {
        name: 'registry.events',
        partitions: [{ partition: 0, earliest: '0', end: '4712' }],
        groups: [{ group: 'lsms-broadcast', committed: ['4712'], lag: 0 }],
      },
    ],
  },
  clock: { now: '2026-01-06T09:00:00.000Z', offsetMs: 66_600_000 },
  moves: { to: { to: '2026-01-06T09:00:00Z' }, advance: { advance: 'PT9H' } },
} as const;
