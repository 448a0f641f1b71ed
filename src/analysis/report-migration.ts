import { operationsOf, type MigrationRemark } from '../ecto/operations-of.ts';
import { readMigration } from '../ecto/read-migration.ts';
import type { MigrationAnswer, MigrationReport, MigrationRequest } from './migration-report.ts';
import type { Workspace } from './workspace.ts';

/** The operations of a migration in both directions; what ran before tells how the columns were that it changes. */
export function reportMigration(workspace: Workspace, { path, text: given }: MigrationRequest): MigrationAnswer {
  if (given === undefined && !workspace.has(path)) return refused(`There is no migration \`${path}\`.`);
  const text = given ?? workspace.textOf(path);
  const parsed = workspace.parse(path, text);
  if (!parsed.ok) return refused(`\`${path}\` was not read: ${parsed.reason}.`);
  if (parsed.syntax.errors.length > 0) return refused(`\`${path}\` has a syntax error; repair it first.`);
  const migration = readMigration(parsed.syntax, path, text);
  if (migration === undefined)
    return refused(`\`${path}\` is no migration: none of its modules uses \`Ecto.Migration\`.`);
  const { up, down, irreversible, opaque } = operationsOf(migration, text, workspace.migrations());
  const placed = (remarks: readonly MigrationRemark[]): MigrationReport['opaque'] =>
    remarks.map((remark) => ({ path, ...remark }));
  return {
    ok: true,
    migration: {
      ...{ path, module: migration.module, transaction: !migration.disablesTransaction },
      ...{ up: [...up], down: [...down], irreversible: placed(irreversible), opaque: placed(opaque) },
    },
  };
}

function refused(reason: string): MigrationAnswer {
  return { ok: false, reason };
}
