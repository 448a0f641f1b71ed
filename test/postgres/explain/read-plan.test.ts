import { describe, expect, it } from 'vitest';
import { planRows } from '../../../src/postgres/explain/plan-rows.ts';
import { printPlan } from '../../../src/postgres/explain/print-plan.ts';
import { readPlan } from '../../../src/postgres/explain/read-plan.ts';
import { shortCondition } from '../../../src/postgres/explain/short-condition.ts';

const scan = { 'Node Type': 'Seq Scan', 'Relation Name': 'posts', Alias: 'p', 'Total Cost': 10, 'Plan Rows': 5 };

function reasonOf(output: unknown): string {
  const read = readPlan(typeof output === 'string' ? output : JSON.stringify(output));
  return read.ok ? 'it was read' : read.reason;
}

describe('what EXPLAIN prints', () => {
  it('may have keys of other versions', () => {
    expect(reasonOf([{ Plan: { ...scan, 'Async Capable': false, 'Some Day': { much: ['more'] } }, Future: 1 }])).toBe(
      'it was read',
    );
  });

  it.each([
    ['', 'its outermost part'],
    ['null', 'its outermost part'],
    ['[]', 'its outermost part'],
    [[{}], '0.Plan'],
    [[{ Plan: { ...scan, 'Node Type': 7 } }], '0.Plan.Node Type'],
    [[{ Plan: { ...scan, 'Total Cost': '10' } }], '0.Plan.Total Cost'],
    [[{ Plan: { ...scan, 'Plan Rows': -1 } }], '0.Plan.Plan Rows'],
    ['[{"Plan":{"Node Type":"Result","Total Cost":1e999,"Plan Rows":1}}]', '0.Plan.Total Cost'],
    [[{ Plan: { ...scan, Plans: [{ ...scan, Plans: 'none' }] } }], '0.Plan.Plans.0.Plans'],
    [[{ Plan: scan }, { Plan: scan }], 'its outermost part'],
  ])('is refused with the place that is wrong: %j', (output, place) => {
    expect(reasonOf(output)).toContain(`is no plan: ${place}: `);
  });

  it('is refused where it would overflow the stack or the memory', () => {
    const open = '{"Node Type":"Result","Total Cost":1,"Plan Rows":1,"Plans":[';
    const deep = `[{"Plan":${open.repeat(50_000)}${']}'.repeat(50_000)}}]`;
    expect(reasonOf(deep)).toBe('The plan is nested too deeply to be read.');
    expect(reasonOf(' '.repeat(20_000_001))).toBe('The plan is too large to be read.');
  });

  it('may have any text for a name', () => {
    const read = readPlan(
      JSON.stringify([{ Plan: { ...scan, 'Relation Name': '__proto__', Filter: "'".repeat(10_000) } }]),
    );
    if (!read.ok) throw new Error(read.reason);
    expect(planRows(read.plan)[0]?.label).toBe('Seq Scan on __proto__ p');
    expect(printPlan(read.plan).length).toBeLessThan(400);
  });
});

describe('a condition', () => {
  it.each([
    ["(status = 'open'::text)", "status = 'open'"],
    ['((a = 1) AND (b = 2))', '(a = 1) AND (b = 2)'],
    ['(a = 1) AND (b = 2)', '(a = 1) AND (b = 2)'],
    ["(id = '0b5f4c1e-0000-4000-8000-000000000001'::uuid)", "id = '0b5f4c1e-0000-4000-8000…'"],
    ["(tags @> '{a}'::text[])", "tags @> '{a}'::text[]"],
    ["((status)::text = 'x'::text)", "status = 'x'"],
  ])('%s is shortened', (condition, short) => {
    expect(shortCondition(condition)).toBe(short);
  });
});
