import type { Times } from '../output/times';
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
    `${numbers(data)} ${data.createdBy === 'old' ? `${text(data.oldSp)} lets it go to ${text(data.newSp)}` : `${text(data.newSp)} asks for it from ${text(data.oldSp)}`}, due ${times.short(text(data.dueDate))}`,
  SvAttributeValueChange: (data, times) =>
    `${numbers(data)} changed by ${data.changedBy === 'old' ? text(data.oldSp) : text(data.newSp)}, due ${times.short(text(data.dueDate))}`,
  SvStatusAttributeValueChange: (data) => {
    const failed = reasons(data.failedSps);
    return `${numbers(data)} is ${text(data.status)}${failed === '' ? '' : `; failed at ${failed}`}`;
  },
  OldSpConcurrenceRequest: (data, times) =>
    `${numbers(data)} ${text(data.oldSp)} has not concurred; until ${times.short(text(data.finalWindowEndsAt))}`,
  NewSpCreateRequest: (data, times) =>
    `${numbers(data)} ${text(data.newSp)} has not asked for it; until ${times.short(text(data.finalWindowEndsAt))}`,
  OldSpFinalConcurrenceWindowExpiration: (data) => `${numbers(data)} ${text(data.oldSp)} did not concur in time`,
  NewSpFinalCreateWindowExpiration: (data) => `${numbers(data)} ${text(data.newSp)} did not ask for it in time`,
  CustomerDisconnectDate: (data, times) =>
    `${numbers(data)} ${text(data.newSp)} ends service ${times.short(text(data.customerDisconnectDate))}`,
  AcknowledgementRefused: (data) =>
    `acknowledgement ${text(data.after)} to ${text(data.through)} refused: ${text(data.code)}; expected after ${text(data.expectedAfter)}`,
  SvDownload: (data) =>
    data.action === 'delete'
      ? `${numbers(data)} routes by its code again`
      : `${numbers(data)} routes to ${text(data.spid)} at ${text(data.lrn)}`,
};

/** What a message or a download says, in one line; kinds made after this program come as their data. */
export function describe(type: string, data: Fields, times: Times): string {
  const words = Object.hasOwn(WORDS, type) ? WORDS[type] : undefined;
  return words === undefined ? JSON.stringify(data) : words(data, times);
}
