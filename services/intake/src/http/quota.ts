/** Requests per second and burst. */
export interface QuotaRate {
  readonly perSecond: number;
  readonly burst: number;
}

/** Seconds to wait, or undefined when the call may go on. */
export type Quota = (key: string) => number | undefined;

/**
 * A token bucket for each key. What one SPID spends takes nothing from another; an idle bucket is full again after
 * burst / perSecond seconds. There are as many keys as there are SPIDs with a token, so none is ever dropped.
 */
export function createQuota({ perSecond, burst }: QuotaRate, monotonicMs: () => number): Quota {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return (key) => {
    const now = monotonicMs();
    const bucket = buckets.get(key) ?? { tokens: burst, at: now };
    buckets.set(key, bucket);
    bucket.tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / 1000) * perSecond);
    bucket.at = now;
    if (bucket.tokens >= 1) {
      bucket.tokens -= 1;
      return undefined;
    }
    return (1 - bucket.tokens) / perSecond;
  };
}
