import { Command } from 'commander';
import { instantOf, type When, when } from '../args/dates';
import { lrn, npaNxx, spid } from '../args/numbers';
import { wrongUse } from '../shared/command-error';
import { newCommand, type Tools } from './command';
import { type RequestOptions, registryNow, run, withRequestOptions } from './send';

interface OwnerOptions extends RequestOptions {
  readonly spid?: string;
}

/** NPA-NXX codes and LRNs, by their owners or by NPAC personnel. */
export const networkCommands = (tools: Tools): Command[] => [code(tools), lrns(tools)];

const ownedCommand = (...args: Parameters<typeof newCommand>): Command =>
  withRequestOptions(newCommand(...args).option('--spid <spid>', 'whose it is; default: of --for, else of --as', spid));

/** Whose it is: who asks, or is asked for, unless it is said. NPAC owns nothing. */
function ownerOf({ spid: owner, for: client, as }: OwnerOptions): string {
  const found = owner ?? client ?? as;
  if (found !== undefined && found !== 'NPAC') return found;
  throw wrongUse('missing_option', 'whose is it?', 'say --spid SPID');
}

function code(tools: Tools): Command {
  const create = ownedCommand('create', 'open an NPA-NXX for porting, as its holder or NPAC', [
    ['lnp code create 303556 --as X101', 'from today on'],
    ['lnp code create 303556 --spid X101 --effective 2026-02-01 --as NPAC', 'for its holder, from then on'],
    ['lnp code create 970555 --as X202 --for X505', 'as the service bureau of its holder'],
  ])
    .argument('<npa-nxx>', 'six digits', npaNxx)
    .option('--effective <date>', 'from when on its numbers may be ported; default: today', when)
    .action(async (opened: string, options: OwnerOptions & { effective?: When }) => {
      const { effective = { daysFromToday: 0 } } = options;
      const owner = ownerOf(options);
      const asker = { as: options.as, implied: owner };
      const request = { kind: 'NpaNxxCreate', spid: owner, npaNxx: opened };
      await run(
        tools,
        options,
        asker,
        async (client) => ({ ...request, effectiveAt: await instantOf(effective, () => registryNow(client)) }),
        opened,
      );
    });
  return new Command('code').description('NPA-NXX codes that are open for porting').addCommand(create);
}

function lrns(tools: Tools): Command {
  const create = ownedCommand('create', 'register an LRN, as its owner or NPAC', [
    ['lnp lrn create 7205559991 --as X202', ''],
    ['lnp lrn create 7205559991 --spid X202 --as NPAC', 'for its owner'],
    ['lnp lrn create 3125559995 --as X202 --for X505', 'as the service bureau of its owner'],
  ])
    .argument('<lrn>', 'ten digits', lrn)
    .action(async (registered: string, options: OwnerOptions) => {
      const owner = ownerOf(options);
      const request = { kind: 'LrnCreate', spid: owner, lrn: registered };
      await run(tools, options, { as: options.as, implied: owner }, async () => request, registered);
    });
  return new Command('lrn').description('location routing numbers').addCommand(create);
}
