import { jsonSchemaOf, PUBLISHED_SCHEMAS } from '@openlnp/messages';
import { SV_STATUSES } from '@openlnp/service';

const NAMES = [
  'Acknowledged',
  'AvroSchema',
  'BusinessDay',
  'Download',
  'Health',
  'History',
  'IssuedToken',
  'LsmsPosition',
  'Problem',
  'Readiness',
  'RecordedEvent',
  'Regions',
  'RegistryStatus',
  'RequestError',
  'LsmsAnswers',
  'LsmsSubscriptionVersions',
  'RequestStatus',
  'RoutingDigest',
  'ServiceProvider',
  'ServiceProviders',
  'SandboxClock',
  'SoaMessage',
  'SubscriptionVersion',
  'SubscriptionVersions',
  'TelephoneNumber',
  'Topics',
  'Tunable',
  'Tunables',
] as const;

const ref = (name: string): { readonly $ref: string } => ({ $ref: `#/components/schemas/${name}` });

/** References to the document's components. */
export const SCHEMA = Object.fromEntries(NAMES.map((name) => [name, ref(name)])) as Readonly<
  Record<(typeof NAMES)[number], { readonly $ref: string }>
>;

const text = { type: 'string' };
const textOrNull = { type: ['string', 'null'] };
const numberOrText = { type: ['integer', 'string'] };
const numberTextOrNull = { type: ['integer', 'string', 'null'] };
const whole = { type: 'integer' };
const flag = { type: 'boolean' };
const count = { type: 'integer', minimum: 0 };
const countOrNull = { type: ['integer', 'null'], minimum: 0 };
const instant = { type: 'string', format: 'date-time' };
const instantOrNull = { type: ['string', 'null'], format: 'date-time' };
const spid = { type: 'string', pattern: '^[A-Z0-9]{4}$' };
const tn = { type: 'string', pattern: '^[2-9][0-9]{2}[2-9][0-9]{6}$' };
const listOrNull = { type: ['array', 'null'], items: text };
const list = (items: object): object => ({ type: 'array', items });
const record = (properties: Readonly<Record<string, object>>, optional: readonly string[] = []): object => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
});

/** Shapes of the door itself, which no Avro schema has. */
const OWN: Readonly<Record<string, object>> = {
  Acknowledged: record({ acknowledgedThrough: count }),
  AvroSchema: record({ schema: text }),
  Health: record({ status: { const: 'up' } }),
  History: record({
    tn,
    events: list(ref('RecordedEvent')),
    refusedRequests: {
      ...list(ref('RecordedEvent')),
      description: 'requests about the number that were refused, to who sent them and to the operator',
    },
  }),
  IssuedToken: record({ tokenId: text, token: text }),
  LsmsPosition: record({ spid, acknowledgedThrough: count, head: count }),
  Problem: {
    description: 'RFC 9457, with the code of the error table and what is wrong',
    ...record(
      {
        type: { type: 'string', format: 'uri', description: 'urn:openlnp:error: and the code' },
        title: text,
        status: whole,
        detail: text,
        instance: { type: 'string', format: 'uri', description: 'names one unexpected failure' },
        code: { type: 'string', description: 'stable; what a program looks at' },
        number: { ...whole, description: 'fixed number of the code' },
        rule: { type: 'string', description: 'requirement or change order behind it' },
        field: text,
        expected: text,
        actual: text,
        errors: list(ref('RequestError')),
      },
      ['detail', 'instance', 'rule', 'field', 'expected', 'actual', 'errors'],
    ),
  },
  Readiness: record(
    {
      ready: { type: 'boolean' },
      services: { type: 'object', additionalProperties: text },
      reason: {
        ...text,
        description: 'Why nothing can be accepted although every service is ready, such as disk_full',
      },
    },
    ['reason'],
  ),
  RecordedEvent: record({
    position: text,
    stream: text,
    revision: { type: ['integer', 'string'] },
    type: text,
    occurredAt: instant,
    recordedAt: instant,
    actor: text,
    requestId: textOrNull,
    data: { type: 'object' },
  }),
  Regions: record({
    regions: list(
      record({
        ...{ name: text, zone: { ...text, description: 'IANA time zone' } },
        npas: {
          type: ['array', 'null'],
          items: whole,
          description: 'area codes; null for all in service that no other region lists',
        },
        businessDays: record({ short: ref('BusinessDay'), medium: ref('BusinessDay'), long: ref('BusinessDay') }),
        holidays: list(record({ date: { type: 'string', format: 'date' }, name: text })),
      }),
    ),
  }),
  BusinessDay: record({ weekdays: text, opens: text, hours: { type: 'number' } }),
  RegistryStatus: record(
    {
      now: instant,
      ready: { type: 'boolean' },
      services: { type: 'object', additionalProperties: text },
      reason: text,
      store: record({ head: text, relayed: textOrNull, lag: countOrNull }),
      lastDownload: countOrNull,
      consumers: { ...list(record({ group: text, topic: text, lag: count })), type: ['array', 'null'] },
      lsms: list(record({ spid, acknowledgedThrough: countOrNull, lag: countOrNull })),
    },
    ['reason'],
  ),
  RequestError: record({
    code: text,
    number: whole,
    rule: textOrNull,
    field: textOrNull,
    expected: textOrNull,
    actual: textOrNull,
    tn: { ...textOrNull, description: 'the number at fault, when it is one' },
    tns: {
      type: ['array', 'null'],
      items: text,
      description: 'the numbers at fault, when they are several: numbers and ranges such as 3035550100-0199, ascending',
    },
  }),
  LsmsAnswers: record({
    tn,
    answers: list(
      record({
        ...{ svId: whole, spid, ok: { type: 'boolean' } },
        broadcast: { ...countOrNull, description: 'null for one of the failed-SP list that took it later' },
        ...{ code: { ...textOrNull, description: 'why it refused' }, answeredAt: instant },
      }),
    ),
  }),
  LsmsSubscriptionVersions: record({
    subscriptionVersions: list(record({ svId: whole, tn, lrn: textOrNull, newSp: spid, lnpType: text })),
    next: { ...textOrNull, description: 'for `after`; null when these were all' },
  }),
  RequestStatus: record({
    id: text,
    messageId: text,
    sender: spid,
    actingFor: textOrNull,
    kind: text,
    status: { enum: ['pending', 'done', 'refused'] },
    tn: textOrNull,
    svIds: list(whole),
    errors: list(ref('RequestError')),
    acceptedAt: instant,
    completedAt: instantOrNull,
  }),
  RoutingDigest: record({ number: count, digest: text, entries: count }),
  ServiceProvider: record({
    ...{ spid, name: text, spType: text, soa: textOrNull, lsms: textOrNull, associatedWith: textOrNull },
    ...{ portInTimer: textOrNull, portOutTimer: textOrNull, businessDays: textOrNull },
    ...{ mediumTimers: flag, wsmscSupported: flag, pseudoLrnSoa: flag, pseudoLrnLsms: flag },
    ...{ tnRangeNotifications: flag, noNewSpConcurrenceNotifications: flag, cancelToConflictCause: flag },
    ...{ soaOptionalFields: listOrNull, lsmsOptionalFields: listOrNull },
    notificationPriorities: list(record({ notification: text, priority: { enum: ['high', 'medium', 'low', 'none'] } })),
    createdAt: instant,
  }),
  ServiceProviders: record({ serviceProviders: list(ref('ServiceProvider')) }),
  SandboxClock: record({ now: instant, offsetMs: whole }),
  SubscriptionVersion: record({ svId: whole, tn, status: { enum: SV_STATUSES }, newSp: spid, oldSp: spid }),
  SubscriptionVersions: record({
    subscriptionVersions: list(ref('SubscriptionVersion')),
    next: { ...textOrNull, description: 'for `after`; null when these were all' },
  }),
  TelephoneNumber: record({
    tn,
    route: { type: ['object', 'null'] },
    codeHolder: { type: ['string', 'null'] },
    subscriptionVersions: list(ref('SubscriptionVersion')),
  }),
  Topics: record({
    topics: list(
      record({
        name: text,
        partitions: list(record({ partition: count, earliest: text, end: text })),
        groups: list(record({ group: text, committed: list(textOrNull), lag: count })),
      }),
    ),
  }),
  Tunable: record({
    ...{ name: text, title: text, unit: text },
    ...{ min: numberTextOrNull, max: numberTextOrNull, default: numberOrText },
    regional: { ...flag, description: 'whether a region may have a value of its own' },
    noEffect: {
      ...textOrNull,
      description: 'why its value has no effect: nothing reads it yet; null for one that counts',
    },
    requirements: list(text),
    values: list(
      record({
        region: textOrNull,
        value: { type: ['number', 'string'] }, // Business days of a region's data may last for parts of hours.
        ...{ effectiveFrom: instantOrNull, person: textOrNull, changedAt: instantOrNull },
        changedBy: { ...textOrNull, description: "null for a default, and for what a region's own data say" },
      }),
    ),
    history: list(
      record({
        region: textOrNull,
        value: { ...textOrNull, description: 'null when what was set was taken back' },
        previousValue: textOrNull,
        effectiveFrom: instant,
        changedBy: { ...text, description: 'whose token it was' },
        person: { ...textOrNull, description: 'who wanted it so, as whoever sent it said; nobody checks it' },
        changedAt: instant,
      }),
    ),
  }),
  Tunables: record({ tunables: list(ref('Tunable')) }),
};

const subjectsIn = (namespace: string): string[] => [
  ...new Set(PUBLISHED_SCHEMAS.map(({ subject }) => subject).filter((subject) => subject.startsWith(`${namespace}.`))),
];

/** Component name of a subject: openlnp.request.Activate is request.Activate. */
const componentOf = (subject: string): string => subject.replace(/^openlnp\./, '');

const kindOf = (subject: string): string => subject.slice(subject.lastIndexOf('.') + 1);

const oneOf = (namespace: string): object => ({
  oneOf: subjectsIn(namespace).map((subject) => ref(componentOf(subject))),
});

/** One request of any kind; `kind` says which. */
export function requestBodySchema(): object {
  const subjects = subjectsIn('openlnp.request');
  const mapping = Object.fromEntries(subjects.map((subject) => [kindOf(subject), ref(componentOf(subject)).$ref]));
  return { ...oneOf('openlnp.request'), discriminator: { propertyName: 'kind', mapping } };
}

interface ObjectSchema {
  readonly properties: Readonly<Record<string, object>>;
  readonly required?: readonly string[];
}

function withProperty(schema: object, name: string, property: object): object {
  const { properties, required = [] } = schema as ObjectSchema;
  return { ...schema, properties: { [name]: property, ...properties }, required: [name, ...required] };
}

const PRIORITY = {
  enum: ['high', 'medium', 'low'],
  description: 'of a notification, by the profile of who gets it (N329)',
};

/** Every component: the door's own and those made from the Avro schemas. */
export function components(): Record<string, object> {
  const all: Record<string, object> = {};
  for (const subject of subjectsIn('openlnp.request')) {
    all[componentOf(subject)] = withProperty(jsonSchemaOf(subject), 'kind', { const: kindOf(subject) });
  }
  for (const subject of subjectsIn('openlnp.message')) {
    const id = { ...textOrNull, description: 'message id: the same for every repeat' };
    const withId = withProperty(jsonSchemaOf(subject), 'id', id) as ObjectSchema;
    all[componentOf(subject)] = { ...withId, properties: { ...withId.properties, priority: PRIORITY } };
  }
  for (const subject of subjectsIn('openlnp.download')) all[componentOf(subject)] = jsonSchemaOf(subject);
  return { ...all, ...OWN, SoaMessage: oneOf('openlnp.message'), Download: oneOf('openlnp.download') };
}
