import type { Spid } from '@openlnp/numbering';
import type { ServiceProviderCreated } from '../generated/events';

export interface Token {
  readonly tokenId: string;
  readonly tokenHash: string;
  readonly label: string;
  readonly status: 'valid' | 'revoked';
}

export interface PresentServiceProvider extends ServiceProviderCreated {
  readonly status: 'present';
  /** In the order they were issued. */
  readonly tokens: readonly Token[];
}

/** The stream `sp-<SPID>` folded. */
export type ServiceProviderState = { readonly status: 'absent'; readonly spid: Spid } | PresentServiceProvider;

export const initialServiceProvider = (spid: Spid): ServiceProviderState => ({ status: 'absent', spid });
