/** A small world to try things in: invented carriers, real area codes, numbers of the 555 exchange that belong to nobody. */
export interface World {
  readonly serviceProviders: readonly {
    readonly spid: string;
    readonly name: string;
    readonly spType: string;
    /** Whether it has an LSMS. */
    readonly lsms: boolean;
  }[];
  readonly codes: readonly { readonly npaNxx: string; readonly spid: string }[];
  readonly lrns: readonly { readonly lrn: string; readonly spid: string }[];
}

/** Codes have been portable since then. */
export const CODES_EFFECTIVE_AT = '2020-01-01T00:00:00.000Z';

export const WORLD: World = {
  serviceProviders: [
    { spid: 'X101', name: 'Example Wireline Co', spType: 'wireline', lsms: true },
    { spid: 'X202', name: 'Example Wireless Co', spType: 'wireless', lsms: true },
    { spid: 'X303', name: 'Example Cable Voice', spType: 'wireline', lsms: false },
    { spid: 'X404', name: 'Example VoIP', spType: 'class1_voip', lsms: false },
  ],
  codes: [
    { npaNxx: '303555', spid: 'X101' },
    { npaNxx: '720555', spid: 'X202' },
    { npaNxx: '212555', spid: 'X101' },
    { npaNxx: '312555', spid: 'X303' },
    { npaNxx: '415555', spid: 'X202' },
    { npaNxx: '808555', spid: 'X404' },
  ],
  lrns: [
    { lrn: '3035559990', spid: 'X101' },
    { lrn: '2125559990', spid: 'X101' },
    { lrn: '7205559990', spid: 'X202' },
    { lrn: '4155559990', spid: 'X202' },
    { lrn: '3125559990', spid: 'X303' },
    { lrn: '8085559990', spid: 'X404' },
  ],
};
