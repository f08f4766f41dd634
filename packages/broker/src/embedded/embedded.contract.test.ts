import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RETENTION_MS, type Subject } from '../contract/harness';
import { brokerContract } from '../contract/suite';
import { openEmbeddedBroker } from './embedded-broker';

async function openSubject(): Promise<Subject> {
  const folder = await mkdtemp(join(tmpdir(), 'lnp-broker-'));
  let ahead = 0;
  const now = () => Date.now() + ahead;
  let broker = await openEmbeddedBroker({ folder, now });
  return {
    broker,
    restart: async () => {
      await broker.close();
      broker = await openEmbeddedBroker({ folder, now });
      return broker;
    },
    expire: async () => {
      ahead += RETENTION_MS + 1;
      await broker.sweep();
      // Records that come later are as fresh as they say.
    },
    close: async () => {
      await broker.close();
      await rm(folder, { recursive: true });
    },
  };
}

brokerContract('the embedded broker', openSubject);
