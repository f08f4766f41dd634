import { type Command, Option } from 'commander';
import { instantOf, type When, when } from '../args/dates';
import { causeCode, lrn, spid } from '../args/numbers';
import { wrongUse } from '../shared/command-error';
import { outputFor, type Tools } from './command';
import { registryNow } from './requests';
import { firstTn, run, type VersionOptions, versionCommand, versionMeant } from './send';

interface SideOptions extends VersionOptions {
  readonly side?: 'new' | 'old';
}

const sideOption = (what: string): Option =>
  new Option('--side <side>', `for whom NPAC personnel ${what}`).choices(['new', 'old']);

/** The commands that change a version that is there, but for its activation and its disconnect. */
export function versionRequestCommands(tools: Tools): Command[] {
  return [
    conflict(tools),
    resolve(tools),
    cancel(tools),
    acknowledge(tools),
    undo(tools),
    modify(tools),
    resend(tools),
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

interface ModifyOptions extends SideOptions {
  readonly status?: string;
  readonly lrn?: string;
  readonly due?: When;
  readonly authorize?: boolean;
  readonly deny?: number;
  readonly date?: When;
  readonly release?: When;
}

function modify(tools: Tools): Command {
  return versionCommand(
    'modify',
    'change data of a version that is pending, in conflict, active or waits to be disconnected',
    [
      ['lnp modify 3035550100 --due 2026-01-20 --as X202', 'the due date of X202'],
      ['lnp modify 3035550100 --status active --lrn 7205559991 --as X202', 'to another switch'],
      ['lnp modify 3035550100 --deny 51 --as X101', 'the old service provider changes its mind'],
      ['lnp modify 3035550100 --release 2026-03-01 --as X202', 'of a disconnect that waits'],
    ],
  )
    .addOption(
      new Option('--status <status>', 'which version, when the number has several').choices([
        'pending',
        'conflict',
        'active',
        'disconnect_pending',
      ]),
    )
    .option('--lrn <lrn>', 'where its calls go from then on', lrn)
    .option('--due <date>', 'due date of the own side', when)
    .option('--authorize', 'the old service provider authorizes')
    .option('--deny <cause>', 'the old service provider does not: a cause code from 50 to 54', causeCode)
    .option('--date <date>', 'customer disconnect date', when)
    .option('--release <date>', 'effective release date', when)
    .addOption(sideOption('change the data'))
    .action(async (tn: string | undefined, options: ModifyOptions) => {
      const { authorize, deny } = options;
      if (authorize === true && deny !== undefined) throw wrongUse('conflicting_options', 'say --authorize or --deny');
      const meant = versionMeant(tn, options);
      await run(tools, options, { as: options.as }, async (client) => {
        const date = async (given: When | undefined): Promise<string | null> =>
          given === undefined ? null : instantOf(given, () => registryNow(client));
        return {
          kind: 'Modify',
          ...meant,
          ...{ status: options.status ?? null, side: options.side ?? null, lrn: options.lrn ?? null },
          ...{ dueDate: await date(options.due), authorized: deny === undefined ? (authorize ?? null) : false },
          ...{ causeCode: deny ?? null, customerDisconnectDate: await date(options.date) },
          effectiveReleaseDate: await date(options.release),
        };
      });
    });
}

function resend(tools: Tools): Command {
  return versionCommand('resend', 'send a version again to LSMSs that failed, as NPAC personnel', [
    ['lnp resend 3035550100 --lsms X303', ''],
    ['lnp resend 3035550100-0199 --lsms X303 X404', ''],
  ])
    .requiredOption('--lsms <spid...>', 'to these on its failed-SP list', (text: string, all: string[] = []) => [
      ...all,
      spid(text),
    ])
    .action(async (tn: string | undefined, options: VersionOptions & { lsms: string[] }) => {
      const body = { kind: 'Resend', ...versionMeant(tn, options), lsms: options.lsms };
      await run(tools, options, { as: options.as, implied: 'NPAC' }, async () => body);
    });
}

const send = (
  tools: Tools,
  tn: string | undefined,
  options: VersionOptions,
  body: { readonly kind: string; readonly [field: string]: unknown },
) => {
  const meant = versionMeant(tn, options);
  return run(tools, options, { as: options.as }, async () => ({ ...body, ...meant }));
};
