import { ERRORS } from '@openlnp/messages';
import type { AcknowledgementInput, DoorDeps, Identity, SubmitInput } from './ports';
import { A111, as, fakeDeps, ok, PENDING } from './testing/fake-deps';
import { testDoors } from './testing/test-door';

const startDoor = testDoors();

const requestsThat = (given: Partial<DoorDeps['requests']>): Partial<DoorDeps> => ({
  requests: { ...fakeDeps().requests, ...given },
});

describe('POST /v1/requests', () => {
  const post = async (submit: DoorDeps['requests']['submit'], headers: Record<string, string> = {}) => {
    const door = await startDoor(fakeDeps(requestsThat({ submit })));
    return door.ask({
      method: 'POST',
      url: '/v1/requests',
      headers: { ...as('token-a'), ...headers },
      payload: { kind: 'Activate', tn: '3035550100' },
    });
  };

  it('law 2: 202 with the place of its status, and law 4: the sender comes from the token', async () => {
    const seen: [Identity, SubmitInput][] = [];
    const answer = await post(
      (identity, input) => {
        seen.push([identity, input]);
        return ok({ ...PENDING, id: 'A111-a:b' });
      },
      { 'idempotency-key': 'a:b', traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01' },
    );
    expect(answer.statusCode).toBe(202);
    expect(answer.headers.location).toBe('/v1/requests/A111-a%3Ab');
    expect(answer.json()).toEqual({ ...PENDING, id: 'A111-a:b' });
    expect(seen).toEqual([
      [
        { spid: 'A111', operator: false, user: 'id-a' },
        {
          body: { kind: 'Activate', tn: '3035550100' },
          messageId: 'a:b',
          traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
        },
      ],
    ]);
  });

  it.each([
    ['A111', 'A111'],
    ['', ''],
    [undefined, undefined],
  ])('law 4: Acting-For %j goes through as it came', async (header, actingFor) => {
    const seen: SubmitInput[] = [];
    const submit: DoorDeps['requests']['submit'] = (_identity, input) => {
      seen.push(input);
      return ok(PENDING);
    };
    await post(submit, header === undefined ? {} : { 'acting-for': header });
    expect(seen.map((input) => input.actingFor)).toEqual([actingFor]);
  });

  it.each([
    ['acting_for_not_associated', 'acting-for', 403],
    ['invalid_spid', 'acting-for', 422],
    ['no_such_version', 'svId', ERRORS.no_such_version.httpStatus],
    ['invalid_cause_code', 'causeCode', ERRORS.invalid_cause_code.httpStatus],
  ])('%s of the door is a problem with its status', async (code, field, status) => {
    const answer = await post(() => Promise.resolve({ ok: false, error: { code, field } }));
    expect([answer.statusCode, answer.json()]).toMatchObject([status, { code, field, status }]);
  });

  it('200 for a repeat that has its outcome', async () => {
    const answer = await post(() => ok({ ...PENDING, status: 'done', completedAt: PENDING.acceptedAt }));
    expect(answer.statusCode).toBe(200);
    expect(answer.headers.location).toBe('/v1/requests/A111-m1');
  });

  it.each([
    '00-00000000000000000000000000000000-00f067aa0ba902b7-01',
    '00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01',
    'ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    'nonsense',
  ])('passes no trace context that is none: %s', async (traceparent) => {
    let seen: SubmitInput | undefined;
    await post(
      (_identity, input) => {
        seen = input;
        return ok(PENDING);
      },
      { traceparent },
    );
    expect(seen).toMatchObject({ messageId: undefined, traceparent: undefined });
  });

  it('turns a refusal into a problem with everything in it', async () => {
    const answer = await post(() =>
      Promise.resolve({
        ok: false,
        error: { code: 'message_id_reused', field: 'messageId', expected: 'another', actual: 'm1', retryAfter: 1.2 },
      }),
    );
    const { number, title, httpStatus, remedy } = ERRORS.message_id_reused;
    expect(answer.statusCode).toBe(httpStatus);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.headers['retry-after']).toBe('2');
    expect(answer.json()).toEqual({
      type: 'urn:openlnp:error:message_id_reused',
      title,
      status: httpStatus,
      detail: remedy,
      code: 'message_id_reused',
      number,
      field: 'messageId',
      expected: 'another',
      actual: 'm1',
    });
  });
});

describe('reading', () => {
  it('asks for what the path names, as who the token says', async () => {
    const calls: unknown[] = [];
    const read =
      (name: string) =>
      (...args: unknown[]) => {
        calls.push([name, ...args]);
        return ok({ name });
      };
    const door = await startDoor(
      fakeDeps({
        reads: {
          ...fakeDeps().reads,
          subscriptionVersion: read('sv'),
          telephoneNumber: read('tn'),
          history: read('history'),
          digest: () => ok({ number: 3, digest: 'd', entries: 2 }),
        },
        ...requestsThat({
          status: (identity, id) => {
            calls.push(['status', identity, id]);
            return ok(PENDING);
          },
        }),
      }),
    );
    const get = async (url: string) => (await door.ask({ url, headers: as('token-b') })).json();
    expect(await get('/v1/subscription-versions/17')).toEqual({ name: 'sv' });
    expect(await get('/v1/telephone-numbers/3035550100')).toEqual({ name: 'tn' });
    expect(await get('/v1/telephone-numbers/3035550100/history')).toEqual({ name: 'history' });
    expect(await get('/v1/requests/A111-a%3Ab')).toEqual(PENDING);
    expect(await get('/v1/lsms/digest')).toEqual({ number: 3, digest: 'd', entries: 2 });
    const who = { spid: 'B222', operator: false, user: 'id-b' };
    expect(calls).toEqual([
      ['sv', who, 17],
      ['tn', who, '3035550100'],
      ['history', who, '3035550100'],
      ['status', who, 'A111-a:b'],
    ]);
  });

  it.each([
    ['/v1/subscription-versions/0', 'invalid_request', 'svId'],
    ['/v1/subscription-versions/2147483648', 'invalid_request', 'svId'],
    ['/v1/subscription-versions/1e3', 'invalid_request', 'svId'],
    ['/v1/telephone-numbers/303555', 'invalid_tn', 'tn'],
    ['/v1/telephone-numbers/1035550100/history', 'invalid_tn', 'tn'],
  ])('refuses %s without asking anybody', async (url, code, field) => {
    const door = await startDoor(fakeDeps());
    expect((await door.ask({ url, headers: as('token-a') })).json()).toMatchObject({ code, field });
  });
});

describe('LSMS acknowledgements', () => {
  const acknowledge = async (payload: object, token = 'token-a') => {
    const taken: [string, AcknowledgementInput][] = [];
    const door = await startDoor(
      fakeDeps({
        acknowledgements: {
          acknowledge: (spid, input) => {
            taken.push([spid, input]);
            return ok({ acknowledgedThrough: input.through });
          },
          position: (spid) => ok({ spid, acknowledgedThrough: 4, head: 9 }),
        },
      }),
    );
    const answer = await door.ask({ method: 'POST', url: '/v1/lsms/acknowledgements', headers: as(token), payload });
    return { answer, taken };
  };

  it('passes the interval on', async () => {
    const { answer, taken } = await acknowledge({ after: 3, through: 5, refused: [{ number: 4, code: 'bad' }] });
    expect([answer.statusCode, answer.json()]).toEqual([200, { acknowledgedThrough: 5 }]);
    expect(taken).toEqual([[A111, { after: 3, through: 5, refused: [{ number: 4, code: 'bad', text: null }] }]]);
  });

  it('takes an empty interval, and no list for none refused', async () => {
    expect((await acknowledge({ after: 3, through: 3 })).taken).toEqual([
      [A111, { after: 3, through: 3, refused: [] }],
    ]);
  });

  it.each([
    [{ after: 3 }, 'invalid_request', 'through'],
    [{ after: '3', through: 5 }, 'invalid_request', 'after'],
    [{ after: 3.5, through: 5 }, 'invalid_request', 'after'],
    [{ after: -1, through: 5 }, 'invalid_request', 'after'],
    [{ after: 3, through: 2 ** 60 }, 'invalid_request', 'through'],
    [{ after: 3, through: 5, more: 1 }, 'invalid_request', undefined],
    [[], 'invalid_request', undefined],
    [{ after: 5, through: 3 }, 'ack_backwards', 'through'],
    [
      { after: 3, through: 5, refused: [{ number: 3, code: 'x' }] },
      'refused_number_outside_interval',
      'refused[0].number',
    ],
    [
      { after: 3, through: 5, refused: [{ number: 6, code: 'x' }] },
      'refused_number_outside_interval',
      'refused[0].number',
    ],
    [{ after: 3, through: 5, refused: [{ number: 4, code: '' }] }, 'invalid_request', 'refused[0].code'],
    [{ after: 3, through: 5, refused: [{ number: 4, code: 'x'.repeat(65) }] }, 'invalid_request', 'refused[0].code'],
    [
      {
        after: 3,
        through: 5,
        refused: [
          { number: 4, code: 'x' },
          { number: 4, code: 'y' },
        ],
      },
      'invalid_request',
      'refused[1].number',
    ],
    [{ after: 0, through: 20_000, refused: Array.from({ length: 10_001 }, () => 0) }, 'invalid_request', 'refused'],
  ])('refuses what does not hang together: case %#', async (payload, code, field) => {
    const { answer, taken } = await acknowledge(payload);
    expect(answer.json()).toMatchObject({ code, ...(field === undefined ? {} : { field }) });
    expect(answer.statusCode).toBe(ERRORS[code as keyof typeof ERRORS].httpStatus);
    expect(taken).toEqual([]);
  });

  it('refuses a SPID without an LSMS', async () => {
    expect((await acknowledge({ after: 0, through: 1 }, 'token-b')).answer.json()).toMatchObject({
      code: 'not_an_lsms',
      status: 403,
    });
    const door = await startDoor(fakeDeps());
    for (const url of ['/v1/lsms/position', '/v1/lsms/downloads']) {
      expect((await door.ask({ url, headers: as('token-b') })).json()).toMatchObject({ code: 'not_an_lsms' });
    }
  });

  it('says in `expected` where the next must start', async () => {
    const refusal = { ok: false, error: { code: 'ack_gap', field: 'after', expected: '4', actual: '7' } } as const;
    const door = await startDoor(
      fakeDeps({ acknowledgements: { ...fakeDeps().acknowledgements, acknowledge: () => Promise.resolve(refusal) } }),
    );
    const payload = { after: 7, through: 9 };
    const answer = await door.ask({
      method: 'POST',
      url: '/v1/lsms/acknowledgements',
      headers: as('token-a'),
      payload,
    });
    expect(answer.json()).toMatchObject({ code: 'ack_gap', status: 409, expected: '4' });
  });
});
