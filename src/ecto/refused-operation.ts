import { defaultSql } from './default-sql.ts';
import { indexNameOf } from './index-name.ts';
import { parseLiteral } from './literal-code.ts';
import type { ColumnOperation, Operation } from './operation.ts';
import { isReference } from './column-type-sql.ts';

/**
 * Why Ecto raises when a command's turn comes, after what stands before it was sent (ecto_sql 3.14: `command/1` of the
 * runner, and the PostgreSQL adapter).
 */
export function refusedOperation(operation: Operation): string | undefined {
  switch (operation.kind) {
    case 'create-table':
      return refusedColumns(operation.columns) ?? badName(namesOf(operation));
    case 'alter-table':
      return refusedColumns(operation.changes) ?? badName(namesOf(operation));
    case 'create-constraint': {
      const { check, exclude } = operation;
      if (check === undefined && exclude === undefined)
        return 'a constraint must have either a check or exclude option';
      if (check !== undefined && exclude !== undefined)
        return 'a constraint must not have both check and exclude options';
      return badName(namesOf(operation));
    }
    case 'execute':
    case 'code':
      return undefined;
    default:
      return badName(namesOf(operation));
  }
}

function namesOf(operation: Exclude<Operation, { readonly kind: 'execute' | 'code' }>): string[] {
  const own = [operation.table, operation.prefix ?? ''];
  switch (operation.kind) {
    case 'create-table':
      return [...own, ...operation.columns.flatMap(columnNames)];
    case 'alter-table':
      return [...own, ...operation.changes.flatMap(columnNames)];
    case 'create-index':
    case 'drop-index':
      return [
        ...own,
        indexNameOf(operation),
        ...operation.columns.flatMap(({ kind, name }) => (kind === 'sql' ? [] : [name])),
      ];
    case 'create-constraint':
    case 'drop-constraint':
      return [...own, operation.name];
    case 'rename-column':
      return [...own, operation.column, operation.to];
    case 'rename-index':
      return [...own, operation.name, operation.to];
    case 'rename-table':
      return [...own, operation.to];
    case 'drop-table':
      return own;
  }
}

function columnNames(column: ColumnOperation): string[] {
  const type = column.kind === 'add' || column.kind === 'modify' ? column.type : '';
  return typeof type === 'object' && 'table' in type
    ? [column.column, type.table, type.column, type.name]
    : [column.column];
}

function badName(names: readonly string[]): string | undefined {
  const bad = names.find((name) => name.includes('"'));
  return bad === undefined
    ? undefined
    : `bad literal/field/index/table name ${JSON.stringify(bad)} (" is not permitted)`;
}

function refusedColumns(columns: readonly ColumnOperation[]): string | undefined {
  for (const column of columns) {
    if ((column.kind !== 'add' && column.kind !== 'modify') || column.default === undefined) continue;
    const type = isReference(column.type) ? column.type.type : column.type;
    // Other code is computed, and told as such.
    const isLiteral = parseLiteral(column.default) !== undefined;
    if (isLiteral && defaultSql(column.default, type) === undefined)
      return `unknown default \`${column.default}\` for type \`${JSON.stringify(type)}\``;
  }
  return undefined;
}
