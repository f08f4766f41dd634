import type { DoorDeps, TunableInput, TunableStatus } from './ports';
import { as, fakeDeps, no, ok } from './testing/fake-deps';
import { testDoors } from './testing/test-door';

const startDoor = testDoors();

const TUNABLE: TunableStatus = {
  name: 'long_initial_concurrence_window',
  title: 'Long Initial Concurrence Window',
  unit: 'business_hours',
  min: 1,
  max: 72,
  default: 9,
  regional: true,
  noEffect: null,
  requirements: ['R5-21.1'],
  values: [{ region: null, value: 9, effectiveFrom: null, changedBy: null, person: null, changedAt: null }],
  history: [],
};

function tunableDeps(answer: ReturnType<DoorDeps['requests']['setTunable']> = ok(null)) {
  const inputs: TunableInput[] = [];
  const deps = fakeDeps({
    requests: {
      ...fakeDeps().requests,
      setTunable: (input) => {
        inputs.push(input);
        return answer;
      },
    },
    tunables: { list: () => Promise.resolve([TUNABLE]) },
  });
  return { deps, inputs };
}

const PATH = `/v1/tunables/${TUNABLE.name}`;

it('the regions are listed for every token, and for nobody without one', async () => {
  const door = await startDoor(fakeDeps({ regions: { list: () => Promise.resolve([]) } }));
  const listed = await door.ask({ url: '/v1/regions', headers: as('token-a') });
  expect([listed.statusCode, listed.json()]).toEqual([200, { regions: [] }]);
  expect((await door.ask({ url: '/v1/regions' })).statusCode).toBe(401);
});

describe('tunables over HTTP', () => {
  it('are listed for every token, and for nobody without one', async () => {
    const door = await startDoor(tunableDeps().deps);
    const listed = await door.ask({ url: '/v1/tunables', headers: as('token-a') });
    expect([listed.statusCode, listed.json()]).toEqual([200, { tunables: [TUNABLE] }]);
    expect((await door.ask({ url: '/v1/tunables' })).statusCode).toBe(401);
  });

  it('R5-21.2 are changed by the operator alone', async () => {
    const { deps, inputs } = tunableDeps();
    const door = await startDoor(deps);
    const put = (token: string, payload: object) => door.ask({ method: 'PUT', url: PATH, headers: as(token), payload });
    const refused = await put('token-a', { value: 12 });
    expect([refused.statusCode, refused.json()]).toMatchObject([403, { code: 'not_authorized' }]);
    expect(inputs).toEqual([]);
    const done = await put('operator', { value: 12 });
    expect([done.statusCode, done.json()]).toEqual([200, TUNABLE]);
    const effectiveFrom = '2026-02-01T00:00:00-06:00';
    await put('operator', { value: '21:00', region: 'us', effectiveFrom, person: 'Ann' });
    await put('operator', { value: null, region: 'us' });
    expect(inputs).toEqual([
      { name: TUNABLE.name, value: '12', region: null, effectiveFrom: null, person: null },
      { name: TUNABLE.name, value: '21:00', region: 'us', effectiveFrom, person: 'Ann' },
      { name: TUNABLE.name, value: null, region: 'us', effectiveFrom: null, person: null },
    ]);
  });

  it.each<[string, object, string]>([
    ['value', {}, 'missing_required_field'],
    ['value', { value: true }, 'invalid_request'],
    ['region', { value: 1, region: 7 }, 'invalid_request'],
    ['person', { value: 1, person: 7 }, 'invalid_request'],
    ['effectiveFrom', { value: 1, effectiveFrom: 'tomorrow' }, 'invalid_request'],
  ])('a change with a wrong %s is refused here: %p', async (field, payload, code) => {
    const { deps, inputs } = tunableDeps();
    const door = await startDoor(deps);
    const answer = await door.ask({ method: 'PUT', url: PATH, headers: as('operator'), payload });
    expect([answer.statusCode, answer.json()]).toMatchObject([400, { code, field }]);
    expect(inputs).toEqual([]);
  });

  it('a change that the registry refuses says why', async () => {
    const door = await startDoor(tunableDeps(no('tunable_out_of_range')).deps);
    const answer = await door.ask({ method: 'PUT', url: PATH, headers: as('operator'), payload: { value: 73 } });
    expect([answer.statusCode, answer.json()]).toMatchObject([422, { code: 'tunable_out_of_range', number: 3016 }]);
  });
});
