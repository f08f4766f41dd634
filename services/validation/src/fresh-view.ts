import type { EventStore } from '@openlnp/event-store';
import { npaNxxOf } from '@openlnp/numbering';
import type { PortingCommand } from '@openlnp/porting';
import { LiveNetworkView } from '@openlnp/service';

/** The part of the network that a command asks about, folded from the streams themselves. */
export async function freshView(store: EventStore, command: PortingCommand): Promise<LiveNetworkView> {
  const view = new LiveNetworkView();
  const streams = [`code-${npaNxxOf(command.tn)}`];
  if (command.type === 'NewSpCreate' || command.type === 'OldSpCreate')
    streams.push(`sp-${command.oldSp}`, `sp-${command.newSp}`);
  if (command.type === 'NewSpCreate') streams.push(`lrn-${command.route.lrn}`);
  for (const stream of streams) for (const event of await store.readStream(stream)) view.apply(event);
  return view;
}
