export interface BackoffOptions {
  /** Milliseconds; default 1,000. */
  readonly firstMs?: number;
  /** Milliseconds; default 30,000. */
  readonly mostMs?: number;
  /** From 0 up to 1. */
  readonly random: () => number;
}

/** Waiting times that double; each is shortened at random by up to half, so that many clients do not come back at once. */
export class Backoff {
  private failures = 0;
  private readonly mostMs: number;
  private firstMs: number;

  constructor(private readonly options: BackoffOptions) {
    this.firstMs = options.firstMs ?? 1_000;
    this.mostMs = options.mostMs ?? 30_000;
  }

  /** Milliseconds to wait now. */
  next(): number {
    const full = Math.min(this.firstMs * 2 ** Math.min(this.failures, 20), this.mostMs);
    this.failures += 1;
    return Math.round(full * (1 - this.options.random() / 2));
  }

  /** All is well: the next failure starts from the first wait. */
  reset(): void {
    this.failures = 0;
  }

  /** The other side asks for another first wait. */
  startFrom(ms: number): void {
    this.firstMs = Math.min(Math.max(ms, 1), this.mostMs);
  }
}
