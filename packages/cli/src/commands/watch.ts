import type { FeedState } from '@openlnp/carrier-client';
import type { Command } from 'commander';
import { wholeNumber } from '../args/numbers';
import { printable } from '../output/table';
import { describe } from '../words/messages';
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

interface WatchOptions extends CommonOptions {
  readonly downloads?: boolean;
  readonly after?: number;
  readonly count?: number;
}

interface Seen {
  /** What --after takes. */
  readonly place: string;
  readonly type: string;
  readonly priority?: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A live feed until Ctrl-C. */
export function watchCommand(tools: Tools): Command {
  return newCommand('watch', 'follow messages or downloads live, from the oldest kept, until Ctrl-C', [
    ['lnp watch --as X202', "X202's replies and notifications"],
    ['lnp watch --as X202 --for X505', 'what X505 is told, for its service bureau'],
    ['lnp watch --as NPAC', 'of every broadcast that failed somewhere'],
    ['lnp watch --downloads', 'the download log that every LSMS reads'],
    ['lnp watch --downloads --after 120 --count 3 --json', 'three downloads from number 121 on'],
  ])
    .option('--downloads', 'the download log instead of own messages')
    .option('--after <n>', 'go on behind this message or download', wholeNumber('--after', 0))
    .option('--count <n>', 'end after this many', wholeNumber('--count', 1))
    .addOption(asOption())
    .addOption(forOption())
    .addOption(localOption())
    .action((options: WatchOptions) => watch(tools, options));
}

async function watch(tools: Tools, options: WatchOptions): Promise<void> {
  const { downloads = false, after, count = Number.POSITIVE_INFINITY } = options;
  const { context, io } = tools;
  const output = outputFor(tools, options);
  const times = timesFor(options);
  const token = context.token({ as: options.as, operator: downloads });
  const { connectHttp } = await import('@openlnp/carrier-client');
  const connection = connectHttp({
    ...{ url: context.url, token, spid: options.for ?? options.as ?? '' },
    ...(options.for === undefined ? {} : { fetch: actingFor(options.for) }),
  });
  let seen = 0;
  let last: string | undefined;

  await io.untilCtrlC(async (interrupted) => {
    const enough = new AbortController();
    interrupted.addEventListener('abort', () => enough.abort(), { once: true });
    const show = ({ place, type, priority = null, data }: Seen): void => {
      if (enough.signal.aborted) return;
      const at = typeof data.occurredAt === 'string' ? times.exact(data.occurredAt) : '';
      output.say({ place, type, ...(priority === null ? {} : { priority }), ...data }, () =>
        [
          output.paint('bold', `#${place}`),
          output.paint('dim', at),
          ...(priority === 'high' ? [output.paint('bold', 'high')] : []),
          printable(`${type}  ${describe(type, data, times)}`),
        ].join('  '),
      );
      last = place;
      seen += 1;
      if (seen >= count) enough.abort();
    };
    const onState = (state: FeedState, { retryInMs, error }: { retryInMs?: number; error?: unknown }): void => {
      if (state === 'live') output.hint(`live at ${context.url}; Ctrl-C ends it`);
      if (state === 'waiting') output.hint(`the feed broke off${because(error)}; again in ${seconds(retryInMs)} s`);
    };
    const common = { onState, signal: enough.signal };
    try {
      if (downloads) {
        await connection.downloads({
          after: after ?? 0,
          onDownloads: (all) => {
            for (const { number, type, data } of all) show({ place: String(number), type, data });
          },
          ...common,
        });
      } else {
        await connection.messages({
          ...(after === undefined ? {} : { after: String(after) }),
          onMessage: ({ place, id, type, priority, data }) => show({ place, type, priority, data: { id, ...data } }),
          ...common,
        });
      }
    } finally {
      await connection.close();
    }
  });
  if (last !== undefined) output.hint(`ended; --after ${last} goes on from there`);
}

/** The carrier's library speaks for the owner of its token; a bureau's question says for whom it is. */
const actingFor =
  (spid: string): typeof fetch =>
  (input, init = {}) => {
    const headers = new Headers(init.headers);
    headers.set('acting-for', spid);
    return fetch(input, { ...init, headers });
  };

const seconds = (ms = 0): string => (ms / 1000).toFixed(1);

const because = (error: unknown): string => {
  const { message, code } = (error ?? {}) as { message?: unknown; code?: unknown };
  return typeof message === 'string' ? `: ${message} [${String(code)}]` : '';
};
