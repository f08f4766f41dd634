import { formatInstant, formatLrn, formatNpaNxx, type Instant, NPAC, npaNxxOf, type Spid } from '@openlnp/numbering';
import type { NewSpCreate, OldSpCreate, PortingCommand, PortingFacts } from './commands';
import type { RequestError } from './generated/common';
import { firstViolation, type Rule, requestErrorOf, type Violation } from './refusal';

/** What the rules below ask of the network's data. */
export type NetworkFacts = Pick<PortingFacts, 'codeOf' | 'lrnOwner' | 'spType'>;

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
      return [...createRules(command, facts), () => lrnBelongsToNewSp(command, facts)];
    case 'OldSpCreate':
      return createRules(command, facts);
    case 'Activate':
      return [() => codeIsPortable(command, facts), () => codeIsEffectiveNow(command, facts)];
    case 'RecordAnswers':
    case 'EndResponseWindow':
      return [];
    default: {
      const unknown: never = command;
      throw new Error(`unknown command ${JSON.stringify(unknown)}`);
    }
  }
}

const createRules = (command: Create, facts: NetworkFacts): readonly Rule[] => [
  () => senderIsItsSide(command),
  () => serviceProviderExists('newSp', command.newSp, facts),
  () => serviceProviderExists('oldSp', command.oldSp, facts),
  () => serviceProvidersDiffer(command),
  () => serviceProviderMayPort('newSp', command.newSp, facts),
  () => serviceProviderMayPort('oldSp', command.oldSp, facts),
  () => codeIsPortable(command, facts),
  () => dueDateNotBeforeCodeIsEffective(command, facts),
];

/** R5-18.7; NPAC personnel may create on behalf of either (R5-7). */
function senderIsItsSide(command: Create): Violation | undefined {
  const side = command.type === 'NewSpCreate' ? 'newSp' : 'oldSp';
  if (command.sender === command[side] || command.sender === NPAC) return undefined;
  return { code: 'not_authorized', rule: 'R5-18.7', field: side, expected: command.sender, actual: command[side] };
}

/** R5-18.5 */
function serviceProviderExists(field: string, spid: Spid, facts: NetworkFacts): Violation | undefined {
  if (facts.spType(spid) !== undefined) return undefined;
  return { code: 'invalid_spid', rule: 'R5-18.5', field, expected: 'a customer of the registry', actual: spid };
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

/** R5-18.4 */
function codeIsPortable({ tn }: PortingCommand, facts: NetworkFacts): Violation | undefined {
  const code = npaNxxOf(tn);
  if (facts.codeOf(code) !== undefined) return undefined;
  const expected = 'an NPA-NXX open for porting';
  return { code: 'npa_nxx_not_portable', rule: 'R5-18.4', field: 'tn', expected, actual: formatNpaNxx(code) };
}

/** RR5-44 */
function dueDateNotBeforeCodeIsEffective({ tn, dueDate }: Create, facts: NetworkFacts): Violation | undefined {
  const code = facts.codeOf(npaNxxOf(tn));
  if (code === undefined || dueDate >= code.effectiveAt) return undefined;
  return {
    code: 'due_date_before_npanxx_effective',
    rule: 'RR5-44',
    field: 'dueDate',
    expected: `${formatInstant(code.effectiveAt)} or later`,
    actual: formatInstant(dueDate),
  };
}

/** R5-53.1, the network's half */
function codeIsEffectiveNow(
  { tn, now }: { tn: PortingCommand['tn']; now: Instant },
  facts: NetworkFacts,
): Violation | undefined {
  const code = facts.codeOf(npaNxxOf(tn));
  if (code === undefined || now >= code.effectiveAt) return undefined;
  const expected = `NPA-NXX effective since ${formatInstant(code.effectiveAt)}`;
  return { code: 'network_data_not_ready', rule: 'R5-53.1', field: 'tn', expected, actual: formatInstant(now) };
}

/** R5-18.6 */
function lrnBelongsToNewSp({ newSp, route: { lrn } }: NewSpCreate, facts: NetworkFacts): Violation | undefined {
  const owner = facts.lrnOwner(lrn);
  if (owner === newSp) return undefined;
  const at = { rule: 'R5-18.6', field: 'lrn' };
  if (owner === undefined) {
    return { code: 'invalid_lrn', ...at, expected: 'a registered LRN', actual: formatLrn(lrn) };
  }
  return { code: 'lrn_not_owned', ...at, expected: `an LRN of ${newSp}`, actual: `an LRN of ${owner}` };
}
