import type { Spid } from '@openlnp/numbering';
import type { FromSender } from '../decision';

/** What a service provider is; the names are the wire's. */
export const SP_TYPES = ['wireline', 'wireless', 'non_carrier', 'class1_voip'] as const;

/** How a system of a service provider connects. */
export const CONNECTIONS = ['http', 'kafka'] as const;
export type Connection = (typeof CONNECTIONS)[number];

/** Lengths of a service provider's concurrence windows, and of the business days they count. */
export const LENGTHS = ['short', 'long'] as const;
export type Length = (typeof LENGTHS)[number];

/** NPAC personnel add a service provider. The SPID's form is checked at the door. */
export interface ServiceProviderCreate extends FromSender {
  readonly type: 'ServiceProviderCreate';
  readonly spid: Spid;
  /** 1 to 40 characters. */
  readonly name: string;
  /** One of SP_TYPES. */
  readonly spType: string;
  /** How its SOA connects, one of CONNECTIONS; null without one. */
  readonly soa: string | null;
  /** How its LSMS connects, one of CONNECTIONS; null without one. */
  readonly lsms: string | null;
  /** Concurrence windows as new service provider, one of LENGTHS; null means long. */
  readonly portInTimer: string | null;
  /** The same as old service provider. */
  readonly portOutTimer: string | null;
  /** Business days and hours that the windows count, one of LENGTHS; null means short. */
  readonly businessDays: string | null;
  /** Takes part in one-day ports, with medium timers (N441). */
  readonly mediumTimers: boolean;
  /** Its systems take the point code of a wireless short message service centre. */
  readonly wsmscSupported: boolean;
  /** The primary, such as a service bureau, whose credential may act for it; null without one. */
  readonly associatedWith: Spid | null;
}

/** NPAC personnel give a service provider a bearer token; the token itself never gets here. */
export interface TokenIssue extends FromSender {
  readonly type: 'TokenIssue';
  readonly spid: Spid;
  /** 1 to 64 letters, digits, underscores, dots, colons and hyphens, unique within the service provider. */
  readonly tokenId: string;
  /** SHA-256 of the token, 64 lower-case hex digits. */
  readonly tokenHash: string;
  /** For people, up to 40 characters. */
  readonly label: string;
}

/** NPAC personnel take a bearer token back. */
export interface TokenRevoke extends FromSender {
  readonly type: 'TokenRevoke';
  readonly spid: Spid;
  readonly tokenId: string;
}

export type ServiceProviderCommand = ServiceProviderCreate | TokenIssue | TokenRevoke;
