import type { DownloadContent } from './generated/common';
import type { PortingEvent } from './generated/events';

/**
 * The download that an event puts on the log; undefined for most events. Download numbers count these events (law 5), so this is
 * the one place that says which they are.
 */
export function downloadOf(event: PortingEvent): DownloadContent | undefined {
  switch (event.type) {
    case 'SvBroadcastStarted':
    case 'SvFailed':
    case 'SvDisconnectFailed':
      return event.data.download;
    default:
      return undefined;
  }
}
