import type { Command } from 'commander';
import { table } from '../output/table';
import { asOption, type CommonOptions, newCommand, outputFor, type Tools } from './command';

interface BusinessDay {
  readonly weekdays: string;
  readonly opens: string;
  readonly hours: number;
}

interface Region {
  readonly name: string;
  readonly zone: string;
  readonly npas: readonly number[] | null;
  readonly businessDays: Readonly<Record<'short' | 'medium' | 'long', BusinessDay>>;
  readonly holidays: readonly { readonly date: string; readonly name: string }[];
}

/** The regions of the registry: lnp regions. */
export function regionsCommand(tools: Tools): Command {
  return newCommand('regions', 'whose clocks, business days and holidays count for which area codes', [
    ['lnp regions', ''],
    ['lnp regions --holidays', 'also which days are closed, this year and the next'],
    ["lnp regions --json | jq '.holidays'", ''],
  ])
    .option('--holidays', 'list the holidays too')
    .addOption(asOption())
    .action(async (options: CommonOptions & { holidays?: boolean }) => {
      const client = tools.context.client({ as: options.as, operator: true });
      const { regions } = await client.call<{ regions: Region[] }>('GET', '/v1/regions');
      const output = outputFor(tools, options);
      if (output.json) {
        for (const region of regions) output.say(region, () => '');
        return;
      }
      const { paint } = output;
      const days = ({ weekdays, opens, hours }: BusinessDay) => `${weekdays} ${opens} +${hours}h`;
      const rows = regions.map(({ name, zone, npas, businessDays: { short, medium, long } }) => [
        ...[name, zone, npas === null ? 'all others' : npas.join(' ')],
        ...[days(short), days(medium), days(long)],
      ]);
      const closed = regions.flatMap(({ name, holidays }) => holidays.map((day) => [name, day.date, day.name]));
      output.say({}, () =>
        [
          table(['region', 'zone', 'area codes', 'short business days', 'medium', 'long'], rows, { paint }),
          ...(options.holidays === true ? [table(['region', 'closed on', 'for'], closed, { paint })] : []),
        ].join('\n\n'),
      );
    });
}
