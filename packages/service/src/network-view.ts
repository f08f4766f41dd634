import { REGIONS, type Region } from '@openlnp/calendar';
import type { RecordedEvent } from '@openlnp/event-store';
import { type KnownServiceProvider, type KnownTunables, type NetworkEvent, NetworkView } from '@openlnp/network';
import { instant, type NpaNxx, type Spid } from '@openlnp/numbering';
import type { PortingFacts, ProfileIndicator, SpTimers } from '@openlnp/porting';
import { takes } from './optional-fields';
import { type TimerFacts, Timers } from './timers';

const NETWORK_STREAM = /^(sp|code|lrn|tunable)-/;

type NetworkFacts = Pick<
  PortingFacts,
  'codeOf' | 'lrnOwner' | 'spType' | 'lsmsTargets' | 'pseudoLrnLsmss' | 'soas' | 'supports' | 'timersOf'
>;

/** A service's own view of the network: what the log has said so far. */
export class LiveNetworkView {
  private readonly view = new NetworkView();
  private lastPosition: string | null = null;
  /** For what facts() leaves out: how long a broadcast may take. */
  readonly timers: Timers;

  constructor(regions: readonly Region[] = REGIONS) {
    this.timers = new Timers(this.view.tunables, regions);
  }

  /** Any event of the log; those of other aggregates only move the position. */
  apply(event: RecordedEvent): void {
    this.lastPosition = String(event.position);
    if (!NETWORK_STREAM.test(event.stream)) return;
    const { type, data } = event;
    this.view.apply({ type, data } as NetworkEvent, instant(event.metadata.occurredAt), event.metadata.actor);
  }

  /** Position of the log up to which it has read, in decimal (law 10); null before the first event. */
  get position(): string | null {
    return this.lastPosition;
  }

  /** What was set of the tunables. */
  get tunables(): KnownTunables {
    return this.view.tunables;
  }

  serviceProvider(spid: Spid): KnownServiceProvider | undefined {
    return this.view.serviceProvider(spid);
  }

  /** In the order they joined. */
  serviceProviders(): readonly KnownServiceProvider[] {
    return this.view.serviceProviders();
  }

  /** Whether a service provider's credential may act for another one, its associated SPID. */
  mayActFor(primary: Spid, spid: Spid): boolean {
    return this.view.mayActFor(primary, spid);
  }

  code(code: NpaNxx) {
    return this.view.code(code);
  }

  /** Undefined for a token that is unknown or revoked. `hash` is its SHA-256 in hex. */
  token(hash: string): { readonly spid: Spid; readonly tokenId: string } | undefined {
    return this.view.token(hash);
  }

  exists(spid: Spid): boolean {
    return this.view.serviceProvider(spid) !== undefined;
  }

  hasLsms(spid: Spid): boolean {
    return this.view.serviceProvider(spid)?.lsms != null;
  }

  /** SPIDs whose SOA or LSMS connects in this way. */
  connectedBy(system: 'soa' | 'lsms', connection: 'http' | 'kafka'): readonly Spid[] {
    return this.view
      .serviceProviders()
      .filter((sp) => sp[system] === connection)
      .map(({ spid }) => spid);
  }

  /** The network's half of what the porting decider asks, and the calendar's; it answers from what is known when it is asked. */
  facts(): NetworkFacts & TimerFacts {
    const { view, timers } = this;
    const { windowEnd, conflictRestriction, conflictExpiry, retentionEnd, firstUsageEnd, responseWindowMs } = timers;
    return {
      codeOf: (code) => view.code(code),
      lrnOwner: (lrn) => view.lrnOwner(lrn),
      spType: (spid) => view.serviceProvider(spid)?.spType,
      lsmsTargets: () => view.lsmsTargets(),
      soas: () => view.soas(),
      pseudoLrnLsmss: () => view.pseudoLrnLsmss(),
      supports: (spid, indicator) => supports(view.serviceProvider(spid), indicator),
      timersOf: (spid) => timersOf(view.serviceProvider(spid)),
      windowEnd,
      conflictRestriction,
      conflictExpiry,
      retentionEnd,
      firstUsageEnd,
      responseWindowMs,
    };
  }
}

function supports(sp: KnownServiceProvider | undefined, indicator: ProfileIndicator): boolean {
  if (sp === undefined) return false;
  if (indicator === 'wsmsc') return sp.wsmscSupported;
  return indicator === 'pseudo_lrn' ? sp.pseudoLrnSoa : takes(sp.soaOptionalFields, indicator);
}

/** What a profile leaves out is what wireline carriers use: long timers, short business days. */
const timersOf = (sp: ReturnType<NetworkView['serviceProvider']>): SpTimers => ({
  portIn: sp?.portInTimer ?? 'long',
  portOut: sp?.portOutTimer ?? 'long',
  businessDays: sp?.businessDays ?? 'short',
  medium: sp?.mediumTimers ?? false,
});
