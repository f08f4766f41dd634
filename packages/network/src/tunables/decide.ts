import { formatInstant } from '@openlnp/numbering';
import { decideBy, type NetworkDecision, type NetworkFacts, senderIsNpac, type Violation } from '../decision';
import { isTunableName, tunableNamed } from './catalogue';
import type { TunableSet } from './commands';
import { changeInForce } from './in-force';
import type { TunablesState } from './state';
import { parseTunableValue, rangeOf, type Tunable } from './values';

/**
 * Setting now what is in force already changes nothing, nor does setting the same again. What is set for an instant to come is kept
 * even if it is in force then as things stand: what is set later, for an earlier instant, must not take its place.
 */
export function decideTunable(
  command: TunableSet,
  state: TunablesState,
  facts: Pick<NetworkFacts, 'regionExists'>,
): NetworkDecision {
  const { region, name, effectiveFrom, person } = command;
  if (region !== state.region) throw new Error(`a command for ${region} met the state of ${state.region}`);
  const tunable = isTunableName(name) ? tunableNamed(name) : undefined;
  const rule = tunable?.rule ?? null;
  // In its one form, so that 12 hours are never '012'.
  const value = command.value === null ? null : String(tunable && parseTunableValue(tunable, command.value));
  const changes = state.changes.filter((change) => change.name === name);
  const inForce = changeInForce(changes, effectiveFrom);
  const previousValue = inForce?.value ?? null;
  const isKnown =
    value === previousValue && (effectiveFrom === command.now || inForce?.effectiveFrom === effectiveFrom);
  const changed = {
    type: 'TunableChanged',
    data: { region, name, value, previousValue, effectiveFrom, person },
  } as const;
  return decideBy(
    [
      () => senderIsNpac(command, rule),
      () => tunableIsKnown(command),
      () => regionIsKnown(command, facts),
      () => regionMayDiffer(command, tunable),
      () => valueIsInRange(command, tunable),
      () => effectiveFromIsNotPast(command, rule),
    ],
    ...(isKnown ? [] : [changed]),
  );
}

function tunableIsKnown({ name }: TunableSet): Violation | undefined {
  if (isTunableName(name)) return undefined;
  const expected = 'a name of the catalogue';
  return { code: 'unknown_tunable', rule: null, field: 'name', expected, actual: name.slice(0, 100) };
}

function regionIsKnown({ region }: TunableSet, facts: Pick<NetworkFacts, 'regionExists'>): Violation | undefined {
  if (region === null || facts.regionExists(region)) return undefined;
  const expected = 'a region of the registry, or none for all';
  return { code: 'unknown_region', rule: null, field: 'region', expected, actual: region.slice(0, 100) };
}

/** A region's value that nobody would look at is refused; one of before may still be taken back. */
function regionMayDiffer({ region, value }: TunableSet, tunable: Tunable | undefined): Violation | undefined {
  if (region === null || value === null || tunable?.regional !== false) return undefined;
  const expected = 'no region: the value is that of the whole registry';
  return { code: 'tunable_not_regional', rule: null, field: 'region', expected, actual: region };
}

/** FRS Appendix C */
function valueIsInRange({ value }: TunableSet, tunable: Tunable | undefined): Violation | undefined {
  if (tunable === undefined || value === null || parseTunableValue(tunable, value) !== undefined) return undefined;
  const expected = rangeOf(tunable);
  return { code: 'tunable_out_of_range', rule: tunable.rule, field: 'value', expected, actual: value.slice(0, 100) };
}

/** What was computed stays as it is (N385), so that a change can never have been in force before it was made. */
function effectiveFromIsNotPast({ effectiveFrom, now }: TunableSet, rule: string | null): Violation | undefined {
  if (effectiveFrom >= now) return undefined;
  const expected = `${formatInstant(now)} or later`;
  const actual = formatInstant(effectiveFrom);
  return { code: 'effective_from_in_past', rule, field: 'effectiveFrom', expected, actual };
}
