import type { RouteChanges } from '../../commands';
import type { RouteData } from '../../generated/common';
import { NO_OPTIONAL_DATA, OPTIONAL_DATA_FIELDS, type OptionalDataField } from '../../optional-data';
import { taken } from '../../testing/numbers';
import { given, type Scenario } from '../../testing/scenario';
import {
  activate,
  answers,
  DUE_DAY,
  GAINER_LRN,
  HOLDER,
  modify,
  newSpCreate,
  oldSpCreate,
  routeBy,
  THIRD,
} from '../../testing/world';

const VALUES: Readonly<Record<OptionalDataField, string>> = {
  altSpid: HOLDER,
  lastAltSpid: THIRD,
  altEndUserLocationValue: '303',
  altEndUserLocationType: '01',
  altBillingId: 'ALT',
  voiceUri: 'sip:voice',
  mmsUri: 'sip:mms',
  pocUri: 'sip:poc',
  presenceUri: 'sip:presence',
  smsUri: 'sip:sms',
};
const TITLES: Readonly<Record<OptionalDataField, string>> = {
  altSpid: 'N399',
  lastAltSpid: 'N438',
  altEndUserLocationValue: 'N436',
  altEndUserLocationType: 'N436',
  altBillingId: 'N436',
  voiceUri: 'N400',
  mmsUri: 'N400',
  pocUri: 'N400',
  presenceUri: 'N400',
  smsUri: 'N400',
};
const FIELDS = OPTIONAL_DATA_FIELDS.map((field) => [TITLES[field], field] as const);

const pendingWith = (optionalData: RouteData['optionalData']) =>
  given(newSpCreate({ route: { ...routeBy(GAINER_LRN), optionalData } }), oldSpCreate());
const activeWith = (optionalData: RouteData['optionalData']) =>
  pendingWith(optionalData).and(activate(), answers(1, taken));
const STATUSES = [
  ['pending', pendingWith],
  ['active', activeWith],
] as const;

describe.each(STATUSES)('the optional data of a version that is %s', (_status, versionWith) => {
  const full = versionWith(VALUES);
  const none = versionWith(null);
  const change = (from: Scenario, route: RouteChanges) => from.when(modify({ now: DUE_DAY, route }));
  const after = (from: Scenario, route: RouteChanges): RouteData | null | undefined => {
    const sv = change(from, route).sv(1);
    return 'route' in sv ? sv.route : sv.newSide?.route;
  };

  it.each(FIELDS)('%s: %s may be given, changed and taken away alone; all others stay', (_id, field) => {
    expect(after(none, { optionalData: { [field]: VALUES[field] } })).toEqual({
      ...routeBy(GAINER_LRN),
      optionalData: { ...NO_OPTIONAL_DATA, [field]: VALUES[field] },
    });
    const other = field.endsWith('pid') ? 'GAIN' : '9';
    expect(after(full, { optionalData: { [field]: other } })).toMatchObject({
      optionalData: { ...VALUES, [field]: other },
    });
    expect(after(full, { optionalData: { [field]: null } })).toMatchObject({
      optionalData: { ...VALUES, [field]: null },
    });
  });

  it('N399 the type may be given, changed and taken away; the optional data stay', () => {
    for (const svType of ['wireless', null])
      expect(after(full, { svType })).toEqual({ ...routeBy(GAINER_LRN), svType, optionalData: VALUES });
  });

  it('N432 are gone together where the request takes all away, or the last one', () => {
    expect(after(full, { optionalData: null })).toEqual(routeBy(GAINER_LRN));
    const one = versionWith({ ...NO_OPTIONAL_DATA, voiceUri: 'sip:voice' });
    expect(after(one, { optionalData: { voiceUri: null } })).toEqual(routeBy(GAINER_LRN));
  });

  it('N432 are not changed by what says nothing else, so that nobody is told', () => {
    for (const optionalData of [{}, { voiceUri: 'sip:voice' }, VALUES]) {
      change(full, { optionalData }).thenNothingHappens();
    }
    for (const from of [none, versionWith(NO_OPTIONAL_DATA)]) {
      for (const optionalData of [{}, null, NO_OPTIONAL_DATA, { smsUri: null }]) {
        change(from, { optionalData }).thenNothingHappens();
      }
    }
  });
});
