import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { contractPoints } from '../src/architect/persona/contract-points.ts';

const ids = [
  ...['K1', 'K2', 'K3', 'K4', 'K5', 'K6', 'K7', 'A1', 'A2', 'A3', 'A4', 'A5'],
  ...['M1', 'M2', 'M3', 'M4', 'M5', 'M6', 'M7', 'D1', 'D2', 'D3', 'E1', 'E2', 'E3', 'E4', 'E5', 'E6'],
  ...['W1', 'W2', 'W3', 'W4', 'W5', 'W6', 'N1', 'N2', 'N3', 'N4', 'C1', 'C2', 'C3', 'C4', 'C5'],
];

it('names what serves each point of the contract', () => {
  const rows = readFileSync('docs/contract.md', 'utf8').matchAll(/^\| ([A-Z]\d) \| [^|]+ \| (.+) \|$/gm);
  const points = [...rows].map(([, id = '', served = '']) => ({ id, served }));
  expect(points.map(({ id }) => id)).toEqual(ids);
  for (const { id, served } of points) {
    const files = [...served.matchAll(/`([\w./-]+\/[\w.-]+|[\w.]+\.json|\.vscodeignore)`/g)].map(
      ([, file = '']) => file,
    );
    expect(files.length > 0 || served === 'not yet', id).toBe(true);
    expect(
      files.filter((file) => !existsSync(file)),
      id,
    ).toEqual([]);
  }
});

it('says what a model is merely told only of points that it is told', () => {
  const told = new Set(contractPoints.map(({ id }) => id));
  const alone = [...readFileSync('docs/contract.md', 'utf8').matchAll(/^\| ([A-Z]\d) \|.*the persona alone/gm)];
  expect(alone.length).toBeGreaterThan(0);
  expect(alone.map(([, id = '']) => id).filter((id) => !told.has(id))).toEqual([]);
});
