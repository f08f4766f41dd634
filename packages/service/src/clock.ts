import { type Instant, instant } from '@openlnp/numbering';

/** Where a service gets its time from (law 6). */
export interface Clock {
  now(): Instant;
}

/**
 * The machine's clock, shifted by what the sandbox asked for. Outside the sandbox the shift stays 0.
 * A shift never goes back: an instant that was seen stays in the past.
 */
export class ShiftableClock implements Clock {
  private shiftMs = 0;

  constructor(private readonly realNow: () => number = Date.now) {}

  now(): Instant {
    return instant(this.realNow() + this.shiftMs);
  }

  /** Milliseconds that this clock is ahead of the machine's. */
  get offsetMs(): number {
    return this.shiftMs;
  }

  /** `to` was now at the real instant `real`; earlier shifts that say less are ignored. */
  shift(to: number, real: number): void {
    this.shiftMs = Math.max(this.shiftMs, to - real);
  }
}
