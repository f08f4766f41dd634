import { type Lrn, NPAC, type Spid } from '@openlnp/numbering';
import { decideServiceProvider } from '../service-provider/decide';
import { initialServiceProvider } from '../service-provider/state';
import {
  CARRIER,
  eventsOf,
  expectRefused,
  facts,
  LRN,
  lrnCreate,
  OTHER,
  serviceProviderCreate,
} from '../testing/world';
import { decideLrn } from './decide';
import { evolveLrn } from './evolve';
import { initialLrn } from './state';

const decide = (changes: Parameters<typeof lrnCreate>[0] = {}) => {
  const command = lrnCreate(changes);
  return decideLrn(command, initialLrn(command.lrn), facts);
};
const registered = eventsOf(decide()).reduce(evolveLrn, initialLrn(LRN));

describe('an LRN is registered', () => {
  it('RX3-1.2 by the service provider whose switch it names', () => {
    expect(eventsOf(decide())).toEqual([{ type: 'LrnCreated', data: { lrn: LRN, spid: CARRIER } }]);
    expect(registered).toEqual({ status: 'registered', lrn: LRN, spid: CARRIER });
  });

  it('RR3-4 by NPAC personnel for a service provider', () => {
    expect(eventsOf(decide({ sender: NPAC, spid: OTHER }))).toMatchObject([{ data: { spid: OTHER } }]);
  });

  it('RX3-1.2 not for somebody else', () => {
    expectRefused(decide({ sender: OTHER }), 'not_the_owner', 'RX3-1.2', 'spid');
  });

  it('RR4-7 RR4-8 by one service provider only, once', () => {
    expectRefused(decideLrn(lrnCreate(), registered, facts), 'already_exists', 'RR4-8', 'lrn');
    const other = lrnCreate({ sender: OTHER, spid: OTHER });
    expectRefused(decideLrn(other, registered, facts), 'already_exists', 'RR4-8', 'lrn');
  });

  it('for a customer of the registry only', () => {
    const nobody = 'NONE' as Spid;
    expectRefused(decide({ sender: NPAC, spid: nobody }), 'unknown_service_provider', null, 'spid');
  });

  it('N321 in an area code of the region only', () => {
    expectRefused(decide({ lrn: 3139870000 as Lrn }), 'npa_not_in_region', 'N321', 'lrn');
  });
});

describe('the stream of an LRN', () => {
  it('stops at a history that no decision makes', () => {
    const [created] = eventsOf(decide());
    const [joined] = eventsOf(decideServiceProvider(serviceProviderCreate(), initialServiceProvider(CARRIER), facts));
    if (created === undefined || joined === undefined) throw new Error('no event');
    expect(() => evolveLrn(registered, created)).toThrow('twice');
    expect(() => evolveLrn(registered, joined)).toThrow('does not belong');
    expect(() => decideLrn(lrnCreate({ lrn: 7209870000 as Lrn }), registered, facts)).toThrow('7209870000');
  });
});
