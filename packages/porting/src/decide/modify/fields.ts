import type { Modify, RouteChanges } from '../../commands';
import type { OptionalData, RouteData } from '../../generated/common';
import { givenOptionalData, NO_OPTIONAL_DATA } from '../../optional-data';
import type { Violation } from '../../refusal';

const DATA = [
  'dueDate',
  'authorized',
  'causeCode',
  'mediumTimer',
  'customerDisconnectDate',
  'effectiveReleaseDate',
] as const;

/** Fields of a request to modify, but for those of the route, which count as one. */
export type ModifiableField = (typeof DATA)[number] | 'route';

export const changesRoute = ({ route }: Modify): boolean => Object.keys(route).length > 0;

/** The first field given that is none of those that may be changed here. */
export function onlyTheseFields(
  command: Modify,
  allowed: readonly ModifiableField[],
  rule: string,
): Violation | undefined {
  const given = DATA.filter((field) => command[field] !== null);
  const other =
    given.find((field) => !allowed.includes(field)) ??
    (changesRoute(command) && !allowed.includes('route') ? Object.keys(command.route)[0] : undefined);
  if (other === undefined) return undefined;
  return { code: 'field_not_modifiable', rule, field: other, expected: allowed.join(', ') };
}

/** The route as it will be; undefined when nothing of it changes. */
export function changedRoute(route: RouteData, { optionalData, ...changes }: RouteChanges): RouteData | undefined {
  const before = { ...route, optionalData: givenOptionalData(route.optionalData) };
  const after: RouteData = { ...before, ...changes, optionalData: optionalAfter(before.optionalData, optionalData) };
  return sameData(before, after) ? undefined : after;
}

function optionalAfter(before: OptionalData | null, changes: RouteChanges['optionalData']): OptionalData | null {
  if (changes === null) return null;
  return givenOptionalData({ ...NO_OPTIONAL_DATA, ...before, ...changes });
}

const sameData = (a: object, b: object): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));

/** Keys in one order at every depth: routes are shallow plain data. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
