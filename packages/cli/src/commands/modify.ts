import { type Command, Option } from 'commander';
import { instantOf, type When, when } from '../args/dates';
import { causeCode, lrn } from '../args/numbers';
import { wrongUse } from '../shared/command-error';
import { said } from '../shared/said';
import { type Tools, truth, yesOrNo } from './command';
import { CLEARABLE_WORDS, clearable, has, type RouteOptions, routeOf, withRoute } from './route-options';
import { registryNow, run, type SideOptions, sideOption, versionCommand, versionMeant } from './send';

interface ModifyOptions extends SideOptions, RouteOptions {
  readonly status?: string;
  readonly lrn?: string;
  readonly due?: When;
  readonly medium?: string;
  readonly authorize?: boolean;
  readonly deny?: number;
  readonly date?: When;
  readonly release?: When;
  readonly clear?: readonly string[];
}

/** Changes data of a version that is there. What is not said stays. */
export function modifyCommand(tools: Tools): Command {
  const command = versionCommand(
    'modify',
    'change data of a version that is pending, in conflict, active or waits to be disconnected',
    [
      ['lnp modify 3035550100 --due 2026-01-20 --as X202', 'the due date of X202'],
      ['lnp modify 3035550100 --status active --lrn 7205559991 --as X202', 'to another switch'],
      ['lnp modify 3035550100 --cnam 244021005:0 --clear lidb billing-id --as X202', ''],
      ['lnp modify 3035550100 --deny 51 --as X101', 'the old service provider changes its mind'],
      ['lnp modify --sv 1001 --medium no --side old --as NPAC', 'on behalf of the old service provider'],
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
    .addOption(yesOrNo('--medium <yes|no>', 'medium timers, as the own side has it'))
    .option('--authorize', 'the old service provider authorizes')
    .option('--deny <cause>', 'the old service provider does not: a cause code from 50 to 54', causeCode)
    .option('--date <date>', 'customer disconnect date', when)
    .option('--release <date>', 'effective release date', when)
    .option('--clear <field...>', `take these away from the route: ${CLEARABLE_WORDS}`, clearable)
    .addOption(sideOption('change the data'));
  return withRoute(command).action(async (tn: string | undefined, options: ModifyOptions) => {
    const { authorize, deny, clear } = options;
    if (authorize === true && deny !== undefined) throw wrongUse('conflicting_options', 'say --authorize or --deny');
    const route = routeOf(options);
    const both = clear?.find((field) => has(route, field));
    if (both !== undefined) throw wrongUse('conflicting_options', `say a new ${both}, or --clear it`);
    const meant = versionMeant(tn, options);
    await run(tools, options, { as: options.as }, async (client) => {
      const date = async (given: When | undefined): Promise<string | null> =>
        given === undefined ? null : instantOf(given, () => registryNow(client));
      return {
        kind: 'Modify',
        ...meant,
        ...said({
          ...{ status: options.status, side: options.side, lrn: options.lrn },
          ...{ dueDate: await date(options.due), mediumTimer: truth(options.medium) },
          ...{ authorized: deny === undefined ? authorize : false, causeCode: deny },
          ...{ customerDisconnectDate: await date(options.date), effectiveReleaseDate: await date(options.release) },
        }),
        ...route,
        ...said({ clear }),
      };
    });
  });
}
