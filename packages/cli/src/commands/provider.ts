import { OPTIONAL_FIELDS } from '@openlnp/service';
import { Command, Option } from 'commander';
import { messageId, spid } from '../args/numbers';
import { requestOutcome } from '../outcome';
import { pairs } from '../output/table';
import { CommandError, wrongUse } from '../shared/command-error';
import { said } from '../shared/said';
import { asOption, type CommonOptions, forOption, newCommand, outputFor, type Tools, truth, yesOrNo } from './command';

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

/** What says how its systems are told of things; undefined is what the registry, or the profile so far, has. */
interface Notified {
  readonly soaOptional?: readonly string[];
  readonly lsmsOptional?: readonly string[];
  readonly pseudoLrnSoa?: string;
  readonly pseudoLrnLsms?: string;
  readonly rangeNotifications?: string;
  readonly newSpSilent?: string;
  readonly cancelCause?: string;
  /** False: none of them any more. */
  readonly priority?: readonly Priority[] | false;
}

interface Priority {
  readonly notification: string;
  readonly priority: string;
}

interface Changed extends Partial<Omit<Profile, 'mediumTimers' | 'wsmsc' | 'soa' | 'lsms' | 'associatedWith'>> {
  readonly mediumTimers?: string;
  readonly wsmsc?: string;
}

const choice = (flags: string, description: string, ...choices: string[]): Option =>
  new Option(flags, description).choices(choices);

/** Profiles of the service providers. */
export function providerCommand(tools: Tools): Command {
  const parent = new Command('provider').description("profiles of the service providers, as the registry's operator");
  return parent.addCommand(create(tools)).addCommand(modify(tools)).addCommand(show(tools));
}

/** SvObjectCreation=none; several times for several notifications. */
function priorityOf(text: string, before: readonly Priority[] | false = []): readonly Priority[] {
  const [, notification, priority] = /^(\w+)=(\w+)$/.exec(text) ?? [];
  if (notification !== undefined && priority !== undefined) return [...(before || []), { notification, priority }];
  throw wrongUse(
    'invalid_notification_priority',
    `${text} is no priority`,
    'say NOTIFICATION=high, medium, low or none',
  );
}

/** all, none, or names such as svType,voiceUri; which there are the registry knows. */
function optionalFields(text: string): readonly string[] {
  if (text === 'all') return OPTIONAL_FIELDS;
  return text === 'none' ? [] : text.split(',').map((name) => name.trim());
}

const NAMES = OPTIONAL_FIELDS.join(',');
const withNotified = (command: Command): Command =>
  command
    .addOption(yesOrNo('--pseudo-lrn-soa <yes|no>', 'it may give numbers of its own the pseudo-LRN'))
    .addOption(yesOrNo('--pseudo-lrn-lsms <yes|no>', 'its LSMS takes numbers with the pseudo-LRN'))
    .addOption(yesOrNo('--range-notifications <yes|no>', 'one notification for a range, or one for each number'))
    .addOption(yesOrNo('--new-sp-silent <yes|no>', 'it is told when a new service provider has not created in time'))
    .addOption(yesOrNo('--cancel-cause <yes|no>', 'it is told cause 2, of a conflict after a cancellation'))
    .option('--priority <notification=how>', 'high, medium, low or none (not sent); may be repeated', priorityOf)
    .option('--soa-optional <fields>', `optional fields that its SOA takes: all, none, or of ${NAMES}`, optionalFields)
    .option('--lsms-optional <fields>', 'those that its LSMS takes', optionalFields);

const notified = (options: Notified) => ({
  pseudoLrnSoa: truth(options.pseudoLrnSoa),
  pseudoLrnLsms: truth(options.pseudoLrnLsms),
  tnRangeNotifications: truth(options.rangeNotifications),
  noNewSpConcurrenceNotifications: truth(options.newSpSilent),
  cancelToConflictCause: truth(options.cancelCause),
  notificationPriorities: options.priority === false ? [] : (options.priority ?? null),
  soaOptionalFields: options.soaOptional ?? null,
  lsmsOptionalFields: options.lsmsOptional ?? null,
});

async function ask(
  tools: Tools,
  options: CommonOptions & { readonly id?: string },
  request: { readonly kind: string; readonly spid: string },
  not: string,
  done: string,
): Promise<void> {
  const client = tools.context.client({ as: options.as, operator: true });
  const outcome = await requestOutcome(client, options.id ?? `cli-${tools.io.newId()}`, request);
  if (outcome.status === 'refused') {
    const { errors: faults, id } = outcome;
    const code = faults[0]?.code ?? 'refused';
    throw new CommandError(code, `${request.spid} ${not} (request ${id})`, { faults, answer: outcome });
  }
  outputFor(tools, options).say(outcome, () => `service provider ${request.spid} ${done} (request ${outcome.id})`);
}

interface Shown extends Readonly<Record<string, unknown>> {
  readonly spid: string;
  readonly notificationPriorities: readonly Priority[];
  readonly soaOptionalFields: readonly string[] | null;
  readonly lsmsOptionalFields: readonly string[] | null;
}

function show(tools: Tools): Command {
  return newCommand('show', 'the profiles of all service providers, or of one', [
    ['lnp provider show', ''],
    ['lnp provider show X505', ''],
    ['lnp provider show --as X505', 'its own, with its own token'],
  ])
    .argument('[spid]', 'its SPID', spid)
    .addOption(asOption())
    .addOption(forOption())
    .action(async (only: string | undefined, options: CommonOptions) => {
      const client = tools.context.client({ as: options.as, for: options.for, operator: true });
      const answer = await client.call<{ serviceProviders: Shown[] }>('GET', '/v1/service-providers');
      const found = answer.serviceProviders.filter((profile) => only === undefined || profile.spid === only);
      if (only !== undefined && found.length === 0) {
        throw new CommandError('unknown_service_provider', `there is no ${only} that you may see`, {
          next: 'lnp provider show lists those that there are',
        });
      }
      const output = outputFor(tools, options);
      for (const profile of found) {
        const { notificationPriorities, soaOptionalFields: soa, lsmsOptionalFields: lsms, ...rest } = profile;
        const optional = { soaOptionalFields: fieldsText(soa), lsmsOptionalFields: fieldsText(lsms) };
        const priorities = notificationPriorities.map((one) => `${one.notification}=${one.priority}`).join(', ');
        const rows = Object.entries({ ...rest, ...optional, priorities }).map(
          ([name, value]) => [name, shown(value)] as const,
        );
        output.say(profile, () => `${pairs(rows, output.paint)}\n`);
      }
    });
}

function fieldsText(fields: readonly string[] | null): string {
  if (fields === null) return 'all';
  return fields.length === 0 ? 'none' : fields.join(', ');
}

const shown = (value: unknown): string => {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return value == null || value === '' ? '-' : String(value);
};

function modify(tools: Tools): Command {
  const command = newCommand('modify', "change a service provider's profile; what is not given stays", [
    ['lnp provider modify X505 --range-notifications no', 'one notification for each number of a range'],
    ['lnp provider modify X505 --priority SvObjectCreation=none --priority OldSpConcurrenceRequest=high', ''],
    ['lnp provider modify X505 --no-priority', 'all are of medium priority again'],
    ['lnp provider modify X505 --port-in short --port-out short', ''],
    ['lnp provider modify X505 --soa-optional svType,voiceUri', 'what else there is, its SOA neither sends nor gets'],
  ])
    .argument('<spid>', 'its SPID', spid)
    .option('--name <name>', '1 to 40 characters')
    .addOption(choice('--type <type>', 'what it is', 'wireline', 'wireless', 'non_carrier', 'class1_voip'))
    .addOption(choice('--port-in <timers>', 'its timers as new service provider', 'short', 'long'))
    .addOption(choice('--port-out <timers>', 'its timers as old service provider', 'short', 'long'))
    .addOption(choice('--business-days <days>', 'which days its timers count', 'short', 'long'))
    .addOption(yesOrNo('--medium-timers <yes|no>', 'it takes part in one-day ports'))
    .addOption(
      yesOrNo('--wsmsc <yes|no>', 'its systems take the point code of a wireless short message service centre'),
    );
  return withNotified(command)
    .option('--no-priority', 'none of them: all notifications are of medium priority')
    .option('--id <message-id>', 'message id: the same again is the same request', messageId)
    .addOption(asOption())
    .action((owner: string, options: CommonOptions & Changed & Notified & { id?: string }) => {
      const { name = null, type: spType = null } = options;
      const timers = { portInTimer: options.portIn ?? null, portOutTimer: options.portOut ?? null };
      const supports = { mediumTimers: truth(options.mediumTimers), wsmscSupported: truth(options.wsmsc) };
      const request = {
        ...{ kind: 'ServiceProviderModify', spid: owner },
        ...said({ name, spType, ...timers, businessDays: options.businessDays ?? null, ...supports }),
        ...said(notified(options)),
      };
      return ask(tools, options, request, 'was not changed', 'has this profile from now on');
    });
}

function create(tools: Tools): Command {
  const command = newCommand('create', 'add a service provider with its profile', [
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
    .option('--associated-with <spid>', 'the SPID whose credential may act for it', spid);
  return withNotified(command)
    .option('--id <message-id>', 'message id: the same again is the same request', messageId)
    .addOption(asOption())
    .action(async (owner: string, options: CommonOptions & Profile & Notified & { id?: string }) => {
      const request = {
        ...{ kind: 'ServiceProviderCreate', spid: owner, name: options.name, spType: options.type },
        ...{ soa: options.soa ?? null, lsms: options.lsms ?? null },
        portInTimer: options.portIn ?? null,
        portOutTimer: options.portOut ?? null,
        businessDays: options.businessDays ?? null,
        mediumTimers: options.mediumTimers ?? false,
        wsmscSupported: options.wsmsc,
        associatedWith: options.associatedWith ?? null,
        ...said(notified(options)),
      };
      await ask(tools, options, request, 'was not added', 'is there');
      outputFor(tools, options).hint(`Next: lnp token create ${owner} --save`);
    });
}
