import type { Clock } from '../architect/ports.ts';

/** The machine's own time and chance. A sleep that is called off rejects. */
export const systemClock: Clock = {
  now: () => Date.now(),
  randomId: () => crypto.randomUUID(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        signal.removeEventListener('abort', stop);
        resolve();
      }, milliseconds);
      const stop = (): void => {
        clearTimeout(timer);
        reject(new Error('The wait was called off.'));
      };
      if (signal.aborted) stop();
      else signal.addEventListener('abort', stop, { once: true });
    }),
};
