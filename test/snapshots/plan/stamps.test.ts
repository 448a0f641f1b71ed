import { expect, it } from 'vitest';
import { isStamp, oneSecondAfter, Stamps } from '../../../src/snapshots/plan/stamps.ts';

it.each([
  ['20250131235958', '20250131235959'],
  ['20250131235959', '20250201000000'],
  ['20250228235959', '20250301000000'],
  ['20240228235959', '20240229000000'],
  ['20251231235959', '20260101000000'],
  ['20250101005959', '20250101010000'],
])('a second after %s is %s', (stamp, next) => {
  expect(oneSecondAfter(stamp)).toBe(next);
});

it('gives one after the other', () => {
  const stamps = new Stamps('20250131235959');
  expect([stamps.take(), stamps.take()]).toEqual(['20250131235959', '20250201000000']);
});

it.each([
  ['20250131235959', true],
  ['20250231000000', false],
  ['20251301000000', false],
  ['20250101240000', false],
  ['2025010100000', false],
])('%s is a time: %s', (stamp, isTime) => {
  expect(isStamp(stamp)).toBe(isTime);
});
