import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../src/architect/ports.ts';

/** Real time and real chance: the watchdog of a real model's stream has to work. */
export const evalClock: Clock = {
  now: () => Date.now(),
  randomId: () => randomUUID(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      const timer = setTimeout(wake, milliseconds);
      signal.addEventListener('abort', wake);
      if (signal.aborted) wake();
    }),
};
