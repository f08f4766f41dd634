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

interface Page {
  readonly subscriptionVersions: readonly Version[];
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
    .addOption(asOption())
    .addOption(forOption())
    .addOption(localOption())
    .action(async (options: Options) => {
      const client = tools.context.client({ as: options.as, for: options.for, operator: true });
      const { versions, more } = await find(client, options);
      const output = outputFor(tools, options);
      if (output.json) for (const version of versions) output.say(version, () => '');
      else output.say({}, () => versionTable(versions, timesFor(options), output.paint));
      // Also where nobody looks: a part must not pass for the whole.
      if (more) tools.io.stderr.write(`lnp: only the first ${versions.length} are shown; --all shows all of them\n`);
    });
}

/** Page after page, as many as are wanted. */
async function find(client: RegistryClient, options: Options): Promise<{ versions: Version[]; more: boolean }> {
  const query = await parametersOf(client, options);
  const wanted = options.all === true ? Number.POSITIVE_INFINITY : options.limit;
  const versions: Version[] = [];
  let next: string | null = null;
  do {
    if (wanted !== Number.POSITIVE_INFINITY) query.set('limit', String(wanted - versions.length));
    if (next !== null) query.set('after', next);
    const page: Page = await client.call<Page>('GET', `/v1/subscription-versions?${query}`);
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

function versionTable(versions: readonly Version[], times: Times, paint: Paint): string {
  if (versions.length === 0) return 'no versions that you may see';
  const short = (at: string | null): string => (at === null ? '-' : times.short(at));
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
