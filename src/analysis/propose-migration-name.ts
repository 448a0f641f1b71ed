import type { PlanReport } from './plan-report.ts';

type Operation = PlanReport['migrations'][number]['up'][number];

/** A longer name is none that somebody wants to read in a list of files. */
const limit = 50;

/** A name for what a plan does, such as `add_priority_to_tickets`; `update_resources` where it does too much. */
export function proposeMigrationName({ migrations }: Pick<PlanReport, 'migrations'>): string {
  const operations = migrations.flatMap(({ up }) => up);
  const tables = [...new Set(operations.flatMap(({ table }) => table ?? []))];
  const candidates = [tablesChanged(operations), columnsChanged(operations, tables), named('update', tables)];
  const name = candidates.find((candidate) => candidate !== undefined && candidate.length <= limit);
  return name?.replace(/\W+/g, '_') ?? 'update_resources';
}

/** A table that is made or dropped says more than what else is done because of it. */
function tablesChanged(operations: readonly Operation[]): string | undefined {
  const renamed = operations.flatMap((operation) =>
    operation.kind === 'rename-table' ? [`rename_${operation.table}_to_${operation.to}`] : [],
  );
  const parts = [
    named('create', tablesOf(operations, 'create-table')),
    ...renamed,
    named('drop', tablesOf(operations, 'drop-table')),
  ];
  return joined(parts);
}

function tablesOf(operations: readonly Operation[], kind: 'create-table' | 'drop-table'): string[] {
  return operations.flatMap((operation) => (operation.kind === kind ? [operation.table] : []));
}

function columnsChanged(operations: readonly Operation[], [table, ...others]: readonly string[]): string | undefined {
  if (table === undefined || others.length > 0) return undefined;
  const changes = operations.flatMap((operation) => (operation.kind === 'alter-table' ? operation.changes : []));
  const columns = (kind: (typeof changes)[number]['kind']): string[] =>
    changes.flatMap((change) => (change.kind === kind ? [change.column] : []));
  const renamed = [...operations, ...changes].flatMap((change) =>
    change.kind === 'rename-column' ? [`rename_${change.column}_to_${change.to}_in_${table}`] : [],
  );
  const [added, modified, removed] = [columns('add'), columns('modify'), columns('remove')];
  const parts = [
    ...renamed,
    placed('add', added, 'to', table),
    placed('change', modified, 'of', table),
    placed('remove', removed, 'from', table),
  ];
  return joined(parts) ?? joined([named('index', operations.some(isIndex) ? [table] : [])]);
}

function isIndex({ kind }: Operation): boolean {
  return kind === 'create-index';
}

function placed(verb: string, columns: readonly string[], word: string, table: string): string | undefined {
  const what = named(verb, columns);
  return what === undefined ? undefined : `${what}_${word}_${table}`;
}

function named(verb: string, names: readonly string[]): string | undefined {
  return names.length === 0 ? undefined : `${verb}_${names.join('_and_')}`;
}

function joined(parts: readonly (string | undefined)[]): string | undefined {
  const given = parts.filter((part) => part !== undefined);
  return given.length === 0 ? undefined : given.join('_and_');
}
