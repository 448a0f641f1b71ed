import { expect, it } from 'vitest';
import { utcStamp } from '../../../src/architect/context/utc-stamp.ts';

it('is a time in UTC, second by second', () => {
  for (const time of ['1970-01-01T00:00:00Z', '2024-02-29T23:59:59Z', '2031-12-31T00:00:00Z'])
    expect(utcStamp(Date.parse(time))).toBe(time.replace(/\D/g, ''));
});
