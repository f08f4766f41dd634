import type { EventStore } from '@openlnp/event-store';
import { npaNxxOf, type Spid } from '@openlnp/numbering';
import type { PortingCommand, RouteChanges } from '@openlnp/porting';
import { LiveNetworkView } from '@openlnp/service';

/** The part of the network that a command asks about, folded from the streams themselves. */
export async function freshView(store: EventStore, command: PortingCommand): Promise<LiveNetworkView> {
  const view = new LiveNetworkView();
  const streams = new Set([
    `code-${npaNxxOf(command.tn)}`,
    ...spidsOf(command).map((spid) => `sp-${spid}`),
    ...lrnsOf(command).map((lrn) => `lrn-${lrn}`),
  ]);
  for (const stream of streams) for (const event of await store.readStream(stream)) view.apply(event);
  return view;
}

function spidsOf(command: PortingCommand): string[] {
  switch (command.type) {
    case 'NewSpCreate':
      return [command.oldSp, command.newSp, ...alternativesOf(command.route)];
    case 'OldSpCreate':
      return [command.oldSp, command.newSp];
    case 'IntraSpCreate':
      return [command.sp, ...alternativesOf(command.route)];
    case 'Modify':
      return alternativesOf(command.route);
    default:
      return [];
  }
}

const alternativesOf = (route: RouteChanges | null): Spid[] =>
  [route?.optionalData?.altSpid, route?.optionalData?.lastAltSpid].filter((spid) => spid != null) as Spid[];

function lrnsOf(command: PortingCommand): number[] {
  const route: RouteChanges | null = 'route' in command ? command.route : null;
  return route?.lrn === undefined ? [] : [route.lrn];
}
