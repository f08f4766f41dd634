import type { LsmsBroadcast } from '@openlnp/lsms-broadcast-service';
import type { Spid } from '@openlnp/numbering';
import { acknowledgementDoor } from './start-service';

const doorThatAnswers = (answer: object) =>
  acknowledgementDoor({
    acknowledgements: { acknowledge: async () => answer },
    head: () => 12,
  } as unknown as LsmsBroadcast);

const acknowledge = (answer: object) =>
  doorThatAnswers(answer).acknowledge('A111' as Spid, { after: 7, through: 99, refused: [] });

describe('what is told of an acknowledgement', () => {
  it('that is taken: how far the LSMS is', async () => {
    expect(await acknowledge({ ok: true, acknowledgedThrough: 9 })).toEqual({
      ok: true,
      value: { acknowledgedThrough: 9 },
    });
  });

  it('with a gap: where it must start', async () => {
    const error = { code: 'ack_gap', field: 'after', expected: '4', actual: '7' };
    expect(await acknowledge({ ok: false, code: 'ack_gap', acknowledgedThrough: 4 })).toEqual({ ok: false, error });
  });

  it('beyond the log: how far that goes', async () => {
    const error = { code: 'ack_beyond_log', field: 'through', expected: 'at most 12', actual: '99' };
    expect(await acknowledge({ ok: false, code: 'ack_beyond_log', acknowledgedThrough: 4 })).toEqual({
      ok: false,
      error,
    });
  });
});
