import { NPAC, type NpaNxx, parseInstant, type Spid } from '@openlnp/numbering';
import { decideServiceProvider } from '../service-provider/decide';
import { initialServiceProvider } from '../service-provider/state';
import {
  CARRIER,
  CODE,
  eventsOf,
  expectRefused,
  facts,
  npaNxxCreate,
  OTHER,
  serviceProviderCreate,
} from '../testing/world';
import { decideCode } from './decide';
import { evolveCode } from './evolve';
import { initialCode } from './state';

const decide = (changes: Parameters<typeof npaNxxCreate>[0] = {}) => {
  const command = npaNxxCreate(changes);
  return decideCode(command, initialCode(command.npaNxx), facts);
};
const open = eventsOf(decide()).reduce(evolveCode, initialCode(CODE));

describe('an NPA-NXX is opened for porting', () => {
  it('RX3-1.1.1 by the service provider that holds it', () => {
    const data = { npaNxx: CODE, spid: CARRIER, effectiveAt: npaNxxCreate().effectiveAt };
    expect(eventsOf(decide())).toEqual([{ type: 'NpaNxxCreated', data }]);
    expect(open).toEqual({ status: 'open', ...data });
  });

  it('R3-3 by NPAC personnel for a service provider', () => {
    expect(eventsOf(decide({ sender: NPAC, spid: OTHER }))).toMatchObject([{ data: { spid: OTHER } }]);
  });

  it('RX3-1.1.1 not for somebody else', () => {
    expectRefused(decide({ sender: OTHER }), 'not_the_owner', 'RX3-1.1.1', 'spid');
  });

  it.each(['2020-01-01T00:00:00Z', '2026-01-05T14:30:00Z', '2031-01-01T06:00:00Z'])(
    'RX3-1.1.2 from a past, present or future instant: %s',
    (iso) => {
      const effectiveAt = parseInstant(iso);
      if (effectiveAt === undefined) throw new Error(iso);
      expect(eventsOf(decide({ effectiveAt }))).toMatchObject([{ data: { effectiveAt } }]);
    },
  );

  it('RR4-5 RR4-6 by one service provider only, once', () => {
    expectRefused(decideCode(npaNxxCreate(), open, facts), 'already_exists', 'RR4-6', 'npaNxx');
    const other = npaNxxCreate({ sender: OTHER, spid: OTHER });
    expectRefused(decideCode(other, open, facts), 'already_exists', 'RR4-6', 'npaNxx');
  });

  it('for a customer of the registry only', () => {
    const nobody = 'NONE' as Spid;
    expectRefused(decide({ sender: NPAC, spid: nobody }), 'unknown_service_provider', null, 'spid');
  });

  it('N321 in an area code of the region only', () => {
    expectRefused(decide({ npaNxx: 313555 as NpaNxx }), 'npa_not_in_region', 'N321', 'npaNxx');
  });
});

describe('the stream of an NPA-NXX', () => {
  it('stops at a history that no decision makes', () => {
    const [created] = eventsOf(decide());
    const [joined] = eventsOf(decideServiceProvider(serviceProviderCreate(), initialServiceProvider(CARRIER), facts));
    if (created === undefined || joined === undefined) throw new Error('no event');
    expect(() => evolveCode(open, created)).toThrow('twice');
    expect(() => evolveCode(open, joined)).toThrow('does not belong');
    expect(() => decideCode(npaNxxCreate({ npaNxx: 720555 as NpaNxx }), open, facts)).toThrow('720555');
  });
});
