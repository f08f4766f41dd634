import { registryDouble } from '../testing/registry-double';

const { asked, lnp } = registryDouble();

describe('a question', () => {
  it.each([
    [['route', '3035550100'], '/v1/telephone-numbers/3035550100'],
    [['history', '3035550100'], '/v1/telephone-numbers/3035550100/history'],
    [['request', 'X202-port-1'], '/v1/requests/X202-port-1'],
    [['sv', '--tn', '3035550100'], '/v1/subscription-versions?tn=3035550100'],
    [['provider', 'show'], '/v1/service-providers'],
  ])('lnp %j may be asked for an associated service provider', async (args, path) => {
    await lnp(...args, '--for', 'x505');
    const [question] = asked;
    expect(question?.path).toContain(path);
    expect(question?.headers).toMatchObject({ 'acting-for': 'X505', authorization: 'Bearer secret' });
    asked.splice(0);
    await lnp(...args);
    expect(asked[0]?.headers['acting-for']).toBeUndefined();
  });
});
