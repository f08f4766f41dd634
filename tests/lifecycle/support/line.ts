import { type CarrierConnection, connectHttp, connectKafka } from '@openlnp/carrier-client';
import { HEADERS } from '@openlnp/messages';
import { overBroker } from '../../../packages/service/src/testing';
import type { InProcess } from '../../../services/registry/src/testing/in-process';

/** A carrier's connection, and whom it speaks for at the moment: by itself, the carrier. */
export interface Line {
  readonly connection: CarrierConnection;
  readonly voice: Voice;
}

interface Voice {
  actingFor?: string;
}

const header = ({ actingFor }: Voice): Record<string, string> =>
  actingFor === undefined ? {} : { [HEADERS.actingFor]: actingFor };

/** Over HTTP. */
export function httpLine({ url }: Pick<InProcess, 'url'>, spid: string, token: string): Line {
  const voice: Voice = {};
  // What a service bureau asks, the feed it follows, and what its own LSMS acknowledges meanwhile is its own.
  const speaking: typeof fetch = (input, init = {}) =>
    init.method === 'POST' && String(input).endsWith('/v1/requests')
      ? fetch(input, { ...init, headers: { ...init.headers, ...header(voice) } })
      : fetch(input, init);
  return { voice, connection: connectHttp({ url, token, spid, fetch: speaking }) };
}

/** Over its topics, which are those of the embedded broker here. */
export async function topicLine({ broker }: Pick<InProcess, 'broker'>, spid: string): Promise<Line> {
  const voice: Voice = {};
  const speaking = overBroker(broker, {
    produce: (records) =>
      broker.produce(records.map((record) => ({ ...record, headers: { ...record.headers, ...header(voice) } }))),
  });
  return { voice, connection: await connectKafka({ spid, broker: speaking }) };
}
