import { expect, it } from 'vitest';
import { createBaseline, withoutKnown, type BaselineKey } from '../../src/checklist/baseline.ts';
import { baselineSchema } from '../../src/checklist/baseline-schema.ts';

const key = (text: string, path = 'a.ex', rule = 'types/a'): BaselineKey => ({ rule, path, text });
const left = (now: readonly BaselineKey[], known: readonly BaselineKey[]): BaselineKey[] =>
  withoutKnown(now, (item) => item, createBaseline(known));

it('counts equal lines, and is sorted whatever the order of the findings', () => {
  const keys = [key('b'), key('a'), key('b'), key('a', 'b.ex'), key('a', 'a.ex', 'types/b')];
  const baseline = createBaseline(keys);
  expect(baselineSchema.parse(baseline)).toEqual(baseline);
  expect(createBaseline([...keys].reverse())).toEqual(baseline);
  expect(baseline.findings.map(({ path, rule, text, count }) => [path, rule, text, count])).toEqual([
    ['a.ex', 'types/a', 'a', 1],
    ['a.ex', 'types/a', 'b', 2],
    ['a.ex', 'types/b', 'a', 1],
    ['b.ex', 'types/a', 'a', 1],
  ]);
});

it('knows as many findings as it counted, and no others', () => {
  expect(left([key('a'), key('a'), key('a')], [key('a'), key('a')])).toEqual([key('a')]);
  expect(left([key('a', 'b.ex'), key('b'), key('a', 'a.ex', 'types/b')], [key('a')])).toHaveLength(3);
  expect(left([], [key('a')])).toEqual([]);
});

it('refuses what it did not write', () => {
  for (const wrong of [{}, { version: 2, findings: [] }, { version: 1, findings: [{ ...key('a'), count: 0 }] }])
    expect(baselineSchema.safeParse(wrong).success).toBe(false);
});
