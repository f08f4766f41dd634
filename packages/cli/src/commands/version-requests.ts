import type { Command } from 'commander';
import { causeCode, spid } from '../args/numbers';
import { outputFor, type Tools } from './command';
import { modifyCommand } from './modify';
import { firstTn, run, type SideOptions, sideOption, type VersionOptions, versionCommand, versionMeant } from './send';

/** The commands that change a version that is there, but for its activation and its disconnect. */
export function versionRequestCommands(tools: Tools): Command[] {
  return [
    conflict(tools),
    resolve(tools),
    cancel(tools),
    acknowledge(tools),
    undo(tools),
    modifyCommand(tools),
    resend(tools),
    exclude(tools),
  ];
}

function conflict(tools: Tools): Command {
  return versionCommand('conflict', 'put a pending port into conflict, as the old service provider or NPAC', [
    ['lnp conflict 3035550100 --cause 54 --as X101', ''],
  ])
    .requiredOption('--cause <code>', 'why: 50 to 54', causeCode)
    .action(async (tn: string | undefined, options: VersionOptions & { cause: number }) => {
      await send(tools, tn, options, { kind: 'SetConflict', causeCode: options.cause });
      outputFor(tools, options).hint(`Next: lnp resolve ${firstTn(tn)}`);
    });
}

function resolve(tools: Tools): Command {
  return versionCommand('resolve', 'end a conflict: the port is pending again', [
    ['lnp resolve 3035550100 --as X101', ''],
  ]).action(async (tn: string | undefined, options: VersionOptions) => {
    await send(tools, tn, options, { kind: 'ResolveConflict' });
  });
}

function cancel(tools: Tools): Command {
  return versionCommand('cancel', 'withdraw a port that is not active, or a disconnect that waits for its date', [
    ['lnp cancel 3035550100 --as X202', ''],
    ['lnp cancel 3035550100 --as NPAC --side new', 'on behalf of the new service provider'],
  ])
    .addOption(sideOption('cancel'))
    .action(async (tn: string | undefined, options: SideOptions) => {
      await send(tools, tn, options, { kind: 'Cancel', side: options.side ?? null });
    });
}

function acknowledge(tools: Tools): Command {
  return versionCommand('acknowledge', 'agree to the cancellation by the other service provider', [
    ['lnp acknowledge 3035550100 --as X101', ''],
  ])
    .addOption(sideOption('acknowledge'))
    .action(async (tn: string | undefined, options: SideOptions) => {
      await send(tools, tn, options, { kind: 'AcknowledgeCancel', side: options.side ?? null });
    });
}

function undo(tools: Tools): Command {
  return versionCommand('undo-cancel', 'take back the own cancellation while it waits for the other side', [
    ['lnp undo-cancel 3035550100 --as X202', ''],
  ]).action(async (tn: string | undefined, options: VersionOptions) => {
    await send(tools, tn, options, { kind: 'UndoCancel' });
  });
}

function resend(tools: Tools): Command {
  const command = versionCommand('resend', 'send a version again to LSMSs that failed, as NPAC personnel', [
    ['lnp resend 3035550100 --lsms X303', ''],
    ['lnp resend 3035550100-0199 --lsms X303 X404', ''],
  ]);
  return aboutLsmss(command, tools, { kind: 'Resend', what: 'to these on its failed-SP list' });
}

function exclude(tools: Tools): Command {
  const command = versionCommand('exclude', 'wait no longer for LSMSs that failed, as NPAC personnel', [
    ['lnp exclude 3035550100 --lsms X303', ''],
    ['lnp exclude 3035550100-0199 --lsms X303,X404', ''],
  ]);
  return aboutLsmss(command, tools, { kind: 'ExcludeFailedSps', what: 'take these off its failed-SP list' });
}

/** What only NPAC personnel ask, of LSMSs on a failed-SP list. */
const aboutLsmss = (command: Command, tools: Tools, { kind, what }: { kind: string; what: string }): Command =>
  command
    .requiredOption('--lsms <spid...>', what, (text: string, all: string[] = []) => [
      ...all,
      ...text.split(',').map(spid),
    ])
    .action(async (tn: string | undefined, options: VersionOptions & { lsms: string[] }) => {
      const body = { kind, ...versionMeant(tn, options), lsms: options.lsms };
      await run(tools, options, { as: options.as, implied: 'NPAC' }, async () => body);
    });

const send = (
  tools: Tools,
  tn: string | undefined,
  options: VersionOptions,
  body: { readonly kind: string; readonly [field: string]: unknown },
) => {
  const meant = versionMeant(tn, options);
  return run(tools, options, { as: options.as }, async () => ({ ...body, ...meant }));
};
