import { testedStore, testedStoreName } from '../support/eventstore/tested-store';
import { registryAcceptance } from './registry';

// Without LNP_EVENTSTORE_TEST_URL the stories run on the stand-in, which is no proof for a real server (docs/operators.md).
describe(`the registry on ${testedStoreName()}`, () => {
  let store: Awaited<ReturnType<typeof testedStore>>;

  beforeAll(async () => {
    store = await testedStore();
  });
  afterAll(() => store?.stop());

  registryAcceptance(
    'one process, embedded broker',
    () => undefined,
    () => ({ eventStore: store.url }),
  );
});
