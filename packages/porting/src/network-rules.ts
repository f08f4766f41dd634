import {
  formatInstant,
  formatLrn,
  formatNpaNxx,
  type Instant,
  type Lrn,
  NPAC,
  npaNxxOf,
  PSEUDO_LRN,
  parseSpid,
  type Spid,
  type Tn,
} from '@openlnp/numbering';
import type {
  ExcludeFailedSps,
  IntraSpCreate,
  NewSpCreate,
  OldSpCreate,
  PortingCommand,
  PortingFacts,
  Resend,
  RouteChanges,
} from './commands';
import { startOfUtcDay } from './decide/create-rules';
import type { RequestError } from './generated/common';
import { optionalDataIsSupported } from './optional-data';
import { firstViolation, type Rule, requestErrorOf, type Violation } from './refusal';

/** What the rules below ask of the network's data. */
export type NetworkFacts = Pick<PortingFacts, 'codeOf' | 'lrnOwner' | 'spType' | 'supports'>;

type Create = NewSpCreate | OldSpCreate;

/**
 * The rules about sender and network that need no state of the number, so that validation can refuse early; `decide` runs
 * the same rules again with the owner's facts (law 10). Empty when all hold, else the first that does not.
 */
export function networkRules(command: PortingCommand, facts: NetworkFacts): readonly RequestError[] {
  const violation = firstViolation(rulesFor(command, facts));
  return violation === undefined ? [] : [requestErrorOf(violation, command.tn)];
}

function rulesFor(command: PortingCommand, facts: NetworkFacts): readonly Rule[] {
  switch (command.type) {
    case 'NewSpCreate':
      return newSpCreateRules(command, facts);
    case 'OldSpCreate':
      return createRules(command, facts);
    case 'Activate':
      return [() => codeIsPortable(command, 'R5-18.4', facts), () => codeIsEffectiveNow(command, facts)];
    case 'IntraSpCreate':
      return intraSpCreateRules(command, facts);
    case 'Disconnect':
      return [() => codeIsPortable(command, 'R5-63', facts)];
    case 'Modify':
      return alternativeSpRules(command.route.optionalData, facts);
    case 'Resend':
      return [() => npacPersonnelSentIt(command, 'RR5-38.1.1')];
    case 'ExcludeFailedSps':
      return [() => npacPersonnelSentIt(command, 'N227')];
    case 'SetConflict':
    case 'ResolveConflict':
    case 'Cancel':
    case 'AcknowledgeCancel':
    case 'UndoCancel':
      // The version says who its parties are, and its code was open when it was made.
      return [];
    case 'RecordAnswers':
    case 'EndResponseWindow':
    case 'ReachDeadline':
      return [];
    default: {
      const unknown: never = command;
      throw new Error(`unknown command ${JSON.stringify(unknown)}`);
    }
  }
}

const createRules = (command: Create, facts: NetworkFacts): readonly Rule[] => [
  () => senderIsItsSide(command),
  () => serviceProviderExists('newSp', command.newSp, 'R5-18.5', facts),
  () => serviceProviderExists('oldSp', command.oldSp, 'R5-18.5', facts),
  () => serviceProvidersDiffer(command),
  () => serviceProviderMayPort('newSp', command.newSp, facts),
  () => serviceProviderMayPort('oldSp', command.oldSp, facts),
  () => codeIsPortable(command, 'R5-18.4', facts),
  () => dueDateNotBeforeCodeIsEffective(command, 'RR5-44', facts),
];

function newSpCreateRules(command: NewSpCreate, facts: NetworkFacts): readonly Rule[] {
  const { newSp, route } = command;
  return [
    ...createRules(command, facts),
    () => routeIsGiven(command),
    () => noRouteToOriginal(command),
    () => originalHoldsTheCode(command, facts),
    () => (route === null ? undefined : lrnMayBeGiven({ newSp, lnpType: 'lspp' }, route.lrn, 'R5-18.6', facts)),
    () => wsmscIsSupported(newSp, route, 'R5-18.1', facts),
    () => optionalDataIsSupported(newSp, route, facts),
    ...alternativeSpRules(route?.optionalData, facts),
  ];
}

const intraSpCreateRules = (command: IntraSpCreate, facts: NetworkFacts): readonly Rule[] => [
  () => senderIsTheSp(command),
  () => serviceProviderExists('sp', command.sp, null, facts),
  () => serviceProviderMayPort('sp', command.sp, facts),
  () => codeIsPortable(command, 'RR5-6.4', facts),
  () => dueDateNotBeforeCodeIsEffective(command, 'RR5-45', facts),
  () => lrnMayBeGiven({ newSp: command.sp, lnpType: 'lisp' }, command.route.lrn, 'RR5-6.5', facts),
  () => wsmscIsSupported(command.sp, command.route, 'RR5-6.1', facts),
  () => optionalDataIsSupported(command.sp, command.route, facts),
  ...alternativeSpRules(command.route.optionalData, facts),
];

/** Alternative SPIDs are those of customers, as all SPIDs. */
const alternativeSpRules = (optionalData: RouteChanges['optionalData'], facts: NetworkFacts): readonly Rule[] => [
  () => alternativeSpExists('altSpid', 'N399', optionalData?.altSpid, facts),
  () => alternativeSpExists('lastAltSpid', 'N438', optionalData?.lastAltSpid, facts),
];

/** R5-18.7; NPAC personnel may create on behalf of either (R5-7). */
function senderIsItsSide(command: Create): Violation | undefined {
  const side = command.type === 'NewSpCreate' ? 'newSp' : 'oldSp';
  if (command.sender === command[side] || command.sender === NPAC) return undefined;
  return { code: 'not_authorized', rule: 'R5-18.7', field: side, expected: command.sender, actual: command[side] };
}

/** RR5-6.2; RR5-4 lets NPAC personnel do it for the service provider. */
function senderIsTheSp({ sender, sp }: IntraSpCreate): Violation | undefined {
  if (sender === sp || sender === NPAC) return undefined;
  return { code: 'not_authorized', rule: 'RR5-6.2', field: 'sp', expected: sender, actual: sp };
}

/** RR5-38.1.1, N227: no service provider does it. */
function npacPersonnelSentIt({ sender }: Resend | ExcludeFailedSps, rule: string): Violation | undefined {
  if (sender === NPAC) return undefined;
  return { code: 'not_authorized', rule, field: null, expected: 'NPAC personnel', actual: sender };
}

function serviceProviderExists(
  field: string,
  spid: Spid,
  rule: string | null,
  facts: NetworkFacts,
): Violation | undefined {
  if (facts.spType(spid) !== undefined) return undefined;
  return { code: 'invalid_spid', rule, field, expected: 'a customer of the registry', actual: spid };
}

function alternativeSpExists(
  field: 'altSpid' | 'lastAltSpid',
  rule: string,
  text: string | null | undefined,
  facts: NetworkFacts,
): Violation | undefined {
  const spid = text == null ? undefined : parseSpid(text);
  if (text == null || (spid !== undefined && facts.spType(spid) !== undefined)) return undefined;
  const expected = 'a customer of the registry';
  return { code: 'invalid_spid', rule, field: `optionalData.${field}`, expected, actual: text };
}

/** An inter-SP port goes from one service provider to another. */
function serviceProvidersDiffer({ oldSp, newSp }: Create): Violation | undefined {
  if (oldSp !== newSp) return undefined;
  return { code: 'same_sp', rule: null, field: 'newSp', expected: 'another SPID than oldSp', actual: newSp };
}

/** A non-carrier reads the registry and never has numbers. */
function serviceProviderMayPort(field: string, spid: Spid, facts: NetworkFacts): Violation | undefined {
  if (facts.spType(spid) !== 'non_carrier') return undefined;
  return { code: 'sp_type_not_allowed', rule: null, field, expected: 'a carrier', actual: 'non_carrier' };
}

/** R5-15.1 */
function routeIsGiven({ route, portingToOriginal }: NewSpCreate): Violation | undefined {
  if (portingToOriginal || route !== null) return undefined;
  const expected = 'an LRN, since it is no port to original';
  return { code: 'lrn_missing', rule: 'R5-15.1', field: 'lrn', expected, actual: 'none' };
}

/** R5-15.2 */
function noRouteToOriginal({ route, portingToOriginal }: NewSpCreate): Violation | undefined {
  if (!portingToOriginal || route === null) return undefined;
  const expected = 'no route in a port to original';
  return { code: 'route_in_port_to_original', rule: 'R5-15.2', field: 'lrn', expected, actual: formatLrn(route.lrn) };
}

/** R5-15.2: the original service provider of a number is the holder of its code. */
function originalHoldsTheCode(
  { tn, newSp, portingToOriginal }: NewSpCreate,
  facts: NetworkFacts,
): Violation | undefined {
  const holder = facts.codeOf(npaNxxOf(tn))?.spid;
  if (!portingToOriginal || holder === newSp) return undefined;
  const expected = holder ?? 'the holder of the code';
  return { code: 'invalid_port_to_original', rule: 'R5-15.2', field: 'newSp', expected, actual: newSp };
}

function codeIsPortable({ tn }: PortingCommand, rule: string, facts: NetworkFacts): Violation | undefined {
  const code = npaNxxOf(tn);
  if (facts.codeOf(code) !== undefined) return undefined;
  const expected = 'an NPA-NXX open for porting';
  return { code: 'npa_nxx_not_portable', rule, field: 'tn', expected, actual: formatNpaNxx(code) };
}

/** RR5-44, RR5-45, RR5-54: the whole of the UTC day on which the code becomes effective will do, as for every due date (AR3-1). */
export function dueDateNotBeforeCodeIsEffective(
  { tn, dueDate }: { readonly tn: Tn; readonly dueDate: Instant },
  rule: string,
  facts: Pick<NetworkFacts, 'codeOf'>,
): Violation | undefined {
  const code = facts.codeOf(npaNxxOf(tn));
  if (code === undefined) return undefined;
  const earliest = startOfUtcDay(code.effectiveAt);
  if (dueDate >= earliest) return undefined;
  return {
    code: 'due_date_before_npanxx_effective',
    rule,
    field: 'dueDate',
    expected: `${formatInstant(earliest)} or later`,
    actual: formatInstant(dueDate),
  };
}

/** R5-53.1, the network's half: to the instant, whatever the day of the due date */
function codeIsEffectiveNow(
  { tn, now }: { tn: PortingCommand['tn']; now: Instant },
  facts: NetworkFacts,
): Violation | undefined {
  const code = facts.codeOf(npaNxxOf(tn));
  if (code === undefined || now >= code.effectiveAt) return undefined;
  const expected = `NPA-NXX effective since ${formatInstant(code.effectiveAt)}`;
  return { code: 'network_data_not_ready', rule: 'R5-53.1', field: 'tn', expected, actual: formatInstant(now) };
}

/** An LRN of the service provider's own; or the pseudo-LRN, where its profile allows that, in an intra-SP port only (N442). */
export function lrnMayBeGiven(
  { newSp, lnpType }: { readonly newSp: Spid; readonly lnpType: string },
  lrn: Lrn,
  rule: string,
  facts: Pick<NetworkFacts, 'lrnOwner' | 'supports'>,
): Violation | undefined {
  if (lrn !== PSEUDO_LRN) return lrnBelongsTo(newSp, lrn, rule, facts);
  if (lnpType === 'lisp' && facts.supports(newSp, 'pseudo_lrn')) return undefined;
  const expected = lnpType === 'lisp' ? 'a profile with the pseudo-LRN' : 'an LRN, since it is no intra-SP port';
  return { code: 'pseudo_lrn_not_allowed', rule: 'N442', field: 'lrn', expected, actual: formatLrn(lrn) };
}

/** The pair of WSMSC is data of service providers that support it (FRS table 3-6). */
export function wsmscIsSupported(
  sp: Spid,
  route: RouteChanges | null,
  rule: string,
  facts: Pick<NetworkFacts, 'supports'>,
): Violation | undefined {
  const pair = route?.wsmscPointCode;
  if (pair == null || facts.supports(sp, 'wsmsc')) return undefined;
  const expected = 'none, since the profile does not support WSMSC data';
  return { code: 'invalid_point_code_data', rule, field: 'wsmscPointCode', expected, actual: pair.dpc };
}

function lrnBelongsTo(sp: Spid, lrn: Lrn, rule: string, facts: Pick<NetworkFacts, 'lrnOwner'>): Violation | undefined {
  const owner = facts.lrnOwner(lrn);
  if (owner === sp) return undefined;
  const at = { rule, field: 'lrn' };
  if (owner === undefined) {
    return { code: 'invalid_lrn', ...at, expected: 'a registered LRN', actual: formatLrn(lrn) };
  }
  return { code: 'lrn_not_owned', ...at, expected: `an LRN of ${sp}`, actual: `an LRN of ${owner}` };
}
