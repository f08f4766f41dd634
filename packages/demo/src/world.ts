import type { World } from '@openlnp/cli';

/** The demo's world: invented carriers, real area codes, the 555 exchange that belongs to nobody. */
export const DEMO_WORLD: World = {
  serviceProviders: [
    { spid: 'X101', name: 'Example Wireline Co', spType: 'wireline', lsms: true },
    { spid: 'X202', name: 'Example Wireless Co', spType: 'wireless', lsms: true },
    { spid: 'X303', name: 'Example Cable Voice', spType: 'wireline', lsms: true },
    { spid: 'X404', name: 'Example VoIP', spType: 'class1_voip', lsms: true },
    { spid: 'X505', name: 'Example Mobile', spType: 'wireless', lsms: true },
    { spid: 'X606', name: 'Example Rural Telephone', spType: 'wireline', lsms: false },
  ],
  codes: [
    { npaNxx: '212555', spid: 'X101' },
    { npaNxx: '303555', spid: 'X101' },
    { npaNxx: '312555', spid: 'X303' },
    { npaNxx: '404555', spid: 'X505' },
    { npaNxx: '415555', spid: 'X202' },
    { npaNxx: '503555', spid: 'X606' },
    { npaNxx: '602555', spid: 'X303' },
    { npaNxx: '617555', spid: 'X404' },
    { npaNxx: '702555', spid: 'X505' },
    { npaNxx: '713555', spid: 'X606' },
    { npaNxx: '720555', spid: 'X202' },
    { npaNxx: '808555', spid: 'X404' },
  ],
  lrns: [
    { lrn: '3035559990', spid: 'X101' },
    { lrn: '7205559990', spid: 'X202' },
    { lrn: '3125559990', spid: 'X303' },
    { lrn: '6175559990', spid: 'X404' },
    { lrn: '4045559990', spid: 'X505' },
    { lrn: '5035559990', spid: 'X606' },
  ],
};

/** Those who speak Kafka where there is one; the others speak HTTP everywhere. */
export const KAFKA_SPIDS: ReadonlySet<string> = new Set(['X101', 'X303', 'X606']);

/** The carrier whose LSMS the scenarios break: one that speaks HTTP, and one beside it that goes on. */
export const FAULTY_LSMS = 'X404';
