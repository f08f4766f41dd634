import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeKafka } from '../support/kafka/describe-kafka';
import { runDemo } from '../support/run-demo';

// The demo starts a Kafka of its own, wherever the test run's is.
describeKafka('npm run demo -- --kafka', () => {
  it('proves the same on Kafka, and leaves nothing behind', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lnp-demo-test-'));
    try {
      const { code, stdout, stderr } = await runDemo(['--numbers', '20', '--kafka', '--json'], folder);
      expect({ code, stderr }).toMatchObject({ code: 0 });
      expect(JSON.parse(stdout)).toMatchObject({ requests: 60, active: 20, failed: 0, equal: true });
      expect(readdirSync(folder)).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }, 180_000);
});
