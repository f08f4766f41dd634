import { wrongUse } from '../shared/command-error';

/** Destination point code (network, cluster, member, 3 digits each) and subsystem number, which is 0 (N291). */
export interface PointCode {
  readonly dpc: string;
  readonly ssn: number;
}

const POINT_CODE = /^(\d{3})-?(\d{3})-?(\d{3}):(\d{1,3})$/;
const MOST_OF_BYTE = 255;

/** 244021005:0, or 244-021-005:0; throws wrong use. */
export function pointCode(text: string): PointCode {
  const [, ...parts] = POINT_CODE.exec(text) ?? [];
  const [network = 0, cluster = 0, member = 0, ssn = 0] = parts.map(Number);
  if (network >= 1 && Math.max(network, cluster, member) <= MOST_OF_BYTE && ssn === 0)
    return { dpc: parts.slice(0, 3).join(''), ssn };
  throw wrongUse(
    'invalid_point_code',
    `${JSON.stringify(text)} is no point code`,
    'write DPC:SSN such as 244021005:0: network 001 to 255, cluster and member 000 to 255, a colon, SSN 0',
  );
}

export function locationValue(text: string): string {
  if (/^\d{1,12}$/.test(text)) return text;
  throw wrongUse('invalid_end_user_location', `${JSON.stringify(text)} is no location`, 'it has 1 to 12 digits');
}

export function locationType(text: string): string {
  if (/^\d{2}$/.test(text)) return text;
  throw wrongUse('invalid_end_user_location', `${JSON.stringify(text)} is no type of a location`, 'it has 2 digits');
}

/** A text as the registry takes it: no pipe character, which separates fields in download files, and none of control. */
export const shortText =
  (what: string, most: number) =>
  (text: string): string => {
    if (text.length >= 1 && text.length <= most && !/[|\p{Cc}]/u.test(text)) return text;
    throw wrongUse(
      'invalid_text',
      `${what}: ${JSON.stringify(text)} cannot be taken`,
      `write 1 to ${most} characters without |`,
    );
  };
