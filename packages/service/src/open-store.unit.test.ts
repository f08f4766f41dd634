import { describeStore, parseStoreAddress } from './open-store';

describe('where the event store is', () => {
  it.each([
    ['lmdb:./data', { kind: 'embedded', folder: './data' }, 'LMDB in data/store'],
    ['lmdb:/var/lib/lnp', { kind: 'embedded', folder: '/var/lib/lnp' }, 'LMDB in /var/lib/lnp/store'],
    [
      'esdb://lnp:p%40ss@one:2113,two:2113?tls=true&tlsCaFile=/ca.crt',
      { kind: 'server', url: 'esdb://lnp:p%40ss@one:2113,two:2113?tls=true&tlsCaFile=/ca.crt' },
      'EventStoreDB at esdb://one:2113,two:2113',
    ],
    [
      'kurrentdb+discover://events.example:2113',
      { kind: 'server', url: 'esdb+discover://events.example:2113' },
      'EventStoreDB at esdb+discover://events.example:2113',
    ],
    ['kurrentdb://one:2113', { kind: 'server', url: 'esdb://one:2113' }, 'EventStoreDB at esdb://one:2113'],
  ])('%s', (text, address, description) => {
    expect(parseStoreAddress(text)).toEqual(address);
    expect(describeStore(parseStoreAddress(text))).toBe(description);
  });

  it.each(['', './data', 'lmdb:', 'lmdb://data', 'esdb:one:2113', 'esdb://', 'http://secret@one'])(
    '%j is none, and the text is not repeated',
    (text) => {
      const parse = () => parseStoreAddress(text);
      expect(parse).toThrow(expect.objectContaining({ code: 'invalid_event_store' }));
      expect(parse).toThrow(/^(?!.*secret)no event store: expected lmdb:FOLDER, esdb:/);
    },
  );
});
