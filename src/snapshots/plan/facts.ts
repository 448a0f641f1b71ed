import type { SnapshotAttribute, SnapshotIdentity, SnapshotIndex, SnapshotMultitenancy } from '../snapshot.ts';
import type { Change, ChangeOf } from './change.ts';
import { serialTransition } from './serial.ts';

/**
 * What a change makes true, and what must be true before it (`OperationDeps` of ash_postgres 2.12.0). A fact is a text:
 * its name, the table it is about and, for some, a column, an index or a set of columns. A change waits for all others
 * that provide what it requires; what nobody provides is there already.
 */

/** Goes before all that it does not depend on. */
export function isEarly(change: Change): boolean {
  return (
    ['drop-table', 'remove-statement', 'remove-primary-key', 'add-primary-key-down'].includes(change.kind) ||
    (change.kind === 'alter-deferrability' && change.direction === 'down')
  );
}

export function providedBy(change: Change): string[] {
  const about = subject(change.table, change.schema);
  const structure = about('table-structure-ready');
  switch (change.kind) {
    case 'create-table':
    case 'rename-table':
    case 'move-table':
      return [about('table-ready'), structure];
    case 'add-attribute':
      return [about('column-ready', change.attribute.source), about('columns-settled'), structure];
    case 'rename-attribute':
      return [about('column-ready', change.to), about('columns-settled'), structure];
    case 'alter-attribute':
    case 'remove-attribute':
      return [about('columns-settled'), structure];
    case 'serial-sequence':
      return change.transition === 'add' ? [about('sequence-ready', change.column)] : [];
    case 'add-unique-index':
      return [structure, about('unique-index', uniqueColumns(change.identity, change.multitenancy))];
    case 'remove-unique-index':
      return [structure, ...change.identity.keys.map((key) => about('unique-index-removed', fieldName(key)))];
    case 'add-custom-index': {
      const { index, multitenancy } = change;
      return index.unique ? [structure, about('unique-index', uniqueColumnsOf(index, multitenancy))] : [structure];
    }
    case 'remove-custom-index':
      return [structure, ...removedIndexFacts(change)];
    case 'remove-reference-index':
      return [structure, about('reference-index-removed', change.source)];
    case 'remove-check':
      return [structure, ...checkColumns(change).map((column) => about('check-removed', column))];
    case 'drop-foreign-key': {
      if (change.direction === 'down') return [structure];
      const target = subject(change.reference.table, change.reference.schema);
      return [target('key-dropped', change.reference.destinationAttribute), target('keys-dropped'), structure];
    }
    case 'add-reference-index':
    case 'add-check':
    case 'alter-deferrability':
    case 'add-primary-key':
    case 'add-primary-key-down':
    case 'remove-primary-key':
    case 'remove-primary-key-down':
      return [structure];
    case 'drop-table':
    case 'rename-unique-index':
    case 'add-statement':
    case 'remove-statement':
      return [];
  }
}

export function requiredBy(change: Change): string[] {
  const about = subject(change.table, change.schema);
  const ready = about('table-ready');
  switch (change.kind) {
    case 'add-attribute':
      return [ready, ...referenceFacts(change.attribute, change)];
    case 'alter-attribute': {
      const sequence = serialTransition(change) === 'add' ? [about('sequence-ready', change.attribute.source)] : [];
      const columns = [change.old, change.attribute].map(({ source }) => about('column-ready', source));
      return [ready, ...columns, ...sequence, ...referenceFacts(change.attribute, change)];
    }
    case 'serial-sequence':
      return [ready, change.transition === 'add' ? about('column-ready', change.column) : about('columns-settled')];
    case 'rename-attribute':
      return [
        ready,
        ...['column-ready', 'unique-index-removed', 'check-removed', 'custom-index-removed'].map((fact) =>
          about(fact, change.from),
        ),
      ];
    case 'remove-attribute':
      return [ready, about('check-removed', change.attribute.source)];
    case 'add-unique-index': {
      const { where, baseFilter } = change.identity;
      const settled = where !== null || baseFilter !== null ? [about('columns-settled')] : [];
      return [...(change.after === undefined ? [] : [about('column-ready', change.after)]), ...settled, ready];
    }
    case 'remove-unique-index':
      return [ready, ...change.identity.keys.map((key) => about('key-dropped', fieldName(key)))];
    case 'add-custom-index':
      return [ready, ...addedIndexFacts(change)];
    case 'add-reference-index':
      return [ready, about('columns-settled'), about('reference-index-removed', change.source)];
    case 'add-check':
      return [ready, about('columns-settled'), ...checkColumns(change).map((column) => about('column-ready', column))];
    case 'remove-check':
      return [ready];
    case 'drop-foreign-key':
      return change.direction === 'down' ? [ready, about('columns-settled')] : [ready];
    case 'drop-table':
      return [about('keys-dropped')];
    case 'remove-primary-key':
      return change.keys.map((column) => about('key-dropped', column));
    case 'add-statement':
      return [change.table, ...change.statement.afterTables].map((table) =>
        subject(table, change.schema)('table-structure-ready'),
      );
    case 'create-table':
    case 'rename-table':
    case 'move-table':
    case 'alter-deferrability':
    case 'rename-unique-index':
    case 'remove-custom-index':
    case 'remove-reference-index':
    case 'remove-statement':
    case 'add-primary-key':
    case 'add-primary-key-down':
    case 'remove-primary-key-down':
      return [];
  }
}

function subject(table: string, schema: string | null): (fact: string, detail?: string) => string {
  return (fact, detail) => JSON.stringify([fact, schema ?? 'public', table, detail]);
}

/** A key needs its columns on both sides, and a unique index on exactly the columns that it refers to. */
function referenceFacts({ source, references }: SnapshotAttribute, own: Change): string[] {
  if (references === null) return [];
  const target = subject(references.table, references.schema);
  const matched = references.matchWith ?? [];
  const columns = [references.destinationAttribute, ...matched.map(([, destination]) => destination)];
  return [
    ...columns.map((column) => target('column-ready', column)),
    target('unique-index', columnSet(columns)),
    ...matched
      .filter(([column]) => column !== source)
      .map(([column]) => subject(own.table, own.schema)('column-ready', column)),
  ];
}

function uniqueColumns({ keys, allTenants }: SnapshotIdentity, multitenancy: SnapshotMultitenancy): string {
  return columnSet(
    withTenant(
      keys.map(({ value }) => value),
      allTenants,
      multitenancy,
    ),
  );
}

function uniqueColumnsOf({ fields, allTenants }: SnapshotIndex, multitenancy: SnapshotMultitenancy): string {
  return columnSet(
    withTenant(
      fields.map(({ value }) => value),
      allTenants,
      multitenancy,
    ),
  );
}

function withTenant(columns: readonly string[], allTenants: boolean, multitenancy: SnapshotMultitenancy): string[] {
  const { strategy, attribute } = multitenancy;
  return strategy === 'attribute' && attribute !== null && !allTenants ? [attribute, ...columns] : [...columns];
}

function columnSet(columns: readonly string[]): string {
  return [...new Set(columns)].sort().join(',');
}

/** A column that is given as a string is not the column to the generator. */
function fieldName({ kind, value }: { readonly kind: string; readonly value: string }): string {
  return kind === 'string' ? JSON.stringify(value) : value;
}

/** Two indexes without a written name may not wait for each other, so only a written one is a fact. */
function removedIndexFacts({ index, table, schema }: ChangeOf<'remove-custom-index'>): string[] {
  const about = subject(table, schema);
  const columns = index.fields.map((field) => about('custom-index-removed', fieldName(field)));
  return index.name === null ? columns : [about('index-name-free', index.name), ...columns];
}

function addedIndexFacts({ index, table, schema }: ChangeOf<'add-custom-index'>): string[] {
  const about = subject(table, schema);
  const columns = [...index.fields.map(({ value }) => value), ...(index.include ?? [])];
  const isPlain = index.where === null && columns.every((column) => /^\w+$/.test(column));
  const needed = isPlain ? columns.map((column) => about('column-ready', column)) : [about('columns-settled')];
  return index.name === null ? needed : [about('index-name-free', index.name), ...needed];
}

function checkColumns({ constraint, multitenancy }: ChangeOf<'add-check' | 'remove-check'>): string[] {
  const { attribute } = multitenancy;
  return attribute === null ? [...constraint.attribute] : [...new Set([attribute, ...constraint.attribute])];
}
