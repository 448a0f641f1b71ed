import { expect, it } from 'vitest';
import { byteLength, firstBytes } from '../../src/base/byte-length.ts';

it.each([
  ['posts', 5],
  ['größe', 7],
  ['日本', 6],
  ['😀', 4],
])('%s has %i bytes', (text, bytes) => {
  expect(byteLength(text)).toBe(bytes);
});

it('cuts between characters', () => {
  expect(firstBytes('größe', 4)).toBe('grö');
  expect(firstBytes('größe', 5)).toBe('grö');
  expect(firstBytes('größe', 6)).toBe('größ');
});
