import type { Command } from 'commander';
import { instantOf, type When, when } from '../args/dates';
import { lrn, messageId, spid, tnOrRange } from '../args/numbers';
import type { Asker } from '../context';
import { awaitOutcome, type RequestStatus, sendRequest } from '../outcome';
import type { RegistryClient } from '../registry-client';
import { CommandError } from '../shared/command-error';
import { versionsOf } from '../words/versions';
import { asOption, type CommonOptions, newCommand, outputFor, type Tools } from './command';

interface RequestOptions extends CommonOptions {
  readonly id?: string;
  readonly wait: boolean;
}

interface InterSpOptions extends RequestOptions {
  readonly from: string;
  readonly to: string;
  readonly due?: When;
}

const TN = 'a number, or a range such as 3035550100-0199';

/** The commands that send one request and wait for what becomes of it. */
export function requestCommands(tools: Tools): Command[] {
  return [port(tools), concur(tools), activate(tools), intra(tools), disconnect(tools)];
}

/** A command that sends a request. */
const requestCommand = (...args: Parameters<typeof newCommand>): Command =>
  newCommand(...args)
    .argument('<tn>', TN, tnOrRange)
    .addOption(asOption())
    .option('--id <message-id>', 'message id: the same again is the same request', messageId)
    .option('--no-wait', 'answer as soon as the request is durable, without its outcome');

const interSpCommand = (...args: Parameters<typeof newCommand>): Command =>
  requestCommand(...args)
    .requiredOption('--from <spid>', 'old service provider', spid)
    .requiredOption('--to <spid>', 'new service provider', spid)
    .option('--due <date>', 'due date; default: what the other side has said, else today', when);

function port(tools: Tools): Command {
  return interSpCommand('port', 'ask for a number to be ported in, as the new service provider', [
    ['lnp port 3035550100 --from X101 --to X202 --lrn 7205559990', ''],
    ['lnp port 3035550100-0199 --from X101 --to X202 --lrn 7205559990 --due 2026-01-15', 'a range'],
  ])
    .requiredOption('--lrn <lrn>', 'where its calls go from then on', lrn)
    .action(async (tn: string, options: InterSpOptions & { lrn: string }) => {
      const { from: oldSp, to: newSp } = options;
      await run(tools, options, { as: options.as, implied: newSp }, async (client) => ({
        kind: 'NewSpCreate',
        ...{ tn, oldSp, newSp, dueDate: await dueDate(client, tn, options.due), lrn: options.lrn },
      }));
      outputFor(tools, options).hint(`Next: lnp concur ${tn} --from ${oldSp} --to ${newSp}`);
    });
}

function concur(tools: Tools): Command {
  return interSpCommand('concur', 'let a number go, as the old service provider', [
    ['lnp concur 3035550100 --from X101 --to X202', 'on the due date that X202 has given'],
    ['lnp concur 3035550100 --from X101 --to X202 --due tomorrow', ''],
  ]).action(async (tn: string, options: InterSpOptions) => {
    const { from: oldSp, to: newSp } = options;
    await run(tools, options, { as: options.as, implied: oldSp }, async (client) => ({
      kind: 'OldSpCreate',
      ...{ tn, oldSp, newSp, dueDate: await dueDate(client, tn, options.due) },
    }));
    outputFor(tools, options).hint(`Next: lnp activate ${tn} --as ${newSp}`);
  });
}

function activate(tools: Tools): Command {
  return requestCommand('activate', 'make a pending port take effect, as the new service provider', [
    ['lnp activate 3035550100 --as X202', ''],
  ]).action(async (tn: string, options: RequestOptions) => {
    await run(tools, options, { as: options.as }, async () => ({ kind: 'Activate', tn }));
    outputFor(tools, options).hint(`Next: lnp history ${tn.slice(0, 10)}`);
  });
}

function intra(tools: Tools): Command {
  return requestCommand('intra', "move a number within a service provider's own network (intra-SP port)", [
    ['lnp intra 3035550100 --sp X202 --lrn 4155559990', ''],
  ])
    .requiredOption('--sp <spid>', 'whose number it is', spid)
    .requiredOption('--lrn <lrn>', 'where its calls go from then on', lrn)
    .option('--due <date>', 'due date; default: today', when)
    .action(async (tn: string, options: RequestOptions & { sp: string; lrn: string; due?: When }) => {
      const { sp, due = { daysFromToday: 0 } } = options;
      await run(tools, options, { as: options.as, implied: sp }, async (client) => ({
        kind: 'IntraSpCreate',
        ...{ tn, sp, dueDate: await instantOf(due, () => registryNow(client)), lrn: options.lrn },
      }));
      outputFor(tools, options).hint(`Next: lnp activate ${tn} --as ${sp}`);
    });
}

function disconnect(tools: Tools): Command {
  return requestCommand('disconnect', 'end service on a number, as its current service provider', [
    ['lnp disconnect 3035550100 --as X202', 'at once'],
    ['lnp disconnect 3035550100 --as X202 --date 2026-01-15', ''],
  ])
    .option('--date <date>', 'customer disconnect date; default: today', when)
    .action(async (tn: string, options: RequestOptions & { date?: When }) => {
      const { date = { daysFromToday: 0 } } = options;
      await run(tools, options, { as: options.as }, async (client) => ({
        kind: 'Disconnect',
        ...{ tn, customerDisconnectDate: await instantOf(date, () => registryNow(client)) },
      }));
    });
}

const registryNow = async (client: RegistryClient): Promise<string> =>
  (await client.call<{ now: string }>('GET', '/v1/status')).now;

interface PendingVersion {
  readonly status: string;
  readonly newSpDueDate: string | null;
  readonly oldSpDueDate: string | null;
}

/** Both sides must name the same date: what the other one has said counts unless this one says it too. */
async function dueDate(client: RegistryClient, tn: string, given: When | undefined): Promise<string> {
  const now = (): Promise<string> => registryNow(client);
  if (given !== undefined) return instantOf(given, now);
  const path = `/v1/telephone-numbers/${tn.slice(0, 10)}`;
  const { subscriptionVersions } = await client.call<{ subscriptionVersions: PendingVersion[] }>('GET', path);
  const pending = subscriptionVersions.find(({ status }) => status === 'pending');
  return pending?.newSpDueDate ?? pending?.oldSpDueDate ?? instantOf({ daysFromToday: 0 }, now);
}

/** Sends, waits, prints; a refusal is an error. */
async function run(
  tools: Tools,
  options: RequestOptions,
  asker: Asker,
  body: (client: RegistryClient) => Promise<{ kind: string; tn: string }>,
): Promise<void> {
  const client = tools.context.client(asker);
  const content = await body(client);
  const id = options.id ?? `cli-${tools.io.newId()}`;
  const sent = await sendRequest(client, id, content).catch((error: unknown) => {
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
