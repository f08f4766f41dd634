import { EventStoreDBClient } from '@eventstore/db-client';
import { EventStoreError } from './errors';

export interface EsdbAddress {
  /** For people: hosts and ports, no credentials. */
  readonly servers: string;
  newClient(): EventStoreDBClient;
}

// The client warns of others on the console with the whole URL, password included. throwOnAppendFailure, nodePreference and
// tlsVerifyCert are left out: the first two would change what an append answers and who is asked, the third has no effect.
const SETTINGS =
  'tls tlsCaFile userCertFile userKeyFile connectionName maxDiscoverAttempts discoveryInterval gossipTimeout keepAliveInterval keepAliveTimeout';
const KNOWN = new Set(SETTINGS.toLowerCase().split(' '));
const FORM = /^(esdb(?:\+discover)?):\/\/(?:([^:@/?]+):([^@]*)@)?([^@/?]+)\/?(?:\?([^?]*))?$/;

/**
 * `esdb://user:password@host:2113,other:2113?tls=true&tlsCaFile=/path`, or `esdb+discover://name:2113`. Credentials are
 * percent-encoded, and sent with TLS only. Throws EventStoreError invalid_event_store_url, which does not repeat the URL.
 */
export function parseEsdbUrl(url: string): EsdbAddress {
  const [, scheme, user, password, servers, query] = FORM.exec(url.trim()) ?? [];
  const wrong = (what: string): EventStoreError =>
    new EventStoreError('invalid_event_store_url', `the event store's URL ${what}`);
  if (scheme === undefined || servers === undefined) {
    throw wrong('is not of the form esdb://user:password@host:2113?tls=true (special characters percent-encoded)');
  }
  if (user !== undefined && !password) throw wrong('has a user without a password');
  for (const setting of query?.split('&') ?? []) {
    const [name = '', value] = setting.split('=');
    if (!KNOWN.has(name.toLowerCase())) throw wrong(`has the unknown setting ${name}; known are ${SETTINGS}`);
    if (!value) throw wrong(`has no value for ${name}`);
  }
  const newClient = (): EventStoreDBClient => EventStoreDBClient.connectionString(url.trim());
  try {
    // Reads the certificate files; connects at the first call.
    newClient();
  } catch (error) {
    // Its messages may quote any part of the URL, but for this one.
    const noFile = error instanceof Error && error.message.includes('certificate');
    throw wrong(noFile ? 'names a certificate file that is not there' : `for ${servers} has a malformed part`);
  }
  return { servers, newClient };
}
