import type { Command } from 'commander';
import { type Cell, pairs, table } from '../output/table';
import { CommandError } from '../shared/command-error';
import { asOption, type CommonOptions, localOption, newCommand, outputFor, type Tools, timesFor } from './command';

interface Status {
  readonly now: string;
  readonly ready: boolean;
  /** Why nothing can be accepted although every service is ready, such as disk_full. */
  readonly reason?: string;
  readonly services: Readonly<Record<string, string>>;
  readonly store: { readonly head: string; readonly relayed: string | null; readonly lag: number | null };
  readonly lastDownload: number | null;
  readonly consumers: readonly { readonly group: string; readonly topic: string; readonly lag: number }[] | null;
  readonly lsms: readonly {
    readonly spid: string;
    readonly acknowledgedThrough: number | null;
    readonly lag: number | null;
  }[];
}

interface Topic {
  readonly name: string;
  readonly partitions: readonly { readonly partition: number; readonly earliest: string; readonly end: string }[];
  readonly groups: readonly {
    readonly group: string;
    readonly committed: readonly (string | null)[];
    readonly lag: number;
  }[];
}

/** What an operator looks at and does. */
export const operatorCommands = (tools: Tools): Command[] => [status(tools), topics(tools)];

const behind = (lag: number | null): Cell =>
  lag === null ? '?' : lag === 0 ? '0' : { text: String(lag), style: 'yellow' };

function status(tools: Tools): Command {
  return newCommand('status', 'services, lags, how far each LSMS is; exit code 1 unless all is ready', [
    ['lnp status', ''],
    ["lnp status --json | jq '.lsms'", ''],
  ])
    .addOption(asOption())
    .addOption(localOption())
    .action(async (options: CommonOptions) => {
      const client = tools.context.client({ as: options.as, operator: true });
      const answer = await client.call<Status>('GET', '/v1/status');
      const output = outputFor(tools, options);
      const { paint } = output;
      const times = timesFor(options);
      const { store, services, consumers, lsms, ready } = answer;
      const starting = Object.keys(services).filter((name) => services[name] !== 'ready');
      if (!ready && output.json) throw notReady(starting, answer);
      output.say(answer, () =>
        [
          pairs(
            [
              ['registry', client.url],
              ['its time', `${times.exact(answer.now)} ${times.zone}`],
              ['store', `last event ${store.head}, relay ${store.lag === null ? '?' : store.lag} behind`],
              ['downloads', answer.lastDownload ?? '?'],
            ],
            paint,
          ),
          table(
            ['service', 'state'],
            Object.entries(services).map(([name, state]) => [
              name,
              { text: state, style: state === 'ready' ? 'green' : 'red' },
            ]),
            { paint },
          ),
          consumers === null
            ? 'the broker does not answer: nobody knows how far its readers are'
            : table(
                ['consumer', 'topic', 'behind'],
                consumers.map(({ group, topic, lag }) => [group, topic, behind(lag)]),
                { paint, right: [2] },
              ),
          lsms.length === 0
            ? 'no LSMS'
            : table(
                ['LSMS', 'number', 'behind'],
                lsms.map((one) => [one.spid, one.acknowledgedThrough ?? '?', behind(one.lag)]),
                { paint, right: [1, 2] },
              ),
        ].join('\n\n'),
      );
      if (!ready) throw notReady(starting, answer);
    });
}

function notReady(starting: readonly string[], answer: Status): CommandError {
  const { reason } = answer;
  const next =
    reason === 'disk_full'
      ? 'make room on the disk of the data folder: the registry goes on by itself, and nothing accepted is lost'
      : 'what died is started again by itself; the log of the registry says why';
  const why = [...starting, ...(reason === undefined ? [] : [reason])];
  return new CommandError('not_ready', `not ready: ${why.join(', ')}`, { next, answer });
}

function topics(tools: Tools): Command {
  return newCommand('topics', "the broker's topics: what is kept, who reads them, who is behind", [
    ['lnp topics', ''],
    ['lnp topics port.requests', 'one topic, by partition'],
  ])
    .argument('[name]', 'one topic, by partition')
    .addOption(asOption())
    .action(async (name: string | undefined, options: CommonOptions) => {
      const client = tools.context.client({ as: options.as, operator: true });
      const answer = await client.call<{ topics: Topic[] }>('GET', '/v1/topics');
      const output = outputFor(tools, options);
      const { paint } = output;
      if (name === undefined) {
        const rows = answer.topics.flatMap(topicRows);
        output.say(answer, () =>
          table(['topic', 'partitions', 'kept', 'group', 'behind'], rows, { paint, right: [1, 2, 4] }),
        );
        return;
      }
      const topic = answer.topics.find((one) => one.name === name);
      if (topic === undefined) throw new CommandError('unknown_topic', `no topic ${name}`, { next: 'lnp topics' });
      const heading = ['partition', 'earliest', 'end', ...topic.groups.map(({ group }) => group)];
      const rows = topic.partitions.map(({ partition, earliest, end }, i) => [
        partition,
        earliest,
        end,
        ...topic.groups.map(({ committed }) => committed[i] ?? '-'),
      ]);
      output.say(topic, () => table(heading, rows, { paint, right: heading.map((_, i) => i) }));
    });
}

function topicRows({ name, partitions, groups }: Topic): Cell[][] {
  const kept = partitions.reduce((sum, { earliest, end }) => sum + Number(BigInt(end) - BigInt(earliest)), 0);
  const first: Cell[] = [name, partitions.length, kept];
  if (groups.length === 0) return [[...first, '-', '-']];
  return groups.map(({ group, lag }, i) => [...(i === 0 ? first : ['', '', '']), group, behind(lag)]);
}
