import type { Command } from 'commander';
import { oneTn, wholeNumber } from '../args/numbers';
import { pairs, table } from '../output/table';
import { wrongUse } from '../shared/command-error';
import type { HistoryEvent } from '../words/events';
import { timeline } from '../words/timeline';
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
  readonly createdAt: string | null;
  readonly activatedAt: string | null;
  readonly failedSps: readonly { readonly spid: string; readonly reason: string }[];
}

interface Number {
  readonly tn: string;
  readonly route: { readonly svId: number; readonly spid: string; readonly lrn: string } | null;
  readonly codeHolder: string | null;
  readonly subscriptionVersions: readonly Version[];
}

interface History {
  readonly tn: string;
  readonly events: readonly HistoryEvent[];
  /** Requests about the number that were refused. */
  readonly refusedRequests: readonly HistoryEvent[];
}

/** What is known of a number. */
export const numberCommands = (tools: Tools): Command[] => [route(tools), history(tools)];

function route(tools: Tools): Command {
  return newCommand('route', 'where calls to a number go, and its versions', [['lnp route 3035550100', '']])
    .argument('<tn>', 'a telephone number', oneTn)
    .addOption(asOption())
    .addOption(forOption())
    .addOption(localOption())
    .action(async (tn: string, options: CommonOptions) => {
      const client = tools.context.client({ as: options.as, for: options.for, operator: true });
      const number = await client.call<Number>('GET', `/v1/telephone-numbers/${tn}`);
      const output = outputFor(tools, options);
      output.say(number, () => routeText(number));

      function routeText({ route: ported, codeHolder, subscriptionVersions }: Number): string {
        const times = timesFor(options);
        const goes =
          ported === null
            ? (codeHolder ?? 'nowhere: its NPA-NXX is not open')
            : `${ported.spid} at LRN ${ported.lrn} (SV ${ported.svId})`;
        const facts = pairs(
          [
            ['number', tn],
            ['routes to', ported === null && codeHolder !== null ? `${goes}, its code holder` : goes],
            ['code holder', codeHolder ?? '-'],
          ],
          output.paint,
        );
        if (subscriptionVersions.length === 0) return `${facts}\n\nno versions`;
        const rows = subscriptionVersions.map((sv) => [
          sv.svId,
          sv.status,
          sv.oldSp,
          sv.newSp,
          sv.lrn ?? '-',
          sv.createdAt === null ? '-' : times.short(sv.createdAt),
          sv.activatedAt === null ? '-' : times.short(sv.activatedAt),
          sv.failedSps.map(({ spid, reason }) => `${spid} (${reason})`).join(', '),
        ]);
        const heading = ['SV', 'status', 'from', 'to', 'LRN', `created (${times.zone})`, 'activated', 'failed at'];
        return `${facts}\n\n${table(heading, rows, { paint: output.paint })}`;
      }
    });
}

function history(tools: Tools): Command {
  return newCommand('history', 'everything that happened to a number, or was refused: when, what, who, why', [
    ['lnp history 3035550100', ''],
    ['lnp history --sv 1001', 'one subscription version of a number, without what was refused'],
    ['lnp history 3035550100 --json', 'one event a line'],
  ])
    .argument('[tn]', 'a telephone number', oneTn)
    .option('--sv <id>', 'version id', wholeNumber('--sv', 1))
    .addOption(asOption())
    .addOption(forOption())
    .addOption(localOption())
    .action(async (tn: string | undefined, options: CommonOptions & { sv?: number }) => {
      const { sv } = options;
      if ((tn === undefined) === (sv === undefined)) {
        throw wrongUse('wrong_use', 'history wants a number or --sv, one of the two', 'lnp history 3035550100');
      }
      const client = tools.context.client({ as: options.as, for: options.for, operator: true });
      const number = tn ?? (await client.call<Version>('GET', `/v1/subscription-versions/${sv}`)).tn;
      const answer = await client.call<History>('GET', `/v1/telephone-numbers/${number}/history`);
      const events = sv === undefined ? together(answer) : answer.events.filter(({ data }) => data.svId === sv);
      const output = outputFor(tools, options);
      if (output.json) {
        for (const event of events) output.say(event, () => '');
        return;
      }
      const times = timesFor(options);
      const of = sv === undefined ? number : `${number}, SV ${sv}`;
      const title = output.paint('bold', `History of ${of} (times in ${times.zone})`);
      output.say({}, () =>
        events.length === 0
          ? `${title}\nnothing that you may see`
          : `${title}\n${timeline(events, times, output.paint)}`,
      );
      if (events.length > 0) output.hint(`Next: lnp route ${number}`);
    });
}

/** Events and refusals, in the order in which the registry recorded them. */
const together = ({ events, refusedRequests }: History): readonly HistoryEvent[] =>
  [...events, ...refusedRequests].sort((a, b) => Number(BigInt(a.position) - BigInt(b.position)));
