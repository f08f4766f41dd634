import type { Command } from 'commander';
import { instantOf, type When, when } from '../args/dates';
import { type Cell, table } from '../output/table';
import type { RegistryClient } from '../registry-client';
import { CommandError } from '../shared/command-error';
import { asOption, type CommonOptions, localOption, newCommand, outputFor, type Tools, timesFor } from './command';

type Value = number | string;

interface Tunable {
  readonly name: string;
  readonly unit: string;
  readonly min: Value | null;
  readonly max: Value | null;
  readonly default: Value;
  /** Why nothing reads it yet; null for one that counts. */
  readonly noEffect: string | null;
  /** In force now; the general one first, which has no region. */
  readonly values: readonly {
    readonly region: string | null;
    readonly value: Value;
    readonly effectiveFrom: string | null;
    readonly changedBy: string | null;
  }[];
  readonly history: readonly {
    readonly region: string | null;
    readonly value: string;
    readonly previousValue: string | null;
    readonly effectiveFrom: string;
    readonly changedBy: string;
    readonly changedAt: string;
  }[];
}

/** The tunable parameters of the registry: lnp tunables, with set and history below it. */
export function tunablesCommand(tools: Tools): Command {
  return (
    list(tools)
      // What stands behind "set" is said to that, not to the list.
      .enablePositionalOptions()
      .addCommand(set(tools))
      .addCommand(history(tools))
  );
}

const listed = async (client: RegistryClient): Promise<readonly Tunable[]> =>
  (await client.call<{ tunables: Tunable[] }>('GET', '/v1/tunables')).tunables;

const range = ({ min, max }: Tunable): string => (min === null ? 'any' : `${min} to ${max}`);
const words = (unit: string): string => unit.replaceAll('_', ' ');

function list(tools: Tools): Command {
  return newCommand('tunables', 'the tunable parameters: what is in force, its range, who set it', [
    ['lnp tunables', ''],
    ['lnp tunables --changed', 'only those that somebody has set'],
    ['lnp tunables --json | jq \'select(.unit == "business_hours")\'', ''],
    ['lnp tunables set long_initial_concurrence_window 12', ''],
    ['lnp tunables history long_initial_concurrence_window', ''],
  ])
    .option('--changed', 'leave out what has its default everywhere')
    .addOption(asOption())
    .addOption(localOption())
    .action(async (options: CommonOptions & { changed?: boolean }) => {
      const all = await listed(tools.context.client({ as: options.as, operator: true }));
      const shown = all.filter(({ history }) => options.changed !== true || history.length > 0);
      const output = outputFor(tools, options);
      if (output.json) {
        for (const tunable of shown) output.say(tunable, () => '');
        return;
      }
      const times = timesFor(options);
      const rowsOf = (tunable: Tunable): Cell[][] =>
        tunable.values.map(({ region, value, effectiveFrom, changedBy }, i) => [
          ...(i === 0 ? [tunable.name] : ['']),
          region ?? 'all',
          value === tunable.default ? String(value) : { text: String(value), style: 'yellow' },
          ...(i === 0 ? [words(tunable.unit), range(tunable), tunable.default] : ['', '', '']),
          effectiveFrom === null ? '-' : times.short(effectiveFrom),
          changedBy ?? '-',
          ...(tunable.noEffect === null ? [] : [i === 0 ? tunable.noEffect : '']),
        ]);
      const heading = ['tunable', 'region', 'value', 'unit', 'range', 'default', `since (${times.zone})`, 'by'];
      const { paint } = output;
      const counting = shown.filter(({ noEffect }) => noEffect === null).flatMap(rowsOf);
      const idle = shown.filter(({ noEffect }) => noEffect !== null).flatMap(rowsOf);
      const parts = [
        ...(counting.length === 0 ? [] : [table(heading, counting, { paint })]),
        ...(idle.length === 0 ? [] : [table([...heading, 'no effect yet'], idle, { paint })]),
      ];
      output.say({}, () => (parts.length === 0 ? 'nobody has set any' : parts.join('\n\n')));
      output.hint('Next: lnp tunables set NAME VALUE, lnp tunables history NAME');
    });
}

function set(tools: Tools): Command {
  return newCommand('set', "give a tunable another value, as the registry's operator", [
    ['lnp tunables set long_initial_concurrence_window 12', 'from now on'],
    ['lnp tunables set long_conflict_restriction_window 13:00 --from 2026-02-01T06:00Z', 'from then on'],
    ['lnp tunables set long_business_days mon,tue,wed,thu,fri,sat,sun --region us', 'in one region'],
  ])
    .argument('<name>', 'as "lnp tunables" lists it')
    .argument('<value>', 'in its unit and range')
    .option('--region <name>', 'for the numbers of one region; default: for all regions without a value of their own')
    .option('--from <time>', 'tomorrow, a day such as 2026-02-01 (from 00:00 UTC), or an instant; default: now', when)
    .addOption(asOption())
    .addOption(localOption())
    .action(async (name: string, value: string, options: CommonOptions & { region?: string; from?: When }) => {
      const client = tools.context.client({ as: options.as, operator: true });
      const { region = null, from } = options;
      const now = async () => (await client.call<{ now: string }>('GET', '/v1/status')).now;
      const effectiveFrom = from === undefined ? null : await instantOf(from, now);
      const path = `/v1/tunables/${encodeURIComponent(name)}`;
      const tunable = await client.call<Tunable>('PUT', path, { value, region, effectiveFrom });
      const output = outputFor(tools, options);
      output.say(tunable, () => {
        const latest = tunable.history.findLast((change) => change.region === region);
        const times = timesFor(options);
        const since = latest === undefined ? '' : ` from ${times.short(latest.effectiveFrom)} ${times.zone} on`;
        const where = region === null ? 'every region' : `region ${region}`;
        const said = `${name} is ${latest?.value ?? value} ${words(tunable.unit)} in ${where}${since}`;
        return tunable.noEffect === null ? said : `${said}\nnothing reads it yet: ${tunable.noEffect}`;
      });
      output.hint(`Next: lnp tunables history ${name}`);
    });
}

function history(tools: Tools): Command {
  return newCommand('history', 'who changed a tunable, when, and from what to what', [
    ['lnp tunables history long_initial_concurrence_window', ''],
    ['lnp tunables history long_initial_concurrence_window --json', 'one change a line'],
  ])
    .argument('<name>', 'as "lnp tunables" lists it')
    .addOption(asOption())
    .addOption(localOption())
    .action(async (name: string, options: CommonOptions) => {
      const all = await listed(tools.context.client({ as: options.as, operator: true }));
      const tunable = all.find((one) => one.name === name);
      if (tunable === undefined)
        throw new CommandError('unknown_tunable', `no tunable ${name}`, { next: 'lnp tunables' });
      const output = outputFor(tools, options);
      if (output.json) {
        for (const change of tunable.history) output.say({ name, ...change }, () => '');
        return;
      }
      const times = timesFor(options);
      const rows = tunable.history.map((change) => [
        times.short(change.changedAt),
        change.changedBy,
        change.region ?? 'all',
        change.previousValue ?? '-',
        change.value,
        times.short(change.effectiveFrom),
      ]);
      const heading = [`when (${times.zone})`, 'who', 'region', 'before', 'after', 'in force from'];
      output.say({}, () =>
        rows.length === 0
          ? `${name} has its default, ${tunable.default}, everywhere: nobody has set it`
          : table(heading, rows, { paint: output.paint }),
      );
    });
}
