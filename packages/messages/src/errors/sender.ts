import { entry } from './entry';

/** 2000 to 2999: who sends. */
export const SENDER_ERRORS = {
  unauthorized: entry(
    2001,
    401,
    'The token is missing, unknown or revoked',
    'Send Authorization: Bearer with a token of your SPID',
  ),
  unknown_sender: entry(
    2002,
    403,
    'The sender is no customer of the registry',
    'Have NPAC personnel create the service provider first',
  ),
  acting_for_not_associated: entry(
    2003,
    403,
    'The sender may not act for this service provider',
    'Have the service provider associate your SPID as its service bureau first',
  ),
} as const;
