import type { Command } from 'commander';
import { spid, tnOrRange, wholeNumber } from '../args/numbers';
import { endsOf, type PeriodGiven, period } from '../args/periods';
import type { Paint } from '../output/colours';
import { type Cell, table } from '../output/table';
import type { Times } from '../output/times';
import type { RegistryClient } from '../registry-client';
import { statusCell } from '../words/timeline';
import {
  asOption,
  type CommonOptions,
  forOption,
  localOption,
  newCommand,
  outputFor,
  type Tools,
  timesFor,
} from './command';

interface Version {
  readonly svId: number;
  readonly tn: string;
  readonly status: string;
  readonly newSp: string;
  readonly oldSp: string;
  readonly lrn: string | null;
  readonly newSpDueDate: string | null;
  readonly oldSpDueDate: string | null;
  readonly createdAt: string;
  readonly activatedAt: string | null;
  readonly changedAt: string;
}

/** What LSMSs are told of a version (R5-74.4): neither its status nor its old service provider. */
interface LsmsVersion {
  readonly svId: number;
  readonly tn: string;
  readonly newSp: string;
  readonly lrn: string | null;
  readonly lnpType: string;
  readonly activatedAt: string | null;
  readonly customerDisconnectDate: string | null;
}

interface Page<V> {
  readonly subscriptionVersions: readonly V[];
  readonly next: string | null;
}

const DATES = ['created', 'due', 'activated', 'changed'] as const;

interface Options extends CommonOptions, Partial<Record<(typeof DATES)[number], PeriodGiven>> {
  readonly tn?: string;
  readonly sv?: number;
  readonly status?: string;
  readonly spid?: string;
  readonly from?: string;
  readonly to?: string;
  readonly limit: number;
  readonly all?: true;
  readonly lsms?: true;
}

const DEFAULT_LIMIT = 50;
const PERIOD = 'a day, or a first and a last one: 2026-01-01..2026-01-31';

/** Which versions there are. */
export function versionsCommand(tools: Tools): Command {
  return newCommand('sv', 'subscription versions: by number, status, service provider, dates', [
    ['lnp sv --tn 3035550100', 'those of a number'],
    ['lnp sv --tn 3035550100-0199 --status active', 'those of a range that route now'],
    ['lnp sv --status pending,conflict --spid X101', 'what X101 has to do with and is not done'],
    ['lnp sv --to X202 --due 2026-01-01..2026-01-31', 'what X202 takes over in January'],
    ['lnp sv --changed today --all', 'everything that happened today'],
    ['lnp sv --tn 3035550100 --lsms --as X202', "what X202's LSMS is told of them"],
    ['lnp sv --status failed --all --json', 'one version a line'],
  ])
    .option('--tn <tn>', 'a number, or a range such as 3035550100-0199', tnOrRange)
    .option('--sv <id>', 'version id', wholeNumber('--sv', 1))
    .option('--status <statuses>', 'one or several, with commas in between', (text: string) => text.toLowerCase())
    .option('--spid <spid>', 'old or new service provider', spid)
    .option('--from <spid>', 'old service provider', spid)
    .option('--to <spid>', 'new service provider', spid)
    .option('--due <dates>', `due date: ${PERIOD}`, period)
    .option('--created <dates>', 'when it was made, in the same form', period)
    .option('--activated <dates>', 'when its activation was asked for', period)
    .option('--changed <dates>', 'when it last changed', period)
    .option('--limit <number>', 'how many to show', wholeNumber('--limit', 1), DEFAULT_LIMIT)
    .option('--all', 'all of them')
    .option('--lsms', 'as an LSMS sees them: routes without statuses')
    .addOption(asOption())
    .addOption(forOption())
    .addOption(localOption())
    .action((options: Options) =>
      options.lsms === true
        ? show<LsmsVersion>(tools, options, '/v1/lsms/subscription-versions', lsmsTable)
        : show<Version>(tools, options, '/v1/subscription-versions', versionTable),
    );
}

type Layout<V> = (versions: readonly V[], times: Times, paint: Paint) => string;

async function show<V>(tools: Tools, options: Options, path: string, layout: Layout<V>): Promise<void> {
  const client = tools.context.client({ as: options.as, for: options.for, operator: true });
  const { versions, more } = await find<V>(client, path, options);
  const output = outputFor(tools, options);
  if (output.json) for (const version of versions) output.say(version as object, () => '');
  else {
    const text = () => layout(versions, timesFor(options), output.paint);
    output.say({}, () => (versions.length === 0 ? 'no versions that you may see' : text()));
  }
  // Also where nobody looks: a part must not pass for the whole.
  if (more) tools.io.stderr.write(`lnp: only the first ${versions.length} are shown; --all shows all of them\n`);
}

/** Page after page, as many as are wanted. */
async function find<V>(
  client: RegistryClient,
  path: string,
  options: Options,
): Promise<{ versions: V[]; more: boolean }> {
  const query = await parametersOf(client, options);
  const wanted = options.all === true ? Number.POSITIVE_INFINITY : options.limit;
  const versions: V[] = [];
  let next: string | null = null;
  do {
    if (wanted !== Number.POSITIVE_INFINITY) query.set('limit', String(wanted - versions.length));
    if (next !== null) query.set('after', next);
    const page: Page<V> = await client.call<Page<V>>('GET', `${path}?${query}`);
    versions.push(...page.subscriptionVersions);
    next = page.next;
  } while (next !== null && versions.length < wanted);
  return { versions, more: next !== null };
}

async function parametersOf(client: RegistryClient, options: Options): Promise<URLSearchParams> {
  const now = async (): Promise<string> => (await client.call<{ now: string }>('GET', '/v1/status')).now;
  const query = new URLSearchParams();
  const set = (name: string, value: string | number | undefined): void => {
    if (value !== undefined) query.set(name, String(value));
  };
  set('tn', options.tn);
  set('svId', options.sv);
  set('status', options.status);
  set('spid', options.spid);
  set('oldSp', options.from);
  set('newSp', options.to);
  for (const name of DATES) {
    const given = options[name];
    if (given === undefined) continue;
    const { from, to } = await endsOf(given, now);
    set(`${name}From`, from);
    set(`${name}To`, to);
  }
  return query;
}

const shortIn =
  (times: Times) =>
  (at: string | null): string =>
    at === null ? '-' : times.short(at);

function versionTable(versions: readonly Version[], times: Times, paint: Paint): string {
  const short = shortIn(times);
  const rows = versions.map((sv): Cell[] => [
    sv.tn,
    sv.svId,
    statusCell(sv.status),
    sv.oldSp,
    sv.newSp,
    sv.lrn ?? '-',
    short(sv.newSpDueDate ?? sv.oldSpDueDate),
    short(sv.createdAt),
    short(sv.activatedAt),
    short(sv.changedAt),
  ]);
  const heading = [
    'number',
    'SV',
    'status',
    'from',
    'to',
    'LRN',
    `due (${times.zone})`,
    'created',
    'activated',
    'changed',
  ];
  return table(heading, rows, { paint, right: [1] });
}

function lsmsTable(versions: readonly LsmsVersion[], times: Times, paint: Paint): string {
  const short = shortIn(times);
  const rows = versions.map((sv): Cell[] => [
    ...[sv.tn, sv.svId, sv.newSp, sv.lrn ?? '-', sv.lnpType],
    ...[short(sv.activatedAt), short(sv.customerDisconnectDate)],
  ]);
  const heading = ['number', 'SV', 'to', 'LRN', 'type', `activated (${times.zone})`, 'disconnect'];
  return table(heading, rows, { paint, right: [1] });
}
