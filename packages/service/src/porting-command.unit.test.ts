import { type Instant, NPAC, type Spid } from '@openlnp/numbering';
import { portingCommandOf } from './porting-command';

const now = 1_770_000_000_000 as Instant;
const route = {
  lrn: '3039870000',
  classPointCode: null,
  lidbPointCode: null,
  isvmPointCode: null,
  cnamPointCode: { dpc: '123004005', ssn: 0 },
  wsmscPointCode: null,
  endUserLocationValue: null,
  endUserLocationType: null,
  billingId: null,
  svType: 'wireline',
};
const from = { now, sender: NPAC, tn: 3035550100 };
const known = { ...route, lrn: 3039870000 };

describe('the command that a request about a number means', () => {
  it.each([
    [
      'NewSpCreate',
      { tn: '3035550100', oldSp: 'HOLD', newSp: 'GAIN', dueDate: 7, ...route },
      { oldSp: 'HOLD', newSp: 'GAIN', dueDate: 7, route: known },
    ],
    [
      'OldSpCreate',
      { tn: '3035550100', oldSp: 'HOLD', newSp: 'GAIN', dueDate: 7 },
      { oldSp: 'HOLD', newSp: 'GAIN', dueDate: 7 },
    ],
    ['IntraSpCreate', { tn: '3035550100', sp: 'HOLD', dueDate: 7, ...route }, { sp: 'HOLD', dueDate: 7, route: known }],
    ['Activate', { tn: '3035550100' }, {}],
    ['Disconnect', { tn: '3035550100', customerDisconnectDate: 7 }, { customerDisconnectDate: 7 }],
  ])('%s', (type, data, rest) => {
    expect(portingCommandOf(type, data, NPAC as Spid, now)).toEqual({ type, ...from, ...rest });
  });

  it('is that of the first number for a range', () => {
    expect(portingCommandOf('Activate', { tn: '3035550100-0199' }, NPAC, now)).toMatchObject({ tn: 3035550100 });
  });

  it('is a bug for other requests, and for what no door lets in', () => {
    expect(() => portingCommandOf('LrnCreate', { tn: '3035550100' }, NPAC, now)).toThrow('LrnCreate');
    expect(() => portingCommandOf('Activate', { tn: '303' }, NPAC, now)).toThrow('303');
    expect(() => portingCommandOf('LrnCreate', { spid: 'HOLD' }, NPAC, now)).toThrow();
  });
});
