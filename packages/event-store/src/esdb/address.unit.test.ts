import { parseEsdbUrl } from './address';

describe('an event store URL', () => {
  it.each([
    ['esdb://127.0.0.1:2113?tls=false', '127.0.0.1:2113'],
    ['esdb://anna:se%40cret@host:2113,other:2114?tls=true&connectionName=lnp', 'host:2113,other:2114'],
    ['esdb+discover://anna:secret@cluster:2113/', 'cluster:2113'],
    [' esdb://h?TLS=false ', 'h'],
  ])('%s names %s', (url, servers) => {
    expect(parseEsdbUrl(url).servers).toBe(servers);
  });

  it.each([
    ['', 'form'],
    ['http://host:2113', 'form'],
    ['esdb://anna:top-secret@', 'form'],
    ['esdb://anna:top-secret@one@two:2113', 'form'],
    ['esdb://anna:@host:2113', 'without a password'],
    ['esdb://anna:top-secret@host:port', 'malformed'],
    ['esdb://anna:top-secret@host:2113?tls=perhaps', 'malformed'],
    ['esdb://anna:top-secret@host:2113?throwOnAppendFailure=false', 'throwOnAppendFailure'],
    ['esdb://anna:top-secret@host:2113?tlsVerifyCert=false', 'tlsVerifyCert'],
    ['esdb://anna:top-secret@host:2113?nodePreference=follower', 'nodePreference'],
    ['esdb://anna:top-secret@host:2113?tls', 'no value for tls'],
    ['esdb://anna:top-secret@host:2113?tlsCaFile=/nowhere.pem', 'certificate file'],
  ])('%j is refused, and not repeated', (url, what) => {
    const warned = jest.spyOn(console, 'warn');
    let error: unknown;
    try {
      parseEsdbUrl(url);
    } catch (caught) {
      error = caught;
    }
    expect(error).toMatchObject({ code: 'invalid_event_store_url', retriable: false });
    expect(String(error)).toContain(what);
    expect(JSON.stringify([String(error), (error as { cause?: unknown }).cause])).not.toContain('top-secret');
    expect(warned).not.toHaveBeenCalled();
    warned.mockRestore();
  });
});
