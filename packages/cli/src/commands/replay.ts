import { formatInstant } from '@openlnp/numbering';
import type { Command } from 'commander';
import { wholeNumber } from '../args/numbers';
import { pairs } from '../output/table';
import { replay } from '../replay';
import { CommandError } from '../shared/command-error';
import { openToRead, storeAddress } from '../stores';
import { type CommonOptions, localOption, newCommand, outputFor, type Tools, timesFor } from './command';

interface ReplayCommandOptions extends CommonOptions {
  readonly to?: number;
  readonly digest?: boolean;
}

/** Opens the store itself, LNP_EVENTSTORE or that of LNP_DATA: read-only, beside a running registry. */
export function replayCommand(tools: Tools): Command {
  return newCommand('replay', 'fold the log from zero, read-only, also beside a running registry', [
    ['lnp replay --digest', 'all of it; compare with GET /v1/lsms/digest'],
    ['lnp replay --to 4711 --digest', 'as it was after the event at position 4711'],
  ])
    .option('--to <position>', 'position of the last event to fold; default: all', wholeNumber('--to', 0))
    .option('--digest', 'the digest of the routing table as well')
    .addOption(localOption())
    .action(async (options: ReplayCommandOptions) => {
      const output = outputFor(tools, options);
      const store = await openToRead(await storeAddress(tools.context.eventStore));
      try {
        const to = options.to === undefined ? undefined : BigInt(options.to);
        const replayed = await replay(store, { to, onProgress: output.progress });
        if (to !== undefined && replayed.position < to) {
          throw new CommandError('beyond_log', `the log ends at position ${replayed.position}, before ${to}`, {
            next: `name a position up to ${replayed.position}, or leave --to out`,
          });
        }
        const { events, downloads, numbers, recordedAt } = replayed;
        const digest = options.digest === true ? replayed.digest() : undefined;
        const at = recordedAt === undefined ? null : formatInstant(recordedAt);
        const position = String(replayed.position);
        const times = timesFor(options);
        output.say(
          { events, position, recordedAt: at, downloads, numbers, ...(digest === undefined ? {} : { digest }) },
          () =>
            pairs(
              [
                ['events', events],
                ['position', position],
                ['recorded', at === null ? '-' : `${times.exact(at)} ${times.zone}`],
                ['downloads', downloads],
                ['ported numbers', numbers],
                ...(digest === undefined ? [] : [['digest', digest] as const]),
              ],
              output.paint,
            ),
        );
      } finally {
        await store.close();
      }
    });
}
