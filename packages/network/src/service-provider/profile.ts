import type { Rule, Violation } from '../decision';
import type { ServiceProviderCreated } from '../generated/events';
import {
  LENGTHS,
  type Length,
  NOTIFICATIONS,
  OPTIONAL_FIELDS,
  PRIORITIES,
  type Profile,
  type ServiceProviderModify,
  SP_TYPES,
} from './commands';

/** FRS size of a customer's name (NPAC customer data model). */
export const NAME_LENGTH = 40;

/** What a profile must be, whether it is new or changed. */
export const profileRules = (profile: Profile): readonly Rule[] => [
  () => nameIsGood(profile),
  () => typeIsKnown(profile),
  () => lengthIsKnown('portInTimer', profile.portInTimer),
  () => lengthIsKnown('portOutTimer', profile.portOutTimer),
  () => lengthIsKnown('businessDays', profile.businessDays),
  () => prioritiesAreKnown(profile),
  () => optionalFieldsAreKnown('soaOptionalFields', profile.soaOptionalFields),
  () => optionalFieldsAreKnown('lsmsOptionalFields', profile.lsmsOptionalFields),
];

/** The fields of a profile, and nothing else; the lengths have been checked. */
export const profileOf = (profile: Profile) =>
  ({
    name: profile.name,
    spType: profile.spType,
    portInTimer: profile.portInTimer as Length | null,
    portOutTimer: profile.portOutTimer as Length | null,
    businessDays: profile.businessDays as Length | null,
    mediumTimers: profile.mediumTimers,
    wsmscSupported: profile.wsmscSupported,
    pseudoLrnSoa: profile.pseudoLrnSoa,
    pseudoLrnLsms: profile.pseudoLrnLsms,
    tnRangeNotifications: profile.tnRangeNotifications,
    noNewSpConcurrenceNotifications: profile.noNewSpConcurrenceNotifications,
    cancelToConflictCause: profile.cancelToConflictCause,
    notificationPriorities: profile.notificationPriorities,
    soaOptionalFields: profile.soaOptionalFields,
    lsmsOptionalFields: profile.lsmsOptionalFields,
  }) satisfies Omit<ServiceProviderCreated, 'spid' | 'soa' | 'lsms' | 'associatedWith'>;

/** The profile with what the command changes. */
export function changedProfile(command: ServiceProviderModify, profile: Profile): Profile {
  const before = profileOf(profile);
  const changes = Object.fromEntries(
    Object.keys(before).map((field) => [field, command[field as keyof Profile] ?? before[field as keyof Profile]]),
  );
  return changes as unknown as Profile;
}

/** Whether two profiles say the same; priorities and names in another order are the same ones. */
export function sameProfile(a: Profile, b: Profile): boolean {
  const text = (profile: Profile) => {
    const { notificationPriorities, soaOptionalFields, lsmsOptionalFields, ...rest } = profileOf(profile);
    const priorities = notificationPriorities.map((one) => `${one.notification} ${one.priority}`);
    const lists = [priorities, soaOptionalFields, lsmsOptionalFields].map((list) => list && [...list].sort());
    return JSON.stringify([rest, lists]);
  };
  return text(a) === text(b);
}

/** R4-8, R4-9; RR3-3 forbids the pipe */
function nameIsGood({ name }: Profile): Violation | undefined {
  const field = 'name';
  if (name.includes('|')) return { code: 'invalid_sp_name', rule: 'RR3-3', field, expected: 'no pipe', actual: name };
  if (name.trim() !== '' && name.length <= NAME_LENGTH) return undefined;
  const expected = `1 to ${NAME_LENGTH} characters`;
  return { code: 'invalid_sp_name', rule: 'R4-8', field, expected, actual: `${name.trim().length} characters` };
}

/** R4-8; the types are those of N357 and later change orders */
function typeIsKnown({ spType }: Profile): Violation | undefined {
  if (SP_TYPES.some((known) => known === spType)) return undefined;
  return { code: 'invalid_sp_type', rule: 'R4-8', field: 'spType', expected: SP_TYPES.join(', '), actual: spType };
}

/** R5-19.3, R5-19.5 choose between two */
function lengthIsKnown(field: 'portInTimer' | 'portOutTimer' | 'businessDays', length: string | null) {
  if (length === null || LENGTHS.some((known) => known === length)) return undefined;
  const expected = `${LENGTHS.join(', ')} or none`;
  return { code: 'invalid_timer_type', rule: 'R4-8', field, expected, actual: length } as const;
}

/** N329 */
function prioritiesAreKnown({ notificationPriorities }: Profile): Violation | undefined {
  const field = 'notificationPriorities';
  for (const [place, { notification, priority }] of notificationPriorities.entries()) {
    const at = `${field}[${place}]`;
    if (!PRIORITIES.some((known) => known === priority)) {
      const expected = PRIORITIES.join(', ');
      return {
        code: 'invalid_notification_priority',
        rule: 'N329',
        field: `${at}.priority`,
        expected,
        actual: priority,
      };
    }
    const again = notificationPriorities.findIndex((other) => other.notification === notification) < place;
    if (again || !NOTIFICATIONS.some((known) => known === notification)) {
      const expected = again ? 'each notification once' : NOTIFICATIONS.join(', ');
      const actual = notification;
      return { code: 'invalid_notification_priority', rule: 'N329', field: `${at}.notification`, expected, actual };
    }
  }
  return undefined;
}

/** N432 */
function optionalFieldsAreKnown(
  field: 'soaOptionalFields' | 'lsmsOptionalFields',
  names: readonly string[] | null,
): Violation | undefined {
  const wrong = (names ?? []).findIndex(
    (name, place) => !OPTIONAL_FIELDS.some((known) => known === name) || names?.indexOf(name) !== place,
  );
  const actual = names?.[wrong];
  if (actual === undefined) return undefined;
  const expected = names?.indexOf(actual) === wrong ? OPTIONAL_FIELDS.join(', ') : 'each field once';
  return { code: 'invalid_optional_field', rule: 'N432', field: `${field}[${wrong}]`, expected, actual };
}
