import { type Command, Option } from 'commander';
import { spid } from '../args/numbers';
import { locationType, locationValue, type PointCode, pointCode, shortText } from '../args/route';
import { wrongUse } from '../shared/command-error';
import { said } from '../shared/said';

/** What a route may have besides its LRN. */
export interface RouteOptions {
  readonly class?: PointCode;
  readonly lidb?: PointCode;
  readonly isvm?: PointCode;
  readonly cnam?: PointCode;
  readonly wsmsc?: PointCode;
  readonly location?: string;
  readonly locationType?: string;
  readonly billingId?: string;
  readonly svType?: string;
  readonly altSpid?: string;
  readonly lastAltSpid?: string;
  readonly altLocation?: string;
  readonly altLocationType?: string;
  readonly altBillingId?: string;
  readonly voiceUri?: string;
  readonly mmsUri?: string;
  readonly pocUri?: string;
  readonly presenceUri?: string;
  readonly smsUri?: string;
}

const SV_TYPES = ['wireline', 'wireless', 'class2_voip', 'vowifi', 'prepaid_wireless', 'class1_voip', 'sv_type_6'];
const BILLING_ID = 4;
const URI = 255;

/** The options of whatever request has a route. */
export const withRoute = (command: Command): Command =>
  command
    .optionsGroup('The route, besides its LRN:')
    .option('--class <dpc:ssn>', 'point code for CLASS, calling features, such as 244021005:0', pointCode)
    .option('--lidb <dpc:ssn>', 'point code for LIDB, line information', pointCode)
    .option('--isvm <dpc:ssn>', 'point code for ISVM, inter-switch voice mail', pointCode)
    .option('--cnam <dpc:ssn>', 'point code for CNAM, caller name', pointCode)
    .option('--wsmsc <dpc:ssn>', 'point code for WSMSC, wireless short messages', pointCode)
    .option('--location <digits>', 'end user location value, 1 to 12 digits', locationValue)
    .option('--location-type <digits>', 'end user location type, 2 digits', locationType)
    .option('--billing-id <id>', '1 to 4 characters', shortText('--billing-id', BILLING_ID))
    .addOption(new Option('--sv-type <type>', 'what kind of service it is').choices(SV_TYPES))
    .optionsGroup('Optional data of the route; what a modification does not say stays:')
    .option('--alt-spid <spid>', 'alternative SPID', spid)
    .option('--last-alt-spid <spid>', 'last alternative SPID', spid)
    .option('--alt-location <digits>', 'alternative end user location value, 1 to 12 digits', locationValue)
    .option('--alt-location-type <digits>', 'alternative end user location type, 2 digits', locationType)
    .option('--alt-billing-id <id>', '1 to 4 characters', shortText('--alt-billing-id', BILLING_ID))
    .option('--voice-uri <uri>', 'for voice, up to 255 characters, as the others', shortText('--voice-uri', URI))
    .option('--mms-uri <uri>', 'for multimedia messages', shortText('--mms-uri', URI))
    .option('--poc-uri <uri>', 'for push to talk over cellular', shortText('--poc-uri', URI))
    .option('--presence-uri <uri>', 'for presence', shortText('--presence-uri', URI))
    .option('--sms-uri <uri>', 'for short messages', shortText('--sms-uri', URI));

/** The fields of the request, only those that were said. */
export function routeOf(options: RouteOptions): Readonly<Record<string, unknown>> {
  const { voiceUri, mmsUri, pocUri, presenceUri, smsUri } = options;
  const optionalData = said({
    ...{ altSpid: options.altSpid, lastAltSpid: options.lastAltSpid },
    ...{ altEndUserLocationValue: options.altLocation, altEndUserLocationType: options.altLocationType },
    ...{ altBillingId: options.altBillingId, voiceUri, mmsUri, pocUri, presenceUri, smsUri },
  });
  return said({
    ...{ classPointCode: options.class, lidbPointCode: options.lidb, isvmPointCode: options.isvm },
    ...{ cnamPointCode: options.cnam, wsmscPointCode: options.wsmsc },
    ...{ endUserLocationValue: options.location, endUserLocationType: options.locationType },
    ...{ billingId: options.billingId, svType: options.svType },
    optionalData: Object.keys(optionalData).length === 0 ? null : optionalData,
  });
}

/** What a modification may take away, as its option is called. */
const CLEARABLE: Readonly<Record<string, string>> = {
  class: 'classPointCode',
  lidb: 'lidbPointCode',
  isvm: 'isvmPointCode',
  cnam: 'cnamPointCode',
  wsmsc: 'wsmscPointCode',
  location: 'endUserLocationValue',
  'location-type': 'endUserLocationType',
  'billing-id': 'billingId',
  'sv-type': 'svType',
  'optional-data': 'optionalData',
  'alt-spid': 'optionalData.altSpid',
  'last-alt-spid': 'optionalData.lastAltSpid',
  'alt-location': 'optionalData.altEndUserLocationValue',
  'alt-location-type': 'optionalData.altEndUserLocationType',
  'alt-billing-id': 'optionalData.altBillingId',
  'voice-uri': 'optionalData.voiceUri',
  'mms-uri': 'optionalData.mmsUri',
  'poc-uri': 'optionalData.pocUri',
  'presence-uri': 'optionalData.presenceUri',
  'sms-uri': 'optionalData.smsUri',
};

/** Whether a route has what a name in `clear` stands for. */
export const has = (route: Readonly<Record<string, unknown>>, name: string): boolean => {
  const [field = '', part] = name.split('.');
  return part === undefined ? field in route : part in ((route[field] as object | undefined) ?? {});
};

export const CLEARABLE_WORDS = Object.keys(CLEARABLE).join(', ');

/** Names of fields of the request, from the words of the options or as they are; throws wrong use. */
export function clearable(text: string, before: readonly string[] = []): readonly string[] {
  const field = Object.values(CLEARABLE).includes(text) ? text : CLEARABLE[text.replace(/^--/, '')];
  if (field !== undefined) return [...before, field];
  throw wrongUse('unknown_field', `${JSON.stringify(text)} is nothing to clear`, `one of ${CLEARABLE_WORDS}`);
}
