import { operationSteps } from '../ecto/command-steps.ts';
import { withPrefix } from '../ecto/prefix-text.ts';
import type { RunStep } from '../ecto/migration-run.ts';
import type { Operation } from '../ecto/operation.ts';
import { createPlan } from './plan/plan.ts';
import type { PlannedRepo, PlannedTable } from './plan/planned-repo.ts';

/** What makes tables in an empty database. */
export interface SchemaSteps {
  readonly steps: readonly RunStep[];
  readonly tenantSteps: readonly RunStep[];
}

/** The stamp of migrations that nobody writes. */
const nowhere = '20000101000000';

/** The statements that AshPostgres would make of tables of which there are no snapshots; a text says why it would not. */
export function schemaSteps(
  repo: PlannedRepo,
  tables: readonly PlannedTable[],
  tenantSchema: string,
): SchemaSteps | string {
  const empty = { ...repo, tables, stored: [], unmanaged: [], extensions: undefined };
  const plan = createPlan({ repos: [empty], name: 'schema', now: nowhere, answerer: () => undefined });
  if (plan.kind === 'refused') return plan.reason;
  // Statements of tenants' resources that are marked as global follow the tables that they speak of.
  const byTenancy = plan.parts
    .toSorted((one, other) => Number(one.tenant) - Number(other.tenant))
    .flatMap(({ migrations }) => migrations);
  const stepsFor = (tenant: boolean): RunStep[] =>
    byTenancy
      .filter((migration) => migration.tenant === tenant)
      .flatMap(({ up }) => up.flatMap((operation) => stepsOf(operation, tenant ? tenantSchema : undefined)));
  return { steps: stepsFor(false), tenantSteps: stepsFor(true) };
}

function stepsOf(operation: Operation, own: string | undefined): RunStep[] {
  const about = {
    cause: operation.cause ?? { path: '', line: 1 },
    description: 'a statement of a resource',
    operation,
  };
  if (operation.kind === 'code') {
    if (/^(#.*\n?)*$/.test(operation.code)) return [];
    return [{ ...about, kind: 'opaque', reason: 'A resource brings Elixir of its own for its migrations.' }];
  }
  if (operation.kind === 'execute' && withPrefix(operation.sql, '').includes('#{'))
    return [{ ...about, kind: 'opaque', reason: 'A part of the SQL is computed.' }];
  return operationSteps(inOneGo(operation), { own, fallback: undefined });
}

/** Nobody else looks at an empty database, and what runs concurrently cannot run in a transaction. */
function inOneGo(operation: Operation): Operation {
  return operation.kind === 'create-index' ? { ...operation, concurrently: undefined } : operation;
}
