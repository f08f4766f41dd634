import { type Instant, instant, type Lrn, type NpaNxx, type Spid } from '@openlnp/numbering';
import type { NetworkEvent, ServiceProviderCreated } from './generated/events';
import { Timeline } from './timeline';

export interface KnownServiceProvider extends ServiceProviderCreated {
  readonly createdAt: Instant;
}

export interface KnownCode {
  /** The code holder. */
  readonly spid: Spid;
  readonly effectiveAt: Instant;
}

export interface KnownToken {
  readonly spid: Spid;
  readonly tokenId: string;
}

interface Tables {
  /** Version of the newest view on these tables. */
  newest: number;
  readonly codes: Timeline<NpaNxx, KnownCode>;
  readonly lrns: Timeline<Lrn, Spid>;
  readonly tokens: Timeline<string, KnownToken>;
  /** `<SPID>/<token id>` -> hash, since a revocation names the id only. */
  readonly tokenHashes: Timeline<string, string>;
}

interface ServiceProviders {
  readonly bySpid: ReadonlyMap<Spid, KnownServiceProvider>;
  readonly lsmsTargets: readonly Spid[];
}

/**
 * What is known of the network at one position of the store's log. A view never changes: applying an event makes another one,
 * which shares all that stayed the same.
 */
export class NetworkView {
  /** Position in the store's log up to which the view has read, in decimal; null for one that has read nothing. */
  readonly position: string | null;
  readonly #tables: Tables;
  readonly #version: number;
  readonly #serviceProviders: ServiceProviders;

  private constructor(tables: Tables, version: number, serviceProviders: ServiceProviders, position: string | null) {
    this.#tables = tables;
    this.#version = version;
    this.#serviceProviders = serviceProviders;
    this.position = position;
  }

  static empty(): NetworkView {
    const tables = {
      newest: 0,
      codes: new Timeline<NpaNxx, KnownCode>(),
      lrns: new Timeline<Lrn, Spid>(),
      tokens: new Timeline<string, KnownToken>(),
      tokenHashes: new Timeline<string, string>(),
    };
    return new NetworkView(tables, 0, { bySpid: new Map(), lsmsTargets: [] }, null);
  }

  /** The same knowledge, read up to there. */
  withPosition(position: string | null): NetworkView {
    return new NetworkView(this.#tables, this.#version, this.#serviceProviders, position);
  }

  serviceProvider(spid: Spid): KnownServiceProvider | undefined {
    return this.#serviceProviders.bySpid.get(spid);
  }

  /** In the order they joined. */
  serviceProviders(): readonly KnownServiceProvider[] {
    return [...this.#serviceProviders.bySpid.values()];
  }

  code(npaNxx: NpaNxx): KnownCode | undefined {
    return this.#tables.codes.get(npaNxx, this.#version);
  }

  lrnOwner(lrn: Lrn): Spid | undefined {
    return this.#tables.lrns.get(lrn, this.#version);
  }

  /** Whose token this is, by its SHA-256 in hex; undefined for one that is unknown or revoked. */
  token(tokenHash: string): KnownToken | undefined {
    return this.#tables.tokens.get(tokenHash, this.#version);
  }

  /** SPIDs of the LSMSs in the profiles, sorted. */
  lsmsTargets(): readonly Spid[] {
    return this.#serviceProviders.lsmsTargets;
  }

  /** The view that has read one event more; its position is the caller's to say. */
  apply(event: NetworkEvent, occurredAt: Instant): NetworkView {
    const tables = this.#ownTables();
    const version = this.#version + 1;
    tables.newest = version;
    let serviceProviders = this.#serviceProviders;
    switch (event.type) {
      case 'ServiceProviderCreated':
        serviceProviders = withServiceProvider(serviceProviders, { ...event.data, createdAt: occurredAt });
        break;
      case 'NpaNxxCreated': {
        const { npaNxx, spid, effectiveAt } = event.data;
        tables.codes.set(npaNxx, { spid, effectiveAt: instant(effectiveAt) }, version);
        break;
      }
      case 'LrnCreated':
        tables.lrns.set(event.data.lrn, event.data.spid, version);
        break;
      case 'TokenIssued': {
        const { spid, tokenId, tokenHash } = event.data;
        tables.tokens.set(tokenHash, { spid, tokenId }, version);
        tables.tokenHashes.set(`${spid}/${tokenId}`, tokenHash, version);
        break;
      }
      case 'TokenRevoked': {
        const hash = tables.tokenHashes.get(`${event.data.spid}/${event.data.tokenId}`, version);
        if (hash !== undefined) tables.tokens.set(hash, undefined, version);
        break;
      }
      default: {
        const unknown: never = event;
        throw new Error(`unknown event ${JSON.stringify(unknown)}`);
      }
    }
    return new NetworkView(tables, version, serviceProviders, this.position);
  }

  /** Tables that nobody has added to since: these, or a copy when another event was applied to this view before. */
  #ownTables(): Tables {
    const { newest, codes, lrns, tokens, tokenHashes } = this.#tables;
    const version = this.#version;
    if (newest === version) return this.#tables;
    return {
      newest: version,
      codes: codes.copyAt(version),
      lrns: lrns.copyAt(version),
      tokens: tokens.copyAt(version),
      tokenHashes: tokenHashes.copyAt(version),
    };
  }
}

function withServiceProvider(before: ServiceProviders, joined: KnownServiceProvider): ServiceProviders {
  const bySpid = new Map(before.bySpid).set(joined.spid, joined);
  const lsmsTargets = [...bySpid.values()].filter(({ lsms }) => lsms !== null).map(({ spid }) => spid);
  return { bySpid, lsmsTargets: lsmsTargets.sort() };
}

/** A network that nobody has joined. */
export const emptyNetworkView = (): NetworkView => NetworkView.empty();

/** Folds an event into the view; see `NetworkView.apply`. */
export const applyNetworkEvent = (view: NetworkView, event: NetworkEvent, occurredAt: Instant): NetworkView =>
  view.apply(event, occurredAt);
