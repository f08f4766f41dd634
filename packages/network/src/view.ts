import { type Instant, instant, type Lrn, type NpaNxx, type Spid } from '@openlnp/numbering';
import type { NetworkEvent, ServiceProviderCreated } from './generated/events';
import type { TunableName, ValueOf } from './tunables/catalogue';
import { KnownTunables } from './tunables/known-tunables';

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

/** What is known of the network after the events applied so far. */
export class NetworkView {
  readonly tunables = new KnownTunables();
  readonly #serviceProviders = new Map<Spid, KnownServiceProvider>();
  readonly #codes = new Map<NpaNxx, KnownCode>();
  readonly #lrns = new Map<Lrn, Spid>();
  readonly #tokens = new Map<string, KnownToken>();
  /** `<SPID>/<token id>` -> hash, since a revocation names the id only. */
  readonly #tokenHashes = new Map<string, string>();
  #lsmsTargets: readonly Spid[] = [];
  #soas: readonly Spid[] = [];
  #pseudoLrnLsmss: readonly Spid[] = [];

  serviceProvider(spid: Spid): KnownServiceProvider | undefined {
    return this.#serviceProviders.get(spid);
  }

  /** In the order they joined. */
  serviceProviders(): readonly KnownServiceProvider[] {
    return [...this.#serviceProviders.values()];
  }

  code(npaNxx: NpaNxx): KnownCode | undefined {
    return this.#codes.get(npaNxx);
  }

  /** Every NPA-NXX, in the order they were opened. */
  codes(): readonly NpaNxx[] {
    return [...this.#codes.keys()];
  }

  lrnOwner(lrn: Lrn): Spid | undefined {
    return this.#lrns.get(lrn);
  }

  /** Whose token this is, by its SHA-256 in hex; undefined for one that is unknown or revoked. */
  token(tokenHash: string): KnownToken | undefined {
    return this.#tokens.get(tokenHash);
  }

  /** SPIDs of the LSMSs in the profiles, sorted. The list given out is never changed: an LSMS that joins makes another one. */
  lsmsTargets(): readonly Spid[] {
    return this.#lsmsTargets;
  }

  /** SPIDs of the service providers with a SOA in their profiles, sorted; as lsmsTargets otherwise. */
  soas(): readonly Spid[] {
    return this.#soas;
  }

  /** SPIDs of the LSMSs that take numbers with the pseudo-LRN (N442), sorted; as lsmsTargets otherwise. */
  pseudoLrnLsmss(): readonly Spid[] {
    return this.#pseudoLrnLsmss;
  }

  /** Value in force at an instant in a region; null asks for the value of regions that have none of their own. */
  tunable<N extends TunableName>(name: N, region: string | null, at: Instant): ValueOf<N> {
    return this.tunables.value(name, region, at);
  }

  /** Whether a service provider's credential may act for another one, its associated SPID. */
  mayActFor(primary: Spid, spid: Spid): boolean {
    return this.#serviceProviders.get(spid)?.associatedWith === primary;
  }

  /** `actor` is who made the event: a SPID, NPAC or system. */
  apply(event: NetworkEvent, occurredAt: Instant, actor: string): void {
    switch (event.type) {
      case 'ServiceProviderCreated':
      case 'ServiceProviderModified': {
        const createdAt = this.#serviceProviders.get(event.data.spid)?.createdAt ?? occurredAt;
        this.#serviceProviders.set(event.data.spid, { ...event.data, createdAt });
        this.#lsmsTargets = this.having((sp) => sp.lsms !== null);
        this.#pseudoLrnLsmss = this.having((sp) => sp.lsms !== null && sp.pseudoLrnLsms);
        this.#soas = this.having((sp) => sp.soa !== null);
        return;
      }
      case 'NpaNxxCreated': {
        const { npaNxx, spid, effectiveAt } = event.data;
        this.#codes.set(npaNxx, { spid, effectiveAt: instant(effectiveAt) });
        return;
      }
      case 'LrnCreated':
        this.#lrns.set(event.data.lrn, event.data.spid);
        return;
      case 'TokenIssued': {
        const { spid, tokenId, tokenHash } = event.data;
        this.#tokens.set(tokenHash, { spid, tokenId });
        this.#tokenHashes.set(`${spid}/${tokenId}`, tokenHash);
        return;
      }
      case 'TokenRevoked': {
        const { spid, tokenId } = event.data;
        const hash = this.#tokenHashes.get(`${spid}/${tokenId}`) ?? '';
        const token = this.#tokens.get(hash);
        if (token?.spid === spid && token.tokenId === tokenId) this.#tokens.delete(hash);
        return;
      }
      case 'TunableChanged':
        this.tunables.apply(event.data, occurredAt, actor);
        return;
      default: {
        const unknown: never = event;
        throw new Error(`unknown event ${JSON.stringify(unknown)}`);
      }
    }
  }

  private having(trait: (sp: KnownServiceProvider) => boolean): Spid[] {
    return this.serviceProviders()
      .filter(trait)
      .map(({ spid }) => spid)
      .sort();
  }
}
