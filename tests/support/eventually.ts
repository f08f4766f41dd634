/** Tries until it holds; throws the last reason when it never does. The only place where tests wait by the clock. */
export async function eventually<T>(attempt: () => Promise<T> | T, timeoutMs = 60_000): Promise<T> {
  for (const until = performance.now() + timeoutMs; ; ) {
    try {
      return await attempt();
    } catch (error) {
      if (performance.now() > until) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
