import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { registryClient, requestOutcome, seed, type World } from '@openlnp/cli';
import { Carrier, LsmsMemory } from './carrier';
import { RegistryProcess } from './registry-process';

const WORLD: World = {
  serviceProviders: [
    { spid: 'A111', name: 'Anna Wireline', spType: 'wireline', lsms: true },
    { spid: 'B222', name: 'Berta Wireless', spType: 'wireless', lsms: true },
    { spid: 'C333', name: 'Carla Cable', spType: 'wireline', lsms: false },
  ],
  codes: [
    { npaNxx: '303555', spid: 'A111' },
    { npaNxx: '720555', spid: 'B222' },
  ],
  lrns: [
    { lrn: '3035559990', spid: 'A111' },
    { lrn: '7205559990', spid: 'B222' },
    { lrn: '3125559990', spid: 'C333' },
  ],
};

export const LRNS = { A111: '3035559990', B222: '7205559990', C333: '3125559990' } as const;

export interface HouseOptions {
  /** Without `brokers`: the registry starts a Kafka of its own. */
  readonly kafka?: boolean;
  /** Default true. */
  readonly sandbox?: boolean;
  /** As LNP_EVENTSTORE; the embedded one without it. */
  readonly eventStore?: string;
}

/** A running registry with a small world and its carriers; carriers stay what they are when the registry is started again. */
export class House {
  anna!: Carrier;
  berta!: Carrier;
  carla!: Carrier;
  /** The SOAs of Anna and Berta over Kafka where there is one. */
  atTheDoor!: { readonly anna: Carrier; readonly berta: Carrier };
  registry!: RegistryProcess;
  private readonly memories = new Map<string, LsmsMemory>();
  private readonly data = mkdtempSync(join(tmpdir(), 'lnp-house-'));

  private readonly removeData = (): void => rmSync(this.data, { recursive: true, force: true });

  private constructor(
    private readonly givenBrokers: string | undefined,
    readonly options: HouseOptions,
  ) {
    process.once('exit', this.removeData);
  }

  /** With `brokers` the services are processes around that Kafka, and Anna's systems speak Kafka too, as Berta's SOA can. */
  static async open(brokers?: string, options: HouseOptions = {}): Promise<House> {
    const house = new House(brokers, options);
    try {
      await house.furnish();
      return house;
    } catch (error) {
      await house.close();
      throw error;
    }
  }

  private async furnish(): Promise<void> {
    await this.start();
    const client = registryClient(this.registry.url, this.registry.operatorToken);
    const tokenFolder = join(this.data, 'tokens');
    if (this.registry.brokers !== undefined) {
      const kafkaWorld = { ...WORLD, serviceProviders: WORLD.serviceProviders.slice(0, 1), codes: [], lrns: [] };
      await seed(client, kafkaWorld, { transport: 'kafka', tokenFolder });
      const berta = { spid: 'B222', name: 'Berta Wireless', spType: 'wireless', soa: 'kafka', lsms: 'http' };
      await requestOutcome(client, 'berta', { kind: 'ServiceProviderCreate', ...berta });
    }
    await seed(client, WORLD, { transport: 'http', tokenFolder });
    await this.connect();
  }

  async start(): Promise<void> {
    const { eventStore: LNP_EVENTSTORE = '' } = this.options;
    const env = { LNP_KAFKA_SESSION_TIMEOUT_MS: '6000', LNP_EVENTSTORE };
    this.registry = await RegistryProcess.start({
      data: this.data,
      env,
      ...this.options,
      ...(this.givenBrokers === undefined ? {} : { brokers: this.givenBrokers }),
    });
  }

  /** The carriers' lines; made anew when the registry came back on another port. */
  async connect(): Promise<void> {
    const at = (spid: string, brokers?: string): Promise<Carrier> => {
      const memory = this.memories.get(spid) ?? new LsmsMemory();
      this.memories.set(spid, memory);
      return Carrier.connect({
        spid,
        url: this.registry.url,
        tokenFile: join(this.data, 'tokens', `${spid}.token`),
        memory,
        ...(brokers === undefined ? {} : { brokers }),
      });
    };
    this.anna = await at('A111', this.registry.brokers);
    this.berta = await at('B222');
    this.carla = await at('C333');
    const { brokers } = this.registry;
    this.atTheDoor = { anna: this.anna, berta: brokers === undefined ? this.berta : await at('B222', brokers) };
  }

  startLsmss(): void {
    this.anna.startLsms();
    this.berta.startLsms();
  }

  async operator(
    method: string,
    path: string,
    body?: object,
  ): Promise<{ status: number; body: Record<string, unknown> }> {
    const response = await fetch(`${this.registry.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${this.registry.operatorToken}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  /** Midnight UTC of the registry's own day, as ISO 8601: a due date that has come. */
  async today(): Promise<string> {
    const { body } = await this.operator('GET', '/sandbox/clock');
    return `${String(body.now).slice(0, 10)}T00:00:00.000Z`;
  }

  /** Moves the sandbox's clock; resolves when every timer up to then has taken effect. */
  async advance(duration: string): Promise<void> {
    const { status, body } = await this.operator('POST', '/sandbox/clock', { advance: duration });
    if (status !== 200) throw new Error(`the clock did not move: ${JSON.stringify(body)}`);
  }

  async digest(): Promise<{ number: number; digest: string; entries: number }> {
    const { body } = await this.operator('GET', '/v1/lsms/digest');
    return body as never;
  }

  async closeCarriers(): Promise<void> {
    const carriers = new Set([this.anna, this.berta, this.carla, this.atTheDoor?.berta]);
    await Promise.all([...carriers].map((carrier) => carrier?.close()));
  }

  async close(): Promise<void> {
    await this.closeCarriers();
    await this.registry?.stop();
    this.removeData();
    process.off('exit', this.removeData);
  }
}
