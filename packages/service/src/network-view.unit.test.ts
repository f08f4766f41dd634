import type { RecordedEvent } from '@openlnp/event-store';
import type { Spid } from '@openlnp/numbering';
import { OPTIONAL_DATA_FIELDS } from '@openlnp/porting';
import { LiveNetworkView } from './network-view';
import { OPTIONAL_FIELDS } from './optional-fields';

const joined = (spid: string, timers: object, position: bigint): RecordedEvent => ({
  id: '00'.repeat(16),
  type: 'ServiceProviderCreated',
  data: {
    ...{ spid, name: spid, spType: 'wireless', soa: 'http', lsms: null },
    ...{ portInTimer: null, portOutTimer: null, businessDays: null },
    ...{ mediumTimers: false, wsmscSupported: true, associatedWith: null },
    ...{ soaOptionalFields: null, lsmsOptionalFields: null },
    ...timers,
  },
  metadata: {
    ...{ occurredAt: 1_770_000_000_000, requestId: null, actor: 'NPAC', actingFor: null },
    ...{ traceparent: null, viewPosition: null },
  },
  stream: `sp-${spid}`,
  revision: 0,
  position,
  recordedAt: 1_770_000_000_000,
});

describe('what the view says of timers', () => {
  const view = new LiveNetworkView();
  view.apply(joined('WIRE', {}, 1n));
  view.apply(joined('CELL', { portInTimer: 'short', portOutTimer: 'short', businessDays: 'long' }, 2n));
  const { timersOf } = view.facts();

  it('R5-19.3 R5-19.5 is what the profile says', () => {
    expect(timersOf('CELL' as Spid)).toEqual({
      portIn: 'short',
      portOut: 'short',
      businessDays: 'long',
      medium: false,
    });
  });

  it('N441 says who takes part in medium timers', () => {
    view.apply(joined('FAST', { mediumTimers: true }, 3n));
    expect(timersOf('FAST' as Spid).medium).toBe(true);
  });

  it('is long timers over short business days for a profile that says nothing', () => {
    expect(timersOf('WIRE' as Spid)).toEqual({ portIn: 'long', portOut: 'long', businessDays: 'short', medium: false });
    expect(timersOf('NONE' as Spid)).toEqual({ portIn: 'long', portOut: 'long', businessDays: 'short', medium: false });
  });
});

describe('what the view says of optional data', () => {
  const view = new LiveNetworkView();
  view.apply(joined('ALLS', {}, 1n));
  view.apply(joined('SOME', { soaOptionalFields: ['svType', 'voiceUri'], lsmsOptionalFields: ['altSpid'] }, 2n));
  view.apply(joined('NONE', { soaOptionalFields: [] }, 3n));
  const { supports } = view.facts();

  it('N399 N400 N432 N436 N438 is what the list of its SOA names; all without a list', () => {
    const of = (spid: string) => OPTIONAL_FIELDS.filter((field) => supports(spid as Spid, field));
    expect(of('ALLS')).toEqual(['svType', ...OPTIONAL_DATA_FIELDS]);
    expect(of('SOME')).toEqual(['svType', 'voiceUri']);
    expect(of('NONE')).toEqual([]);
    expect(of('ELSE')).toEqual([]);
  });
});
