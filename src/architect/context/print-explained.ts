import { engineName } from '../../base/engine-name.ts';
import type { ExplainedOnRows, ExplainedSample } from '../../postgres/experiment/explain-on-rows.ts';
import { comparePlans } from '../../postgres/explain/compare-plans.ts';
import { printComparison } from '../../postgres/explain/print-comparison.ts';
import { printPlan } from '../../postgres/explain/print-plan.ts';
import { headOf } from './head-of.ts';

/** What PostgreSQL does with a statement, and what suggested indexes make of it, for a model. */
export function printExplained({ engine, sql, tables, samples, notes }: ExplainedOnRows): string {
  const filled = tables.map(({ table, rows }) => `${table} ${rows}`).join(', ');
  return [
    sql,
    `${engineName(engine)}, generated rows: ${filled === '' ? 'none' : filled}`,
    ...samples.map(printSample),
    ...notes.map((note) => `note: ${note}`),
  ].join('\n\n');
}

function printSample({ sample, plan, suggested }: ExplainedSample): string {
  const values = sample.values.map((value, index) => `$${index + 1} = ${value ?? 'NULL'}`).join(', ');
  const title =
    sample.name === 'fixed' ? 'The plan:' : `The plan with ${sample.name} values (${values.slice(0, 200)}):`;
  return [
    title,
    printPlan(plan).trimEnd(),
    ...suggested.flatMap(({ index, plan: after }) => [
      `\nWith a suggested index it changes: ${index.sql}`,
      headOf(printPlan(after)),
      printComparison(comparePlans(plan, after)).trimEnd(),
      ...(index.declaration === undefined
        ? []
        : [`Write in \`${index.declaration.block}\`:\n${index.declaration.code}`]),
    ]),
  ].join('\n');
}
