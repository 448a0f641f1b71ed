import { locks, type Cost } from './cost-schema.ts';
import type { ColumnOperation, Operation } from './operation.ts';
import { typeChange } from './type-change.ts';
import { databaseTypeOf } from './type-name.ts';
import { volatileFunctionIn } from './volatile.ts';

type Lock = Cost['lock'];
type Work = Cost['work'];

const safer = {
  index:
    'Make the index with `concurrently: true`, in a migration of its own that has `@disable_ddl_transaction true` and `@disable_migration_lock true`.',
  dropIndex: 'Drop the index with `concurrently: true`, in a migration of its own without a transaction.',
  check:
    'Add the constraint with `validate: false`, and validate it in a second migration (`ALTER TABLE … VALIDATE CONSTRAINT …`), which lets others write.',
  reference:
    'Add the key with `validate: false`, and validate it in a second migration (`ALTER TABLE … VALIDATE CONSTRAINT …`), which lets others write.',
  notNull:
    'Add a check `column IS NOT NULL` with `validate: false`, validate it in a second migration, then set NOT NULL, which believes the check, and drop the check.',
  required: 'Add the column without NOT NULL, fill it in batches, then require it.',
  volatile: 'Add the column without the default, set the default in a second step, and fill the old rows in batches.',
  type: 'Add a column of the new type, write both, copy in batches, and drop the old one once nothing reads it.',
  rename: 'Keep the name in the database and set `source` in the resource; or add, copy, and remove later.',
  dropColumn: 'Stop reading the column first, deploy, and drop it with the next release.',
  dropTable: 'Stop using the table first, deploy, and drop it with the next release.',
  primaryKey:
    'Make a unique index concurrently first, then `ALTER TABLE … ADD CONSTRAINT … PRIMARY KEY USING INDEX …`.',
} as const;

/** What an operation costs on a table that has rows. `isNew` says that the same migration makes the table. */
export function costOf(operation: Operation, isNew: (table: string, prefix: string | undefined) => boolean): Cost {
  if (operation.table !== undefined && isNew(operation.table, operation.prefix) && operation.kind !== 'code')
    return free;
  switch (operation.kind) {
    case 'create-table':
      return free;
    case 'alter-table':
      return operation.changes.map(columnCost).reduce(heavier, free);
    case 'drop-table':
      return cost('access exclusive', 'none', safer.dropTable);
    case 'rename-table':
    case 'rename-column':
      return cost('access exclusive', 'none', safer.rename);
    case 'create-index':
      return operation.concurrently === true
        ? cost('share update exclusive', 'scan')
        : cost('share', 'scan', safer.index);
    case 'drop-index':
      return operation.concurrently === true
        ? cost('share update exclusive', 'none')
        : cost('access exclusive', 'none', safer.dropIndex);
    case 'rename-index':
      return cost('share update exclusive', 'none');
    case 'create-constraint':
      return constraintCost(operation);
    case 'drop-constraint':
      return cost('access exclusive', 'none');
    case 'execute':
      return sqlCost(operation.sql);
    case 'code':
      return operation.code.startsWith('#') ? free : cost('unknown', 'unknown');
  }
}

/** An exclusion constraint is an index, which cannot be built beside the writers. */
function constraintCost({ exclude, validate }: Operation & { kind: 'create-constraint' }): Cost {
  if (exclude !== undefined) return cost('access exclusive', 'scan');
  return validate === false ? cost('access exclusive', 'none') : cost('access exclusive', 'scan', safer.check);
}

const free: Cost = { lock: 'none', work: 'none' };

function cost(lock: Lock, work: Work, hint?: string): Cost {
  return hint === undefined ? { lock, work } : { lock, work, safer: hint };
}

/** What one column costs in `alter table`; the heaviest decides for the block. */
export function columnCost(change: ColumnOperation): Cost {
  switch (change.kind) {
    case 'add':
      return addCost(change);
    case 'modify':
      return modifyCost(change);
    case 'remove':
      return cost('access exclusive', 'none', safer.dropColumn);
    case 'rename-column':
      return cost('access exclusive', 'none', safer.rename);
  }
}

function addCost(change: ColumnOperation & { kind: 'add' }): Cost {
  const isNumbering = change.type === 'serial' || change.type === 'bigserial' || change.type === 'identity';
  if (isNumbering || volatileFunctionIn(change.default ?? '') !== undefined)
    return cost('access exclusive', 'rewrite', safer.volatile);
  if (change.null === false && change.default === undefined) return cost('access exclusive', 'scan', safer.required);
  return referenceCost(change);
}

/** A column of no reference costs nothing but the lock. */
function referenceCost({ type }: ColumnOperation & { kind: 'add' | 'modify' }): Cost {
  const isChecked = typeof type === 'object' && 'table' in type && type.validate !== false;
  return isChecked ? cost('access exclusive', 'scan', safer.reference) : cost('access exclusive', 'none');
}

function modifyCost(change: ColumnOperation & { kind: 'modify' }): Cost {
  const { type, from, size, precision, scale } = change;
  const isReference = typeof type === 'object' && 'table' in type;
  const own = isReference ? type.type : type;
  const before = from === undefined ? undefined : databaseTypeOf(from);
  const after = databaseTypeOf({ type: own, size, precision, scale });
  const effect = before === undefined || after === undefined ? undefined : typeChange(before, after);
  const isSame = from !== undefined && JSON.stringify(from.type) === JSON.stringify(own);
  const isSized = [size, precision, scale].some((value) => value !== undefined);
  if (effect === 'rewrites' || effect === 'rounds' || effect === 'shortens' || effect === 'impossible')
    return cost('access exclusive', 'rewrite', safer.type);
  if (effect === undefined && (!isSame || isSized)) return cost('access exclusive', 'unknown', safer.type);
  if (change.null === false) return cost('access exclusive', 'scan', safer.notNull);
  if (change.primaryKey === true) return cost('access exclusive', 'scan', safer.primaryKey);
  return referenceCost(change);
}

/** The statements that AshPostgres itself writes; anything else may do anything. */
function sqlCost(sql: string): Cost {
  if (/^\s*CREATE (SCHEMA|EXTENSION|(OR REPLACE )?FUNCTION)\b/i.test(sql)) return free;
  if (/^\s*ALTER TABLE \S+ ADD PRIMARY KEY\b/i.test(sql)) return cost('access exclusive', 'scan', safer.primaryKey);
  if (/^\s*ALTER TABLE \S+ (SET SCHEMA|ALTER CONSTRAINT|DROP CONSTRAINT)\b/i.test(sql))
    return cost('access exclusive', 'none');
  if (/^\s*ALTER INDEX \S+ RENAME TO\b/i.test(sql)) return cost('share update exclusive', 'none');
  return cost('unknown', 'unknown');
}

const weights: Readonly<Record<Work, number>> = { none: 0, unknown: 1, scan: 2, rewrite: 3 };

function heavier(a: Cost, b: Cost): Cost {
  if (weights[a.work] !== weights[b.work]) return weights[a.work] > weights[b.work] ? a : b;
  return locks.indexOf(a.lock) >= locks.indexOf(b.lock) ? a : b;
}
