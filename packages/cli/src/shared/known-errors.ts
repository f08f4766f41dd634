import { CommandError } from './command-error';

/** Errors of the carrier library as this program's: what it says is for people, its stack is not. Others as they are. */
export function commandErrorOf(error: unknown): unknown {
  const { name, code, message, status } = (error ?? {}) as Partial<CommandError> & { readonly name?: string };
  if (String(name) !== 'CarrierError' || code === undefined) return error;
  return new CommandError(code, message ?? code, { status, next: NEXT[code] });
}

const NEXT: Readonly<Record<string, string>> = {
  unauthorized: 'set LNP_TOKEN, say --as SPID, or set LNP_DATA to the folder of the tokens',
  not_an_lsms: 'only a service provider with an LSMS reads downloads; the operator may too: --as NPAC',
  messages_expired: 'leave --after out to begin with the oldest message kept',
  downloads_expired: 'name a later number with --after',
};
