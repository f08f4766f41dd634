import type { Times } from '../output/times';
import { causeOf } from './phrases';
import { versionsOf } from './versions';

type Fields = Readonly<Record<string, unknown>>;

const text = (value: unknown): string => (value == null ? '-' : String(value));
const numbers = (data: Fields): string => {
  const { tn, firstTn, lastTn } = data;
  if (tn != null) return String(tn);
  return firstTn === lastTn ? text(firstTn) : `${text(firstTn)} to ${text(lastTn)}`;
};
const reasons = (failed: unknown): string =>
  Array.isArray(failed) ? failed.map(({ spid, reason }) => `${spid} (${reason})`).join(', ') : '';

const WORDS: Readonly<Record<string, (data: Fields, times: Times) => string>> = {
  RequestDone: (data) => `${text(data.kind)} ${text(data.tn)} done  ${versionsOf(data.tn, data.svIds)}`.trimEnd(),
  RequestRefused: (data) => {
    const codes = Array.isArray(data.errors) ? data.errors.map(({ code }) => code) : [];
    return `${text(data.kind)} ${text(data.tn)} refused: ${[...new Set(codes)].join(', ')}`;
  },
  SvObjectCreation: (data, times) =>
    `${numbers(data)} ${said(data, data.createdBy)}, due ${times.short(text(data.dueDate))}`,
  SvAttributeValueChange: (data, times) =>
    `${numbers(data)} ${said(data, data.changedBy)}, due ${times.short(text(data.dueDate))}`,
  SvStatusAttributeValueChange: (data) => {
    const failed = reasons(data.failedSps);
    return `${numbers(data)} is ${text(data.status)}${causeOf(data.causeCode as number | null)}${failed === '' ? '' : `; failed at ${failed}`}`;
  },
  OldSpConcurrenceRequest: (data, times) =>
    `${numbers(data)} ${text(data.oldSp)} has not concurred; until ${times.short(text(data.finalWindowEndsAt))}`,
  NewSpCreateRequest: (data, times) =>
    `${numbers(data)} ${text(data.newSp)} has not asked for it; until ${times.short(text(data.finalWindowEndsAt))}`,
  OldSpFinalConcurrenceWindowExpiration: (data) => `${numbers(data)} ${text(data.oldSp)} did not concur in time`,
  NewSpFinalCreateWindowExpiration: (data) => `${numbers(data)} ${text(data.newSp)} did not ask for it in time`,
  CustomerDisconnectDate: (data, times) =>
    `${numbers(data)} ${text(data.newSp)} ends service ${times.short(text(data.customerDisconnectDate))}${data.effectiveReleaseDate == null ? '' : `, released ${times.short(text(data.effectiveReleaseDate))}`}`,
  SvDataChange: (data, times) =>
    `${numbers(data)} data of ${data.changedBy === 'old' ? text(data.oldSp) : text(data.newSp)} changed: ${changed(data, times)}`,
  CancellationAcknowledgeRequest: (data, times) =>
    `${numbers(data)} was canceled by the other side, which is not acknowledged; until ${times.short(text(data.finalWindowEndsAt))}`,
  NewNpaNxx: (data, times) =>
    `${text(data.npaNxx)} of ${text(data.codeHolder)} is ported for the first time; usable from ${times.short(text(data.usableFrom))}`,
  AcknowledgementRefused: (data) =>
    `acknowledgement ${text(data.after)} to ${text(data.through)} refused: ${text(data.code)}; expected after ${text(data.expectedAfter)}`,
  SvDownload: (data) =>
    data.action === 'delete'
      ? `${numbers(data)} routes by its code again`
      : `${numbers(data)} routes to ${text(data.spid)} at ${text(data.lrn)}`,
};

/** What a side says with its create. */
function said(data: Fields, side: unknown): string {
  const { oldSp, newSp, authorized, causeCode, portingToOriginal } = data;
  if (side !== 'old')
    return `${text(newSp)} asks for it ${portingToOriginal === true ? 'back ' : ''}from ${text(oldSp)}`;
  if (authorized !== false) return `${text(oldSp)} lets it go to ${text(newSp)}`;
  return `${text(oldSp)} does not let it go to ${text(newSp)}${causeOf(causeCode as number | null)}`;
}

const ALWAYS = ['svId', 'tn', 'newSp', 'oldSp', 'occurredAt', 'changedBy'];
const DATES = ['dueDate', 'customerDisconnectDate', 'effectiveReleaseDate'];

const changed = (data: Fields, times: Times): string =>
  Object.entries(data)
    .filter(([name, value]) => value != null && !ALWAYS.includes(name))
    .map(([name, value]) => {
      if (DATES.includes(name)) return `${name} ${times.short(String(value))}`;
      return `${name} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`;
    })
    .join(', ');

/** What a message or a download says, in one line; kinds made after this program come as their data. */
export function describe(type: string, data: Fields, times: Times): string {
  const words = Object.hasOwn(WORDS, type) ? WORDS[type] : undefined;
  return words === undefined ? JSON.stringify(data) : words(data, times);
}
