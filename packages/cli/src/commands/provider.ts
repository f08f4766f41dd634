import { Command, Option } from 'commander';
import { messageId, spid } from '../args/numbers';
import { requestOutcome } from '../outcome';
import { CommandError } from '../shared/command-error';
import { asOption, type CommonOptions, newCommand, outputFor, type Tools } from './command';

interface Profile {
  readonly name: string;
  readonly type: string;
  readonly soa?: string;
  readonly lsms?: string;
  readonly portIn?: string;
  readonly portOut?: string;
  readonly businessDays?: string;
  readonly mediumTimers?: boolean;
  readonly wsmsc: boolean;
  readonly associatedWith?: string;
}

const choice = (flags: string, description: string, ...choices: string[]): Option =>
  new Option(flags, description).choices(choices);

/** Profiles of the service providers. */
export function providerCommand(tools: Tools): Command {
  const parent = new Command('provider').description("profiles of the service providers, as the registry's operator");
  return parent.addCommand(create(tools));
}

function create(tools: Tools): Command {
  return newCommand('create', 'add a service provider with its profile', [
    ['lnp provider create X505 --name "Example Cable" --type wireline --soa http --lsms http', ''],
    ['lnp provider create X606 --name "Example Cell" --type wireless --port-in short --port-out short', ''],
    ['lnp provider create X707 --name "Example Rural" --type wireline --associated-with X505', 'X505 acts for it'],
  ])
    .argument('<spid>', 'its SPID', spid)
    .requiredOption('--name <name>', '1 to 40 characters')
    .addOption(
      choice('--type <type>', 'what it is', 'wireline', 'wireless', 'non_carrier', 'class1_voip').makeOptionMandatory(),
    )
    .addOption(choice('--soa <how>', 'how its SOA connects; default: it has none', 'http', 'kafka'))
    .addOption(choice('--lsms <how>', 'how its LSMS connects; default: it has none', 'http', 'kafka'))
    .addOption(choice('--port-in <timers>', 'its timers as new service provider; default: long', 'short', 'long'))
    .addOption(choice('--port-out <timers>', 'its timers as old service provider; default: long', 'short', 'long'))
    .addOption(choice('--business-days <days>', 'which days its timers count; default: short', 'short', 'long'))
    .option('--medium-timers', 'it takes part in one-day ports')
    .option('--no-wsmsc', 'its systems take no point code of a wireless short message service centre')
    .option('--associated-with <spid>', 'the SPID whose credential may act for it', spid)
    .option('--id <message-id>', 'message id: the same again is the same request', messageId)
    .addOption(asOption())
    .action(async (owner: string, options: CommonOptions & Profile & { id?: string }) => {
      const client = tools.context.client({ as: options.as, operator: true });
      const request = await requestOutcome(client, options.id ?? `cli-${tools.io.newId()}`, {
        kind: 'ServiceProviderCreate',
        ...{ spid: owner, name: options.name, spType: options.type },
        ...{ soa: options.soa ?? null, lsms: options.lsms ?? null },
        portInTimer: options.portIn ?? null,
        portOutTimer: options.portOut ?? null,
        businessDays: options.businessDays ?? null,
        mediumTimers: options.mediumTimers ?? false,
        wsmscSupported: options.wsmsc,
        associatedWith: options.associatedWith ?? null,
      });
      if (request.status === 'refused') {
        const { errors: faults, id } = request;
        const code = faults[0]?.code ?? 'refused';
        throw new CommandError(code, `${owner} was not added (request ${id})`, { faults, answer: request });
      }
      const output = outputFor(tools, options);
      output.say(request, () => `service provider ${owner} is there (request ${request.id})`);
      output.hint(`Next: lnp token create ${owner} --save`);
    });
}
