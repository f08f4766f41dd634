import { Command, Option } from 'commander';
import { contextFrom } from './context';
import { RegistryError } from './registry-client';
import { lsmsUntilCtrlC } from './run-lsms';
import { seed } from './seed';
import { table } from './table';
import { WORLD } from './world';

const context = contextFrom(process.env);
const print = (text: string): void => void process.stdout.write(`${text}\n`);

const program = new Command('lnp')
  .description(
    'The command line of an OpenLNP registry.\nLNP_URL says where it is (default http://127.0.0.1:8080), LNP_TOKEN who asks\n(default: the operator, from LNP_DATA/operator.token, ./data unless set).',
  )
  .addHelpText(
    'after',
    '\nExamples:\n  lnp seed             a small world to try things in\n  lnp lsms X101        an LSMS that applies and acknowledges every download',
  );

program
  .command('seed')
  .description('load a small world: service providers, LSMSs, codes, LRNs, tokens; again changes nothing')
  .addOption(new Option('--transport <how>', 'how its carriers connect').choices(['http', 'kafka']).default('http'))
  .option('--json', 'one JSON object instead of a table')
  .action(async ({ transport, json }: { transport: 'http' | 'kafka'; json?: boolean }) => {
    const { dataFolder } = context;
    const seeded = await seed(context.client(), WORLD, {
      transport,
      tokenFolder: `${dataFolder}/tokens`,
      onProgress: progress,
    });
    if (json === true) return print(JSON.stringify({ serviceProviders: seeded }));
    print(
      table([
        ['SPID', 'name', 'LSMS', 'codes', 'LRNs', 'token'],
        ...seeded.map((sp) => [
          sp.spid,
          sp.name,
          sp.lsms ? 'yes' : '-',
          sp.codes.join(' '),
          sp.lrns.join(' '),
          sp.tokenFile,
        ]),
      ]),
    );
    print(`\nNext: npx lnp lsms X101 and npx lnp lsms X202 in two terminals, then port a number as README.md shows.`);
  });

program
  .command('lsms')
  .description('run an LSMS that applies and acknowledges every download, until Ctrl-C')
  .argument('<spid>', 'a SPID with an LSMS; its token is in LNP_DATA/tokens, or in LNP_TOKEN')
  .option('--refuse', 'refuse every download instead, to see what happens')
  .action((spid: string, { refuse = false }: { refuse?: boolean }) =>
    lsmsUntilCtrlC(context, { spid, refuse, token: process.env.LNP_TOKEN }, print),
  );

/** A line that is written over, on a terminal only. */
function progress(done: number, total: number): void {
  if (!process.stderr.isTTY) return;
  const filled = Math.round((30 * done) / total);
  process.stderr.write(
    `\r[${'#'.repeat(filled)}${' '.repeat(30 - filled)}] ${done}/${total}${done === total ? '\n' : ''}`,
  );
}

program.parseAsync().catch((error: unknown) => {
  const known = error instanceof RegistryError;
  process.stderr.write(
    known ? `lnp: ${error.message} [${error.code}]\n` : `${error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exitCode = 1;
});
