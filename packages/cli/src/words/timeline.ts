import type { Paint, Style } from '../output/colours';
import { type Cell, printable } from '../output/table';
import type { Times } from '../output/times';
import { type HistoryEvent, tell } from './events';

const STYLES: Readonly<Record<string, Style>> = {
  pending: 'yellow',
  conflict: 'red',
  cancel_pending: 'yellow',
  sending: 'yellow',
  active: 'green',
  partial_failure: 'red',
  failed: 'red',
  disconnect_pending: 'yellow',
  canceled: 'dim',
  old: 'dim',
};

/** A version's status in its colour. */
export const paintStatus = (status: string, paint: Paint): string => {
  const style = STYLES[status];
  return style === undefined ? status : paint(style, status);
};

/** The same for a table. */
export const statusCell = (status: string): Cell => {
  const style = STYLES[status];
  return style === undefined ? status : { text: status, style };
};

/** Events as people read them: when, what, who, which version; below, in words; below that, by which request. */
export function timeline(events: readonly HistoryEvent[], times: Times, paint: Paint): string {
  const typeWidth = Math.max(...events.map(({ type }) => type.length));
  const actorWidth = Math.max(...events.map((event) => whoOf(event).length));
  return events
    .map((event) => {
      const { status, words } = tell(event, times);
      const at = times.exact(event.occurredAt);
      const indent = ' '.repeat(at.length + 2);
      const head = [
        paint('dim', at),
        paint('bold', event.type.padEnd(typeWidth)),
        whoOf(event).padEnd(actorWidth),
        ...(event.data.svId === undefined ? [] : [`SV ${String(event.data.svId)}`]),
        ...(status === undefined ? [] : [paintStatus(status, paint)]),
      ].join('  ');
      const why = event.requestId === null ? [] : [`${indent}${paint('dim', `request ${printable(event.requestId)}`)}`];
      return [head, `${indent}${printable(words)}`, ...why].join('\n');
    })
    .join('\n');
}

const whoOf = ({ actor, actingFor }: HistoryEvent): string => (actingFor == null ? actor : `${actor} for ${actingFor}`);
