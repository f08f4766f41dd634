import type { Command } from 'commander';
import { messageId, spid, tnOrRange, versionId } from '../args/numbers';
import type { Asker } from '../context';
import { awaitOutcome, type RequestStatus, sendRequest } from '../outcome';
import type { RegistryClient } from '../registry-client';
import { CommandError, wrongUse } from '../shared/command-error';
import { versionsOf } from '../words/versions';
import { asOption, type CommonOptions, newCommand, outputFor, type Tools } from './command';

export interface RequestOptions extends CommonOptions {
  readonly id?: string;
  readonly for?: string;
  readonly wait: boolean;
}

/** Of a command about a version that is there. */
export interface VersionOptions extends RequestOptions {
  readonly sv?: number;
}

const TN = 'a number, or a range such as 3035550100-0199';

const withRequestOptions = (command: Command): Command =>
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

/** What identifies the version in the request. */
export function versionMeant(tn: string | undefined, { sv }: VersionOptions): { tn?: string; svId?: number } {
  if (tn === undefined && sv === undefined)
    throw wrongUse('missing_argument', 'which version?', 'say a number, or --sv ID');
  return { ...(tn === undefined ? {} : { tn }), ...(sv === undefined ? {} : { svId: sv }) };
}

/** The number for a hint of what to do next. */
export const firstTn = (tn: string | undefined): string => tn?.slice(0, 10) ?? '<tn>';

/** Sends, waits, prints; a refusal is an error. */
export async function run(
  tools: Tools,
  options: RequestOptions,
  asker: Asker,
  body: (client: RegistryClient) => Promise<{ readonly kind: string }>,
): Promise<void> {
  const client = tools.context.client(asker);
  const content = await body(client);
  const id = options.id ?? `cli-${tools.io.newId()}`;
  const sent = await sendRequest(client, id, content, options.for).catch((error: unknown) => {
    throw repeatable(error, id);
  });
  const request = options.wait ? await awaitOutcome(client, sent) : sent;
  if (request.status === 'refused') throw refusal(request);
  outputFor(tools, options).say(request, () => requestLine(request));
}

/** Nobody knows whether a request that got no answer was accepted; under its id it may be sent again without harm. */
function repeatable(error: unknown, id: string): unknown {
  if (!(error instanceof CommandError) || (error.code !== 'timeout' && error.code !== 'unreachable')) return error;
  const { code, message, next } = error;
  return new CommandError(code, message, { next: `${next ?? ''}; then send it again with --id ${id}: it counts once` });
}

const refusal = (request: RequestStatus): CommandError => {
  const { kind, tn, id, errors } = request;
  const [first] = errors;
  return new CommandError(first?.code ?? 'refused', `${kind} of ${tn ?? '-'} was refused (request ${id})`, {
    faults: errors,
    answer: request,
  });
};

/** A request in one line. */
export function requestLine({ id, kind, status, tn, svIds }: RequestStatus): string {
  const versions = versionsOf(tn, svIds);
  return `${kind} ${tn ?? ''} ${status}${versions === '' ? '' : `, ${versions}`} (request ${id})`;
}
