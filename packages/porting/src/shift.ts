import type { DownloadContent } from './generated/common';
import type { PortingEvent } from './generated/events';

/** Where the numbers and version ids stand in an event's data; the last two once more in its download. */
const NUMBERED = ['tn', 'svId', 'bySvId', 'supersedes', 'copySvId'] as const;
const NUMBERED_IN_DOWNLOAD = ['tn', 'svId'] as const satisfies readonly (keyof DownloadContent)[];

/**
 * The same event for the number `by` places further on: telephone number and all version ids are `by` higher, all else is
 * shared with the event given. Throws for the events of other streams than a number's.
 */
export function shiftEvent(event: PortingEvent, by: number): PortingEvent {
  if (event.type === 'SvIdsReserved' || event.type === 'RangeDecided' || event.type === 'RangeCompleted') {
    throw new Error(`${event.type} is no event of a number`);
  }
  const data = raise(event.data, NUMBERED, by);
  const shifted = 'download' in data ? { ...data, download: raise(data.download, NUMBERED_IN_DOWNLOAD, by) } : data;
  // The type and its data belong together, as they did before.
  return { type: event.type, data: shifted } as PortingEvent;
}

function raise<T extends object>(data: T, fields: readonly string[], by: number): T {
  const raised = { ...data } as Record<string, unknown>;
  for (const field of fields) {
    const value = raised[field];
    if (typeof value === 'number') raised[field] = value + by;
  }
  return raised as T;
}

/**
 * Whether `b` are the events `a` for the number `by` places further on: then one run of a range may stand for both. Types and
 * data are compared; the instants that they take place at are the caller's to compare.
 */
export function alike(a: readonly PortingEvent[], b: readonly PortingEvent[], by: number): boolean {
  if (a.length !== b.length) return false;
  return a.every((event, i) => event.type === b[i]?.type && same(shiftEvent(event, by).data, b[i]?.data));
}

/** Deep equality of plain data; key order does not matter, and a key that is undefined counts as absent. */
function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].every((key) => same(left[key], right[key]));
}
