import { describe, expect, it } from 'vitest';
import { systemClock } from '../../src/system/clock.ts';

describe('the clock', () => {
  it('wakes up', async () => {
    await expect(systemClock.sleep(1, new AbortController().signal)).resolves.toBeUndefined();
  });

  it('ends a sleep that is called off, before or meanwhile', async () => {
    const hour = 3_600_000;
    await expect(systemClock.sleep(hour, AbortSignal.abort())).rejects.toThrow('called off');
    const controller = new AbortController();
    const sleep = systemClock.sleep(hour, controller.signal);
    controller.abort();
    await expect(sleep).rejects.toThrow('called off');
  });

  it('gives other ids each time', () => {
    expect(systemClock.randomId()).not.toBe(systemClock.randomId());
  });
});
