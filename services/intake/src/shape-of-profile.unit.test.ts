import { shapeErrors } from './shape';

const profile = {
  ...{ spid: 'CELL', name: 'Cellular', spType: 'wireless', soa: 'http', lsms: null },
  ...{ portInTimer: 'short', portOutTimer: 'long', businessDays: null, associatedWith: null },
  notificationPriorities: [],
  ...{ soaOptionalFields: null, lsmsOptionalFields: null },
};
const codes = (change: object) =>
  shapeErrors('ServiceProviderCreate', { ...profile, ...change }).map(({ code, field }) => [code, field]);

describe('the shape of a profile', () => {
  it('has timers and business days that are short, long or left out', () => {
    expect(codes({})).toEqual([]);
    for (const field of ['portInTimer', 'portOutTimer', 'businessDays']) {
      expect(codes({ [field]: 'medium' })).toEqual([['invalid_timer_type', field]]);
    }
  });

  it.each(['soaOptionalFields', 'lsmsOptionalFields'])('N432 has a list of names, or none, as its %s', (field) => {
    for (const names of [null, [], ['svType', 'faxUri']]) {
      expect(codes({ [field]: names })).toEqual([]);
    }
    expect(codes({ [field]: ['a|b'] })).toEqual([['invalid_text', `${field}[0]`]]);
    const many = Array.from({ length: 21 }, () => 'svType');
    expect(codes({ [field]: many })).toEqual([['invalid_optional_field', field]]);
  });
});
