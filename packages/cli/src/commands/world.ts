import { type Command, Option } from 'commander';
import { spid as spidOf } from '../args/numbers';
import { table } from '../output/table';
import { runCliLsms } from '../run-lsms';
import { seed } from '../seed';
import { WORLD } from '../world';
import { asOption, type CommonOptions, newCommand, outputFor, type Tools } from './command';

/** A world to try things in. */
export const worldCommands = (tools: Tools): Command[] => [seedCommand(tools), lsms(tools)];

function seedCommand(tools: Tools): Command {
  return newCommand(
    'seed',
    'load a small world: service providers, LSMSs, codes, LRNs, tokens; again changes nothing',
    [['lnp seed', '']],
  )
    .addOption(new Option('--transport <how>', 'how its carriers connect').choices(['http', 'kafka']).default('http'))
    .addOption(asOption())
    .action(async (options: CommonOptions & { transport: 'http' | 'kafka' }) => {
      const { context } = tools;
      const output = outputFor(tools, options);
      const seeded = await seed(context.client({ as: options.as, operator: true }), WORLD, {
        transport: options.transport,
        tokenFolder: `${context.dataFolder}/tokens`,
        onProgress: output.progress,
      });
      output.say({ serviceProviders: seeded }, () => {
        const rows = seeded.map((sp) => [
          sp.spid,
          sp.name,
          sp.lsms ? 'yes' : '-',
          sp.codes.join(' '),
          sp.lrns.join(' '),
          sp.tokenFile,
        ]);
        const world = table(['SPID', 'name', 'LSMS', 'codes', 'LRNs', 'token'], rows, { paint: output.paint });
        return `${world}\n\nNext: npx lnp lsms X101 and npx lnp lsms X202 in two terminals, then\n      npx lnp port 3035550100 --from X101 --to X202 --lrn 7205559990`;
      });
    });
}

function lsms(tools: Tools): Command {
  return newCommand('lsms', 'run an LSMS that applies and acknowledges every download, until Ctrl-C', [
    ['lnp lsms X101', ''],
    ['lnp lsms X101 --refuse', 'see what happens; run it without, and it takes what it refused'],
  ])
    .argument('<spid>', 'a SPID with an LSMS; its token is in LNP_DATA/tokens, or in LNP_TOKEN', spidOf)
    .option('--refuse', 'refuse every download instead')
    .action(async (spid: string, { refuse = false, ...options }: CommonOptions & { refuse?: boolean }) => {
      const { context, io } = tools;
      const token = context.token({ implied: spid });
      await io.untilCtrlC((signal) => runCliLsms(context, { spid, refuse, token, signal }, outputFor(tools, options)));
    });
}
