import type { Command } from 'commander';
import { copyRegistry } from '../copy';
import { pairs } from '../output/table';
import { storeAddress } from '../stores';
import { type CommonOptions, newCommand, outputFor, type Tools } from './command';

interface CopyCommandOptions extends CommonOptions {
  readonly from: string;
  readonly to: string;
}

const NOTES = `
The source's registry must be stopped, with nothing left to decide. The target must be empty, or what an earlier run of the same
copy has left: then it goes on there. Both sides are read and compared; the last line tells the digests of both. Events keep their
ids, revisions and instants; positions are each store's own. An LMDB is named by its data folder.`;

/** A registry's move to another event store. */
export function copyCommand(tools: Tools): Command {
  return newCommand('copy', "move a registry's log to another event store, and verify it", [
    ['lnp copy --from lmdb:./data --to esdb://lnp:secret@events:2113?tls=true', 'from one machine to a cluster'],
    ['lnp copy --from esdb+discover://events:2113 --to lmdb:./copy --json', 'a copy to look into, or to go back'],
  ])
    .requiredOption('--from <store>', 'lmdb:FOLDER, esdb://..., esdb+discover://... or kurrentdb://...')
    .requiredOption('--to <store>', 'the same')
    .addHelpText('after', NOTES)
    .action(async (options: CopyCommandOptions) => {
      const output = outputFor(tools, options);
      const { describeStore } = await import('@openlnp/service');
      const [from, to] = [await storeAddress(options.from), await storeAddress(options.to)];
      const copied = await copyRegistry({ from, to, onProgress: output.progress });
      const { events, appended, found, downloads, numbers, digest, logDigest } = copied;
      const answer = { events, found, appended, head: String(copied.head), downloads, numbers, digest, logDigest };
      const [source, target] = [describeStore(from), describeStore(to)];
      output.say({ from: source, to: target, ...answer }, () =>
        pairs(
          [
            ['from', source],
            ['to', target],
            ['events', `${events}, of which ${found} were there already`],
            ['last position', answer.head],
            ['downloads', downloads],
            ['ported numbers', numbers],
            ['digest', `${digest} (of both)`],
            ['log digest', `${logDigest} (of both)`],
          ],
          output.paint,
        ),
      );
      output.hint(
        'positions are new: start on it with a broker of its own (docs/operators.md, "Moving to another event store")',
      );
    });
}
