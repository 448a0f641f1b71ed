import type { Resource } from '../ash/model.ts';
import { tickBoxes } from '../checklist/checklist.ts';
import { migrationProofs } from '../checklist/migration-proofs.ts';
import type { Finding } from '../checklist/finding.ts';
import type { Rule } from '../checklist/rule.ts';
import { tablesOf } from '../ecto/tables.ts';
import { areaOf, type Examination } from './examination.ts';
import type { LineTables } from './line-tables.ts';
import type { CheckRequest, ResourceChecklist } from './port.ts';
import type { Workspace } from './workspace.ts';

export interface ChecklistContext {
  readonly workspace: Workspace;
  readonly request: CheckRequest;
  readonly examination: Examination;
  readonly lines: LineTables;
  readonly rules: ReadonlyMap<string, Rule>;
}

/** The five boxes of every resource that was asked for. */
export function createChecklists(findings: readonly Finding[], context: ChecklistContext): ResourceChecklist[] {
  const indexed = findings.map((finding, index) => ({ finding, index }));
  const { workspace, examination, lines, rules } = context;
  const areasWithRules = new Set([...rules.keys()].map(areaOf));
  const areasRun = new Set([...rules.keys()].filter((id) => examination.ran(id)).map(areaOf));
  const byTable = migrationsByTable(workspace);
  return workspace.project
    .resources()
    .filter((resource) => examination.scope.includes(resource.path))
    .map((resource) => {
      const migrations = migrationsOf(resource, byTable, context);
      const own = indexed.filter(
        ({ finding }) => finding.resource === resource.module || migrations.paths.has(finding.at.path),
      );
      return {
        resource: resource.module,
        domain: resource.domain,
        path: resource.path,
        line: lines.lineOf({ path: resource.path, start: resource.span.start }),
        items: tickBoxes({
          notExamined: whyNotExamined(resource, context),
          openBecause: resource.openBecause[0]?.reason,
          noMigrations: migrations.reason,
          proofs: migrationProofs(migrations.paths, examination.evidence),
          areasRun,
          areasWithRules,
          findings: own,
        }),
      };
    });
}

function whyNotExamined(
  { path }: Resource,
  { workspace, examination: { scope } }: ChecklistContext,
): string | undefined {
  if (workspace.project.isBroken(path)) return 'the file has a syntax error';
  const version = scope.foreignAsh(path);
  return version === undefined ? undefined : `the project is locked to Ash ${version}, and the rules speak of Ash 3`;
}

/** Paths of migrations by the tables that they speak of. */
function migrationsByTable(workspace: Workspace): ReadonlyMap<string, readonly string[]> {
  const byTable = new Map<string, string[]>();
  for (const migration of workspace.migrations()) {
    for (const table of tablesOf(migration)) {
      byTable.set(table, [...(byTable.get(table) ?? []), migration.path]);
    }
  }
  return byTable;
}

/** The migrations of a resource's table, or why none of them was examined. */
function migrationsOf(
  { postgres }: Resource,
  byTable: ReadonlyMap<string, readonly string[]>,
  { request, examination: { scope } }: ChecklistContext,
): { paths: ReadonlySet<string>; reason: string | undefined } {
  const none = (reason: string): { paths: ReadonlySet<string>; reason: string } => ({ paths: new Set(), reason });
  if (postgres === undefined) return none('the resource has no table');
  const { table } = postgres;
  if (table === undefined) return none('the name of its table is not known');
  const own = byTable.get(table) ?? [];
  if (own.length === 0) return none('no migration of its table was found');
  const examined = own.filter((path) => scope.examinesMigration(path));
  if (examined.length > 0 || request.migrations.kind === 'all') return { paths: new Set(examined), reason: undefined };
  return none(request.migrations.reason);
}
