import type { Command } from 'commander';
import { version } from '../package.json';
import { backUp } from './backup';
import type { BackupManifest } from './backup-manifest';
import { type CommonOptions, newCommand, outputFor, type Tools } from './commands/command';
import { pairs } from './output/table';
import { restore } from './restore';
import { CommandError } from './shared/command-error';

/** The operator's copies of everything that lasts. */
export const backupCommands = (tools: Tools): Command[] => [backupCommand(tools), restoreCommand(tools)];

function backupCommand(tools: Tools): Command {
  return newCommand('backup', 'copy a registry to an empty folder, while it runs and is used', [
    ['lnp backup /backups/2026-11-22', 'the registry in LNP_DATA (default ./data)'],
    ['lnp backup /backups/today --data /var/lib/lnp --json', ''],
  ])
    .argument('<folder>', 'where to; empty or not there yet')
    .option('--data <folder>', 'data folder of the registry (default: LNP_DATA, else ./data)')
    .action(async (folder: string, options: CommonOptions & { data?: string }) => {
      const output = outputFor(tools, options);
      const data = options.data ?? tools.context.dataFolder;
      const manifest = await known(
        backUp({ data, to: folder, now: tools.io.now, version, onProgress: output.progress }),
      );
      output.say({ folder, ...manifest }, () => described(manifest, folder));
      output.hint(`bring it back with: lnp restore ${folder} --data AN-EMPTY-FOLDER`);
    });
}

function restoreCommand(tools: Tools): Command {
  return newCommand('restore', 'put a backup into an empty folder, to start a registry on', [
    ['lnp restore /backups/2026-11-22 --data ./data', 'then: npm start -- --data ./data'],
  ])
    .argument('<backup>', 'folder of a backup')
    .requiredOption('--data <folder>', 'data folder to be; empty or not there yet')
    .action(async (backup: string, options: CommonOptions & { data: string }) => {
      const output = outputFor(tools, options);
      const { data } = options;
      const manifest = await known(restore({ from: backup, data, onProgress: output.progress }));
      output.say({ folder: data, ...manifest }, () => described(manifest, data));
      output.hint(`go on with: npm start -- --data ${data} (a new operator.token is made; carriers keep their tokens)`);
    });
}

const described = ({ store, files, begunAt }: BackupManifest, folder: string): string =>
  pairs([
    ['folder', folder],
    ['as of', begunAt],
    ['events', store.events],
    ['last position', store.head],
    ['downloads', store.downloads],
    ['ported numbers', store.numbers],
    ['digest', store.digest],
    ['bytes', files.reduce((sum, { bytes }) => sum + bytes, 0)],
  ]);

const KNOWN = new Set(['no_store', 'unknown_format', 'disk_full', 'store_corrupt', 'ENOSPC', 'EACCES', 'ENOTDIR']);

/** What the folders themselves are to blame for, as this program's errors. */
async function known<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
    if (error instanceof CommandError || typeof code !== 'string' || !KNOWN.has(code)) throw error;
    throw new CommandError(code, String(message));
  }
}
