import type { Colors } from 'picocolors/types';
import { engineName } from '../../base/engine-name.ts';
import type { ExplainedOnRows, ExplainedSample } from '../../postgres/experiment/explain-on-rows.ts';
import { comparePlans } from '../../postgres/explain/compare-plans.ts';
import { figure } from '../../postgres/explain/plan-rows.ts';
import { printComparison } from '../../postgres/explain/print-comparison.ts';
import { printPlan } from '../../postgres/explain/print-plan.ts';

/** One statement's plans for a person at a terminal, and what suggested indexes would make of them. */
export function statementToText({ engine, sql, tables, samples, notes }: ExplainedOnRows, colors: Colors): string {
  const rows = tables.map(({ table, rows: count }) => `${table} ${figure(count)}`).join(', ');
  return [
    `${sql}\n`,
    colors.gray(`${engineName(engine)}, generated rows: ${rows === '' ? 'none' : rows}\n`),
    ...samples.flatMap((sample) => printSample(sample, colors)),
    ...notes.map((note) => `${colors.yellow('note')} ${note}\n`),
  ].join('\n');
}

function printSample({ sample, plan, suggested }: ExplainedSample, colors: Colors): readonly string[] {
  const values = sample.values.map((value, index) => `$${index + 1} = ${value ?? 'NULL'}`).join(', ');
  const title =
    sample.name === 'fixed' ? [] : [`${colors.bold(`With ${sample.name} values`)} ${values.slice(0, 200)}\n`];
  return [
    ...title,
    printPlan(plan),
    ...suggested.flatMap(({ index, plan: after }) => [
      `${colors.bold(`With ${index.name}`)}\n${index.sql}\n`,
      printPlan(after),
      printComparison(comparePlans(plan, after)),
    ]),
  ];
}

/** What `explain --format json` prints of one statement. */
export function statementToJson({ engine, sql, tables, samples, notes }: ExplainedOnRows): object {
  return {
    version: 1,
    engine: { name: engine.name, version: engine.version },
    ...{ sql, tables, notes },
    samples: samples.map(({ sample, plan, suggested }) => ({
      name: sample.name,
      values: sample.values,
      plan,
      suggested: suggested.map(({ index, plan: after }) => ({
        ...{ index: index.name, sql: index.sql, plan: after, comparison: comparePlans(plan, after) },
      })),
    })),
  };
}
