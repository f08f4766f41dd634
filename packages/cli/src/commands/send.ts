import { type Command, Option } from 'commander';
import { messageId, spid, tnOrRange, versionId } from '../args/numbers';
import type { Asker } from '../context';
import { awaitOutcome, type RequestStatus, sendRequest } from '../outcome';
import type { RegistryClient } from '../registry-client';
import { CommandError, wrongUse } from '../shared/command-error';
import { versionsOf } from '../words/versions';
import { asOption, type CommonOptions, newCommand, outputFor, type Tools } from './command';

export interface RequestOptions extends CommonOptions {
  readonly id?: string;
  readonly wait: boolean;
}

/** Of a command about a version that is there. */
export interface VersionOptions extends RequestOptions {
  readonly sv?: number;
}

/** Of a version request that NPAC personnel may send for either side. */
export interface SideOptions extends VersionOptions {
  readonly side?: 'new' | 'old';
}

const TN = 'a number, or a range such as 3035550100-0199';

/** The options of whatever sends a request. */
export const withRequestOptions = (command: Command): Command =>
  command
    .addOption(asOption())
    .option('--for <spid>', 'for an associated service provider, with the own token (service bureau)', spid)
    .option('--id <message-id>', 'message id: the same again is the same request', messageId)
    .option('--no-wait', 'answer as soon as the request is durable, without its outcome');

/** A command that sends a request. */
export const requestCommand = (...args: Parameters<typeof newCommand>): Command =>
  withRequestOptions(newCommand(...args).argument('<tn>', TN, tnOrRange));

/** A command that sends a request about a version that is there: by its number, or by its id alone. */
export const versionCommand = (...args: Parameters<typeof newCommand>): Command =>
  withRequestOptions(
    newCommand(...args)
      .argument('[tn]', `${TN}; may be left out with --sv`, tnOrRange)
      .option('--sv <id>', 'the version that is meant, by its id', versionId),
  );

export const sideOption = (what: string): Option =>
  new Option('--side <side>', `for whom NPAC personnel ${what}`).choices(['new', 'old']);

/** What identifies the version in the request. */
export function versionMeant(tn: string | undefined, { sv }: VersionOptions): { tn?: string; svId?: number } {
  if (tn === undefined && sv === undefined)
    throw wrongUse('missing_argument', 'which version?', 'say a number, or --sv ID');
  return { ...(tn === undefined ? {} : { tn }), ...(sv === undefined ? {} : { svId: sv }) };
}

/** The number for a hint of what to do next. */
export const firstTn = (tn: string | undefined): string => tn?.slice(0, 10) ?? '<tn>';

export const registryNow = async (client: RegistryClient): Promise<string> =>
  (await client.call<{ now: string }>('GET', '/v1/status')).now;

/** Sends, waits, prints; a refusal is an error. `about` is what the request speaks of when that is no number. */
export async function run(
  tools: Tools,
  options: RequestOptions,
  asker: Asker,
  body: (client: RegistryClient) => Promise<{ readonly kind: string }>,
  about?: string,
): Promise<void> {
  // What is asked on the way is asked for the same service provider: a bureau alone would not see what is pending.
  const client = tools.context.client({ ...asker, for: options.for });
  const content = await body(client);
  const id = options.id ?? `cli-${tools.io.newId()}`;
  const sent = await sendRequest(client, id, content).catch((error: unknown) => {
    throw repeatable(error, id);
  });
  const request = options.wait ? await awaitOutcome(client, sent) : sent;
  if (request.status === 'refused') throw refusal(request, about);
  outputFor(tools, options).say(request, () => requestLine(request, about));
}

/** Nobody knows whether a request that got no answer was accepted; under its id it may be sent again without harm. */
function repeatable(error: unknown, id: string): unknown {
  if (!(error instanceof CommandError) || (error.code !== 'timeout' && error.code !== 'unreachable')) return error;
  const { code, message, next } = error;
  return new CommandError(code, message, { next: `${next ?? ''}; then send it again with --id ${id}: it counts once` });
}

const refusal = (request: RequestStatus, about = '-'): CommandError => {
  const { kind, tn, id, errors } = request;
  const [first] = errors;
  return new CommandError(first?.code ?? 'refused', `${kind} of ${tn ?? about} was refused (request ${id})`, {
    faults: errors,
    answer: request,
  });
};

/** A request in one line. */
export function requestLine({ id, kind, status, tn, svIds }: RequestStatus, about = ''): string {
  const versions = versionsOf(tn, svIds);
  return `${kind} ${tn ?? about} ${status}${versions === '' ? '' : `, ${versions}`} (request ${id})`;
}
