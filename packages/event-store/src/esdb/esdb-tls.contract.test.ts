import { rm } from 'node:fs/promises';
import { Collector } from '../contract/kit';
import { type EsdbServer, selfSigned } from './testing';
import { expectEachOnce, firsts, serversAndStores } from './testing/store-kit';

const { cleanUps, open, start } = serversAndStores();

describe('TLS and credentials', () => {
  async function secured(): Promise<{ server: EsdbServer; url(user: string): string }> {
    const tls = selfSigned();
    cleanUps.push(() => rm(tls.folder, { recursive: true }));
    const server = await start({ tls, credentials: { username: 'anna', password: 'se:cret' } });
    const { port } = server.endPoint;
    const url = (user: string) => `esdb://${user}127.0.0.1:${port}?tls=true&tlsCaFile=${tls.certificateFile}`;
    return { server, url };
  }

  it('come from the URL', async () => {
    const { server, url } = await secured();
    const store = await open(url('anna:se%3Acret@'));
    const appends = firsts(3);
    await Promise.all(appends.map((append) => store.append(append)));
    const collector = new Collector();
    const subscription = store.subscribe({ after: -1n, ...collector.options });
    await collector.reaches(3);
    await subscription.stop();
    await expectEachOnce(store, appends);
    expect(server.log.denied).toBe(0);
  });

  it.each(['anna:wrong-one@', ''])('that are wrong (%s) are told at once, without the password', async (user) => {
    const { url } = await secured();
    const error = await open(url(user)).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'event_store_unauthorized', retriable: false });
    expect(String(error)).not.toContain('wrong-one');
  });

  it('of a server with a certificate that is not trusted are never sent', async () => {
    const { server, url } = await secured();
    const untrusting = url('anna:se%3Acret@').replace(/&tlsCaFile=.*/, '');
    await expect(open(untrusting, { deadlineMs: 500 })).rejects.toMatchObject({ code: 'event_store_unavailable' });
    expect(server.log.reads).toEqual([]);
  });
});
