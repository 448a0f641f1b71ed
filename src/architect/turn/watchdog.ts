import type { Clock } from '../ports.ts';
import { failure } from '../providers/failures.ts';

/**
 * Passes events on as long as they come. After `limit` milliseconds without one, or when the signal says so, the
 * source is left alone and a `stalled` or `stopped` error thrown, whether or not the source itself listens.
 */
export async function* watch<T>(
  source: AsyncIterable<T>,
  limit: number,
  clock: Clock,
  signal: AbortSignal,
): AsyncGenerator<T> {
  const iterator = source[Symbol.asyncIterator]();
  let stop = (): void => undefined;
  const stopped = new Promise<'stopped'>((resolve) => (stop = () => resolve('stopped')));
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  try {
    for (;;) {
      const next = iterator.next();
      const first = await firstOf(next, stopped, limit, clock);
      if (first === 'stalled' || first === 'stopped') {
        // Nobody waits for it any more; what it comes to is of no use.
        next.catch(() => undefined);
        throw failure(first);
      }
      if (first.done === true) return;
      yield first.value;
    }
  } finally {
    signal.removeEventListener('abort', stop);
    // A source that hangs would never come to its end: it is told, not waited for.
    void iterator.return?.().catch(() => undefined);
  }
}

async function firstOf<T>(
  next: Promise<T>,
  stopped: Promise<'stopped'>,
  limit: number,
  clock: Clock,
): Promise<T | 'stalled' | 'stopped'> {
  const calm = new AbortController();
  const alarm = clock.sleep(limit, calm.signal).then(
    () => 'stalled' as const,
    () => 'stalled' as const,
  );
  try {
    return await Promise.race([next, stopped, alarm]);
  } finally {
    calm.abort();
  }
}
