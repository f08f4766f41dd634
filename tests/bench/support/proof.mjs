// After the load: the table that every LSMS has must be the registry's.
import cli from '@openlnp/cli';
import messages from '@openlnp/messages';
import tables from '@openlnp/routing-table';

const { decodeWire, TOPICS } = messages;
const PAGE = 1_000;
const TIMEOUT_MS = 60_000;

/** Waits until all ten LSMSs have acknowledged the whole log, then compares what it gives with the registry's digest. */
export async function registryProof({ broker, url, operatorToken }, lsmss) {
  const client = cli.registryClient(url, operatorToken);
  const { number, digest } = await client.call('GET', '/v1/lsms/digest');
  const until = performance.now() + TIMEOUT_MS;
  while (lsmss.reached() < number && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 20));
  const table = new tables.RoutingTable();
  const { earliest, end } = await broker.offsets(TOPICS.lsmsDownloads, 0);
  let applied = 0;
  for (let from = earliest; from < end; ) {
    const records = await broker.fetch(TOPICS.lsmsDownloads, 0, from, PAGE);
    if (records.length === 0) break;
    for (const { value } of records) {
      const { data } = decodeWire(value);
      if (data.number !== applied + 1) continue;
      table.apply(tables.routeChangeOf(data));
      applied = data.number;
    }
    from = records.at(-1).offset + 1n;
  }
  const equal = applied === number && lsmss.reached() === number && table.digest() === digest;
  return { downloads: number, acknowledgedByAll: lsmss.reached(), equal };
}
