import type { Reply } from '@openlnp/carrier-client';
import type { Carrier, SeenVersion } from '../../support/carrier';
import { eventually } from '../../support/eventually';
import { type House, LRNS } from '../../support/house';
import { type Accepted, audit, type Findings } from './ledger';

/** A killed member of a Kafka group is missed after 6 s, and another may be killed meanwhile. */
const PATIENCE_MS = 60_000;

const ACTIVE_AT_ALL = ({ status, failedSps }: SeenVersion): boolean => status === 'active' && failedSps.length === 0;

/** Ports of Anna's numbers to Berta, and a note of every request that was accepted. */
export class Ports {
  readonly accepted: Accepted[] = [];
  private readonly fields = { oldSp: 'A111', newSp: 'B222', dueDate: today() };

  constructor(private readonly house: House) {}

  /** Sends; resolves when the registry has it. */
  async send(from: 'anna' | 'berta', kind: string, tn: string): Promise<Accepted> {
    const carrier = this.house[from];
    const fields = kind === 'Activate' ? {} : { ...this.fields, ...(kind === 'NewSpCreate' ? { lrn: LRNS.B222 } : {}) };
    const { requestId } = await carrier.connection.send({ kind, tn, ...fields });
    const accepted = { requestId, sender: carrier.spid, kind, tn };
    this.accepted.push(accepted);
    return accepted;
  }

  /** Sends and waits for its reply, which must be that it is done. */
  async ask(from: 'anna' | 'berta', kind: string, tn: string): Promise<void> {
    const { requestId } = await this.send(from, kind, tn);
    const messageId = requestId.slice(requestId.indexOf('-') + 1);
    const reply: Reply = await this.house[from].connection.waitForReply(messageId, { timeoutMs: PATIENCE_MS });
    if (reply.status !== 'done') throw new Error(`${requestId} (${kind} ${tn}): ${JSON.stringify(reply.errors)}`);
  }

  async bothCreate(tn: string): Promise<void> {
    await this.ask('berta', 'NewSpCreate', tn);
    await this.ask('anna', 'OldSpCreate', tn);
  }

  /** From the first create to the activation's reply. */
  async port(tn: string): Promise<void> {
    await this.bothCreate(tn);
    await this.ask('berta', 'Activate', tn);
  }

  get numbers(): string[] {
    return [...new Set(this.accepted.map(({ tn }) => tn))];
  }

  /** True once every number is active everywhere; false when that does not happen in time. */
  allActive(): Promise<boolean> {
    const each = this.numbers.map((tn) => eventually(() => this.checkActive(tn), PATIENCE_MS));
    return Promise.all(each).then(
      () => true,
      () => false,
    );
  }

  private async checkActive(tn: string): Promise<void> {
    if (!(await this.versions(tn)).every(ACTIVE_AT_ALL)) throw new Error(`${tn} is not active yet`);
  }

  private async versions(tn: string): Promise<SeenVersion[]> {
    const { status, body } = await this.house.operator('GET', `/v1/telephone-numbers/${tn}`);
    if (status !== 200) throw new Error(`GET ${tn}: ${status} ${JSON.stringify(body)}`);
    return body.subscriptionVersions as SeenVersion[];
  }

  /**
   * What became of all of it. Before, both carriers ask for one more thing: messages come in order, so what is there when its reply
   * comes is all there is.
   */
  async findings(): Promise<Findings> {
    const { anna, berta } = this.house;
    const last = (carrier: Carrier) =>
      carrier.connection
        .send({ kind: 'Activate', tn: '3035559999' })
        .then(({ messageId }) => carrier.connection.waitForReply(messageId, { timeoutMs: PATIENCE_MS }))
        .then(({ requestId }) =>
          eventually(() => {
            if (!carrier.inbox.some(({ data }) => data.requestId === requestId)) throw new Error('not there yet');
          }),
        );
    // Where it does not come, what is lost is found below.
    await Promise.allSettled([last(anna), last(berta)]);
    return audit({
      requests: this.accepted,
      inbox: (sender) => (sender === anna.spid ? anna : berta).inbox,
      outcome: async (requestId) => String((await this.house.operator('GET', `/v1/requests/${requestId}`)).body.status),
      versions: (tn) => this.versions(tn),
    });
  }

  /** Whether both LSMSs have what the registry has. */
  async digestsEqual(): Promise<boolean> {
    const { number, digest, entries } = await this.house.digest();
    await Promise.all([this.house.anna, this.house.berta].map((carrier) => carrier.lsmsReached(number)));
    const digests = [this.house.anna, this.house.berta].map(({ table }) => table.digest());
    return entries === this.numbers.length && digests.every((own) => own === digest);
  }
}

/** A due date that has come: midnight UTC of this day. */
const today = (): string => `${new Date().toISOString().slice(0, 10)}T00:00:00.000Z`;
