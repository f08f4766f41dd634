import type { Command } from 'commander';
import { instantOf, type When, when } from '../args/dates';
import { causeCode, lrn, spid } from '../args/numbers';
import type { RegistryClient } from '../registry-client';
import { wrongUse } from '../shared/command-error';
import { type newCommand, outputFor, type Tools } from './command';
import { type RouteOptions, routeOf, withRoute } from './route-options';
import {
  firstTn,
  type RequestOptions,
  registryNow,
  requestCommand,
  run,
  type VersionOptions,
  versionCommand,
  versionMeant,
} from './send';

interface InterSpOptions extends RequestOptions {
  readonly from: string;
  readonly to: string;
  readonly due?: When;
  readonly medium?: boolean;
}

/** The commands that send one request and wait for what becomes of it. */
export function requestCommands(tools: Tools): Command[] {
  return [port(tools), concur(tools), activate(tools), intra(tools), disconnect(tools)];
}

const interSpCommand = (...args: Parameters<typeof newCommand>): Command =>
  requestCommand(...args)
    .requiredOption('--from <spid>', 'old service provider', spid)
    .requiredOption('--to <spid>', 'new service provider', spid)
    .option('--due <date>', 'due date; default: what the other side has said, else today', when)
    .option('--medium', 'with medium timers, where both service providers take part');

interface PortOptions extends InterSpOptions, RouteOptions {
  readonly lrn?: string;
  readonly toOriginal?: boolean;
}

function port(tools: Tools): Command {
  const command = interSpCommand('port', 'ask for a number to be ported in, as the new service provider', [
    ['lnp port 3035550100 --from X101 --to X202 --lrn 7205559990', ''],
    ['lnp port 3035550100-0199 --from X101 --to X202 --lrn 7205559990 --due 2026-01-15', 'a range'],
    ['lnp port 3035550100 --from X101 --to X202 --lrn 7205559990 --cnam 244021005:0 --sv-type wireless', ''],
    ['lnp port 3035550100 --from X202 --to X101 --to-original', 'back to the holder of its code'],
    ['lnp port 3035550100 --from X101 --to X505 --lrn 3125559995 --as X202 --for X505', 'as its service bureau'],
  ])
    .option('--lrn <lrn>', 'where its calls go from then on', lrn)
    .option('--to-original', 'port to original: back to the holder of its code, without a route');
  return withRoute(command).action(async (tn: string, options: PortOptions) => {
    const { from: oldSp, to: newSp, medium: mediumTimer = false, toOriginal: portingToOriginal = false } = options;
    if ((options.lrn === undefined) !== portingToOriginal)
      throw wrongUse('missing_option', 'where do its calls go?', 'say --lrn, or --to-original: lnp port --help');
    const route = routeOf(options);
    const [needless] = Object.keys(route);
    if (portingToOriginal && needless !== undefined)
      throw wrongUse('conflicting_options', `a port to original has no route, so no ${needless}`, 'leave it out');
    await run(tools, options, { as: options.as, implied: newSp }, async (client) => ({
      kind: 'NewSpCreate',
      ...{ tn, oldSp, newSp, dueDate: await dueDate(client, tn, options.due) },
      ...{ lrn: options.lrn ?? null, ...route, portingToOriginal, mediumTimer },
    }));
    outputFor(tools, options).hint(`Next: lnp concur ${tn} --from ${oldSp} --to ${newSp}`);
  });
}

function concur(tools: Tools): Command {
  return interSpCommand('concur', 'let a number go, or deny it, as the old service provider', [
    ['lnp concur 3035550100 --from X101 --to X202', 'on the due date that X202 has given'],
    ['lnp concur 3035550100 --from X101 --to X202 --due tomorrow', ''],
    ['lnp concur 3035550100 --from X101 --to X202 --deny 51', 'no: the version goes into conflict'],
  ])
    .option('--deny <cause>', 'do not authorize, with a cause code from 50 to 54', causeCode)
    .action(async (tn: string, options: InterSpOptions & { deny?: number }) => {
      const { from: oldSp, to: newSp, deny, medium: mediumTimer = false } = options;
      await run(tools, options, { as: options.as, implied: oldSp }, async (client) => ({
        kind: 'OldSpCreate',
        ...{ tn, oldSp, newSp, dueDate: await dueDate(client, tn, options.due) },
        ...{ authorized: deny === undefined, causeCode: deny ?? null, mediumTimer },
      }));
      outputFor(tools, options).hint(
        deny === undefined ? `Next: lnp activate ${tn} --as ${newSp}` : `Next: lnp resolve ${tn} --as ${oldSp}`,
      );
    });
}

function activate(tools: Tools): Command {
  return versionCommand('activate', 'make a pending port take effect, as the new service provider', [
    ['lnp activate 3035550100 --as X202', ''],
    ['lnp activate --sv 1001 --as X202', 'the version with this id'],
  ]).action(async (tn: string | undefined, options: VersionOptions) => {
    const meant = versionMeant(tn, options);
    await run(tools, options, { as: options.as }, async () => ({ kind: 'Activate', ...meant }));
    outputFor(tools, options).hint(`Next: lnp history ${firstTn(tn)}`);
  });
}

interface IntraOptions extends RequestOptions, RouteOptions {
  readonly sp: string;
  readonly lrn: string;
  readonly due?: When;
}

function intra(tools: Tools): Command {
  const command = requestCommand('intra', "move a number within a service provider's own network (intra-SP port)", [
    ['lnp intra 3035550100 --sp X202 --lrn 4155559990', ''],
    ['lnp intra 3035550100 --sp X202 --lrn 0000000000 --sms-uri sip:sms@x202.example', 'data alone: the pseudo-LRN'],
  ])
    .requiredOption('--sp <spid>', 'whose number it is', spid)
    .requiredOption('--lrn <lrn>', 'where its calls go from then on', lrn)
    .option('--due <date>', 'due date; default: today', when);
  return withRoute(command).action(async (tn: string, options: IntraOptions) => {
    const { sp, due = { daysFromToday: 0 } } = options;
    await run(tools, options, { as: options.as, implied: sp }, async (client) => ({
      kind: 'IntraSpCreate',
      ...{ tn, sp, dueDate: await instantOf(due, () => registryNow(client)), lrn: options.lrn },
      ...routeOf(options),
    }));
    outputFor(tools, options).hint(`Next: lnp activate ${tn} --as ${sp}`);
  });
}

function disconnect(tools: Tools): Command {
  return versionCommand('disconnect', 'end service on a number, as its current service provider', [
    ['lnp disconnect 3035550100 --as X202', 'at once'],
    ['lnp disconnect 3035550100 --as X202 --date 2026-01-15 --release 2026-02-15', 'its route stays until then'],
  ])
    .option('--date <date>', 'customer disconnect date; default: today', when)
    .option('--release <date>', 'effective release date; default: at once', when)
    .action(async (tn: string | undefined, options: VersionOptions & { date?: When; release?: When }) => {
      const { date = { daysFromToday: 0 }, release } = options;
      const meant = versionMeant(tn, options);
      await run(tools, options, { as: options.as }, async (client) => {
        const now = (): Promise<string> => registryNow(client);
        const effectiveReleaseDate = release === undefined ? null : await instantOf(release, now);
        return {
          kind: 'Disconnect',
          ...{ ...meant, customerDisconnectDate: await instantOf(date, now), effectiveReleaseDate },
        };
      });
    });
}

interface WaitingVersion {
  readonly status: string;
  readonly newSpDueDate: string | null;
  readonly oldSpDueDate: string | null;
}

/** Both sides must name the same date: what the other one has said counts unless this one says it too. */
async function dueDate(client: RegistryClient, tn: string, given: When | undefined): Promise<string> {
  const now = (): Promise<string> => registryNow(client);
  if (given !== undefined) return instantOf(given, now);
  const path = `/v1/telephone-numbers/${tn.slice(0, 10)}`;
  const { subscriptionVersions } = await client.call<{ subscriptionVersions: WaitingVersion[] }>('GET', path);
  const waiting = subscriptionVersions.find(({ status }) => status === 'pending' || status === 'conflict');
  return waiting?.newSpDueDate ?? waiting?.oldSpDueDate ?? instantOf({ daysFromToday: 0 }, now);
}
