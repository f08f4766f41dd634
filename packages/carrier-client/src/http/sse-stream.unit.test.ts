import { ManualTimers } from '../testing/manual-timers';
import { openSseStream } from './sse-stream';

/** A line that is open and silent, over a fetch that has stopped to hear its signal, as Node 20's may. */
function openDeafStream(signal: AbortSignal, timers = new ManualTimers()) {
  let canceled = false;
  const body = new ReadableStream<Uint8Array>({
    cancel: () => {
      canceled = true;
    },
  });
  const answer = new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  const url = 'http://registry.example/v1/soa/messages';
  const stream = openSseStream({ fetch: async () => answer, url, headers: {}, timers, idleMs: 1_000, signal });
  return { stream, timers, isCanceled: () => canceled };
}

describe('a stream whose fetch does not hear its signal any more', () => {
  it('ends at once when it is aborted, and lets go of the line', async () => {
    const stopping = new AbortController();
    const { stream, isCanceled } = openDeafStream(stopping.signal);
    const next = (await stream).next();
    stopping.abort();
    await expect(next).resolves.toBeUndefined();
    expect(isCanceled()).toBe(true);
  });

  it('breaks when nothing comes for too long', async () => {
    const { stream, timers, isCanceled } = openDeafStream(new AbortController().signal);
    const next = expect((await stream).next()).rejects.toMatchObject({ code: 'timeout', retriable: true });
    await timers.fire(1_000);
    await next;
    expect(isCanceled()).toBe(true);
  });
});
