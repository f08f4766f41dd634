import { NPAC, type Spid } from '@openlnp/numbering';
import type { Modify, PortingFacts, ProfileIndicator, RouteChanges } from './commands';
import { networkRules } from './network-rules';
import { NO_OPTIONAL_DATA, OPTIONAL_DATA_FIELDS } from './optional-data';
import { active, pending } from './testing/numbers';
import { given } from './testing/scenario';
import {
  DUE_DAY,
  facts,
  GAINER,
  GAINER_LRN,
  HOLDER,
  HOLDER_LRN,
  intraSpCreate,
  modify,
  newSpCreate,
  routeBy,
} from './testing/world';

/** SOAs of these service providers take everything but one field. */
const without = (field: ProfileIndicator, ...spids: Spid[]): Partial<PortingFacts> => ({
  supports: (spid, indicator) => indicator !== field || !spids.includes(spid),
});

const plain = { svType: null, optionalData: null };
const created = (lrn: typeof HOLDER_LRN, route: RouteChanges) => ({
  ...{ ...routeBy(lrn), ...plain, svType: route.svType ?? null },
  optionalData: route.optionalData == null ? null : { ...NO_OPTIONAL_DATA, ...route.optionalData },
});
const CASES = [
  ['NewSpCreate', given(), GAINER, (route: RouteChanges) => newSpCreate({ route: created(GAINER_LRN, route) })],
  ['IntraSpCreate', given(), HOLDER, (route: RouteChanges) => intraSpCreate({ route: created(HOLDER_LRN, route) })],
  ['Modify of a pending version', pending, GAINER, (route: RouteChanges): Modify => modify({ route })],
  ['Modify of an active version', active, GAINER, (route: RouteChanges): Modify => modify({ now: DUE_DAY, route })],
] as const;

describe.each(CASES)('%s', (type, number, owner, command) => {
  const others = [HOLDER, GAINER].filter((spid) => spid !== owner);

  it('N399 gives a type only where the SOA of who has the number then supports it', () => {
    const typed = command({ svType: 'vowifi' });
    number.when(typed, without('svType', owner)).thenRefused('sv_type_not_supported', 'N399', {
      ...{ field: 'svType', expected: 'none, since the profile of its SOA does not support it', actual: 'vowifi' },
    });
    expect(number.when(typed, without('svType', ...others)).events).not.toEqual([]);
    expect(() => number.when(command(plain), without('svType', owner)).events).not.toThrow();
  });

  it.each(OPTIONAL_DATA_FIELDS)('N432 N400 N436 N438 gives %s likewise, and names the field', (field) => {
    const value = field.endsWith('pid') ? HOLDER : '12';
    const one = command({ optionalData: { [field]: value } });
    number.when(one, without(field, owner)).thenRefused('optional_data_not_supported', 'N432', {
      ...{ field: `optionalData.${field}`, actual: value },
      expected: 'none, since the profile of its SOA does not support it',
    });
    expect(number.when(one, without(field, ...others)).events).not.toEqual([]);
    for (const optionalData of [null, { [field]: null }]) {
      expect(() => number.when(command({ optionalData }), without(field, owner)).events).not.toThrow();
    }
  });

  it('N432 is refused to NPAC personnel too, whose data these are not', () => {
    const byNpac = { ...command({ optionalData: { smsUri: 'sip:1' } }), sender: NPAC };
    number.when(byNpac, without('smsUri', owner)).thenRefused('optional_data_not_supported', 'N432');
  });

  if (!type.startsWith('Modify')) {
    it('N399 N432 is refused before anybody looks at the number', () => {
      const early = (route: RouteChanges, field: ProfileIndicator) =>
        networkRules(command(route), facts(without(field, owner))).map(({ code }) => code);
      expect(early({ svType: 'wireless' }, 'svType')).toEqual(['sv_type_not_supported']);
      expect(early({ optionalData: { pocUri: 'sip:1' } }, 'pocUri')).toEqual(['optional_data_not_supported']);
    });
  }
});
