import type { Command } from 'commander';
import { instantOf, type When, when } from '../args/dates';
import { type Cell, table } from '../output/table';
import type { RegistryClient } from '../registry-client';
import { CommandError } from '../shared/command-error';
import {
  recordedChange,
  type Tunable,
  tellChange,
  tellNoChange,
  tellTakenBack,
  tellValues,
  unitWords,
} from '../words/tunables';
import { asOption, type CommonOptions, localOption, newCommand, outputFor, type Tools, timesFor } from './command';

/** The tunable parameters of the registry: lnp tunables, with set, unset and history below it. */
export function tunablesCommand(tools: Tools): Command {
  return (
    list(tools)
      // What stands behind "set" is said to that, not to the list.
      .enablePositionalOptions()
      .addCommand(set(tools))
      .addCommand(unset(tools))
      .addCommand(history(tools))
  );
}

const listed = async (client: RegistryClient): Promise<readonly Tunable[]> =>
  (await client.call<{ tunables: Tunable[] }>('GET', '/v1/tunables')).tunables;

const range = ({ min, max }: Tunable): string => (min === null ? 'any' : `${min} to ${max}`);
const who = ({ changedBy, person }: { readonly changedBy: string; readonly person: string | null }): string =>
  person === null ? changedBy : `${changedBy}: ${person}`;

function list(tools: Tools): Command {
  return newCommand('tunables', 'the tunable parameters: what is in force, its range, who set it', [
    ['lnp tunables', ''],
    ['lnp tunables --changed', 'only those that somebody has set'],
    ['lnp tunables --json | jq \'select(.unit == "business_hours")\'', ''],
    ['lnp tunables set long_initial_concurrence_window 12', ''],
    ['lnp tunables history long_initial_concurrence_window', ''],
  ])
    .option('--changed', 'leave out what nobody has ever set')
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
        tunable.values.map(({ region, value, effectiveFrom, changedBy, person }, i) => [
          ...(i === 0 ? [tunable.name] : ['']),
          region ?? 'all',
          value === tunable.default ? String(value) : { text: String(value), style: 'yellow' },
          ...(i === 0 ? [unitWords(tunable.unit), range(tunable), tunable.default] : ['', '', '']),
          effectiveFrom === null ? '-' : times.short(effectiveFrom),
          changedBy === null ? (region === null ? '-' : 'its own data') : who({ changedBy, person }),
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

interface ChangeOptions extends CommonOptions {
  readonly region?: string;
  readonly from?: When;
  readonly by?: string;
}

function changing(command: Command): Command {
  return command
    .option(
      '--region <name>',
      'for the numbers of one region; default: for all in which none is set, also instead of business days from their data',
    )
    .option('--from <time>', 'tomorrow, a day such as 2026-02-01 (from 00:00 UTC), or an instant; default: now', when)
    .option('--by <who>', 'who wants it so, for the history')
    .addOption(asOption())
    .addOption(localOption());
}

function set(tools: Tools): Command {
  return changing(
    newCommand('set', "give a tunable another value, as the registry's operator", [
      ['lnp tunables set long_initial_concurrence_window 12', 'from now on'],
      ['lnp tunables set long_conflict_restriction_window 13:00 --from 2026-02-01T06:00Z', 'from then on'],
      ['lnp tunables set long_business_days mon,tue,wed,thu,fri,sat,sun --region us --by "Ann, change 4711"', ''],
    ])
      .argument('<name>', 'as "lnp tunables" lists it')
      .argument('<value>', 'in its unit and range'),
  ).action((name: string, value: string, options: ChangeOptions) => change(tools, name, value, options));
}

function unset(tools: Tools): Command {
  return changing(
    newCommand('unset', "take back what was set of a tunable, as the registry's operator", [
      ['lnp tunables unset short_business_day_start_time --region us', 'as set for all; else as its own data say'],
      ['lnp tunables unset long_initial_concurrence_window', 'the default again'],
      ['lnp tunables unset long_initial_concurrence_window --from 2026-02-01T06:00Z', 'also what begins then'],
    ]).argument('<name>', 'as "lnp tunables" lists it'),
  ).action((name: string, options: ChangeOptions) => change(tools, name, null, options));
}

async function change(tools: Tools, name: string, value: string | null, options: ChangeOptions): Promise<void> {
  const client = tools.context.client({ as: options.as, operator: true });
  const { region = null, from, by: person = null } = options;
  const now = async () => (await client.call<{ now: string }>('GET', '/v1/status')).now;
  const effectiveFrom = from === undefined ? null : await instantOf(from, now);
  const asked = { value, region, effectiveFrom, person };
  // What is in force already is not recorded again, and the answer alone does not say so.
  const before = (await listed(client)).find((one) => one.name === name)?.history ?? [];
  const tunable = await client.call<Tunable>('PUT', `/v1/tunables/${encodeURIComponent(name)}`, asked);
  const recorded = recordedChange(before, tunable.history, asked);
  const times = timesFor(options);
  const text =
    recorded === undefined ? tellNoChange(tunable, region, await now(), times) : tellChange(tunable, recorded, times);
  const output = outputFor(tools, options);
  output.say({ ...tunable, changed: recorded !== undefined }, () => text);
  output.hint(`Next: lnp tunables history ${name}`);
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
        who(change),
        change.region ?? 'all',
        change.previousValue ?? '-',
        change.value ?? tellTakenBack(name, change.region),
        times.short(change.effectiveFrom),
      ]);
      const heading = [`when (${times.zone})`, 'who', 'region', 'before', 'after', 'in force from'];
      output.say({}, () =>
        rows.length === 0
          ? `nobody has set ${name}: ${tellValues(tunable, null)}`
          : table(heading, rows, { paint: output.paint }),
      );
    });
}
