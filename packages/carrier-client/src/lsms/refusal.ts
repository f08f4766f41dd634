/** Why an LSMS does not apply a download. */
export interface Refusal {
  /** Travels to the failed-SP list of the subscription version; 1 to 64 characters. */
  readonly code: string;
  /** For people; at most 1,000 characters. */
  readonly text?: string;
}
