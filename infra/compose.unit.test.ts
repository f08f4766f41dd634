import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONFIG_VARIABLES, readServiceConfig } from '../services/registry/src/config';
import { SERVICE_NAMES } from '../services/registry/src/service-names';

// What can be known of the containers without running them: that the files say what the registry and each other need.

interface Container {
  readonly image: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}

interface Compose {
  readonly services: Readonly<Record<string, Container>>;
  readonly volumes: Readonly<Record<string, null>>;
}

const yaml: { safeLoad(text: string): unknown } = jest.requireActual('js-yaml');
const read = (path: string): string => readFileSync(join(__dirname, path), 'utf8');
/** As docker compose reads it, with no variable set. */
const composeOf = (path: string): Compose => yaml.safeLoad(read(path).replaceAll(/\$\{\w+:-(\w+)\}/g, '$1')) as Compose;

describe('infra/compose.yaml', () => {
  const { services, volumes } = composeOf('compose.yaml');
  const container = (name: string): Container => services[name] as Container;
  const environment = (name: string) => container(name).environment ?? {};
  const nodes = ['eventstore-1', 'eventstore-2', 'eventstore-3'];
  const brokers = ['kafka-1', 'kafka-2', 'kafka-3'];

  it('has every service of the registry, three nodes, three brokers and who makes the certificates', () => {
    expect(Object.keys(services).sort()).toEqual([...SERVICE_NAMES, ...nodes, ...brokers, 'certificates'].sort());
  });

  it.each(SERVICE_NAMES)('%s is what its name says, and its variables fit the schema of the configuration', (name) => {
    expect(container(name).command).toEqual([name]);
    expect(Object.keys(environment(name)).filter((variable) => !CONFIG_VARIABLES.includes(variable))).toEqual([]);
    const config = readServiceConfig(environment(name));
    expect(config.brokers).toEqual(brokers.map((broker) => `${broker}:9092`));
    const url = `esdb://admin:changeit@${nodes.map((node) => `${node}:2113`).join()}?tls=true&tlsCaFile=/trust/ca.crt`;
    expect(config.eventStore).toEqual({ kind: 'server', url });
    // The others are looked for under their names, on the own port.
    expect([config.serviceHost, config.servicePort, config.serviceUrls.size]).toEqual(['0.0.0.0', 8081, 0]);
    expect(container(name).volumes).toContain('trust:/trust:ro');
    for (const server of [...nodes, ...brokers])
      expect(container(name).depends_on?.[server]).toEqual({ condition: 'service_healthy' });
  });

  it('opens the HTTP door alone, to this machine alone, and keeps the operator’s token', () => {
    const open = Object.entries(services).filter(([, { ports }]) => ports !== undefined);
    expect(open.map(([name, { ports }]) => [name, ports])).toEqual([['intake', ['127.0.0.1:8080:8080']]]);
    expect(readServiceConfig(environment('intake'))).toMatchObject({ host: '0.0.0.0', port: 8080, data: '/data' });
    expect(container('intake').volumes).toContain('operator:/data');
  });

  it.each(nodes)('%s knows the two others, has a certificate and a disk of its own, and trusts no key', (name) => {
    expect(environment(name)).toMatchObject({
      EVENTSTORE_CLUSTER_SIZE: '3',
      EVENTSTORE_GOSSIP_SEED: nodes
        .filter((other) => other !== name)
        .map((other) => `${other}:2113`)
        .join(),
      EVENTSTORE_NODE_HOST_ADVERTISE_AS: name,
      EVENTSTORE_REPLICATION_HOST_ADVERTISE_AS: name,
      EVENTSTORE_CERTIFICATE_FILE: `/certs/${name}/node.crt`,
      EVENTSTORE_CERTIFICATE_PRIVATE_KEY_FILE: `/certs/${name}/node.key`,
      EVENTSTORE_TRUSTED_ROOT_CERTIFICATES_PATH: '/trust',
    });
    expect(environment(name)).not.toHaveProperty('EVENTSTORE_INSECURE');
    expect(container(name).volumes).toContain(`${name}:/var/lib/eventstore`);
  });

  it.each(brokers)('%s keeps what it acknowledged on two disks at least, and makes no topic unasked', (name) => {
    expect(environment(name)).toMatchObject({
      KAFKA_NODE_ID: name.slice(-1),
      KAFKA_ADVERTISED_LISTENERS: `PLAINTEXT://${name}:9092`,
      KAFKA_DEFAULT_REPLICATION_FACTOR: '3',
      KAFKA_MIN_INSYNC_REPLICAS: '2',
      KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
    });
    expect(container(name).volumes).toEqual([`${name}:/var/lib/kafka/data`]);
    const pom = /<artifactId>kafka_2\.13<\/artifactId>\s*<version>([\d.]+)</.exec(read('kafka/pom.xml'));
    expect(container(name).image).toBe(`apache/kafka:${pom?.[1]}`);
  });

  it('names only volumes and containers that there are', () => {
    for (const { volumes: mounted = [], depends_on = {} } of Object.values(services)) {
      for (const volume of mounted) expect(volumes).toHaveProperty(volume.split(':', 1)[0] as string);
      for (const other of Object.keys(depends_on)) expect(services).toHaveProperty(other);
    }
  });

  it('in tests is reached at the ports that it says', () => {
    const { services: overridden } = composeOf('eventstore/compose.test.yaml');
    expect(Object.keys(overridden)).toEqual(nodes);
    for (const { environment: own = {}, ports } of Object.values(overridden)) {
      const { EVENTSTORE_ADVERTISE_HOST_TO_CLIENT_AS: host, EVENTSTORE_ADVERTISE_NODE_PORT_TO_CLIENT_AS: port } = own;
      expect(ports).toEqual([`${host}:${port}:2113`]);
      expect(own.EVENTSTORE_MEM_DB).toBe('true');
    }
  });
});
