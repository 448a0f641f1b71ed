import type { Operation } from '../../../ecto/operation.ts';
import type { SnapshotIdentity, SnapshotReference, SnapshotStatement } from '../../snapshot.ts';
import type { ChangeOf, Place } from '../change.ts';
import type { SingleChange } from '../phases.ts';
import { executeLine, executeText, inSchema } from './execute.ts';
import {
  createCustomIndex,
  createIdentity,
  createReferenceIndex,
  dropCustomIndex,
  dropIdentity,
  dropReferenceIndex,
} from './index-operation.ts';
import { addPrimaryKey, dropPrimaryKey, dropPrimaryKeyBySql } from './primary-key-operation.ts';
import { sequenceStatements } from './serial-sequence.ts';

/** The commands of a change that stands alone, in one direction; none where it belongs to the other. */
export function singleOperations(change: SingleChange, direction: 'up' | 'down'): Operation[] {
  const isUp = direction === 'up';
  const { multitenancy, oldMultitenancy } = change;
  switch (change.kind) {
    case 'drop-table':
      return [isUp ? dropTable(change) : comment(change, '# Rollback would require recreating the table manually')];
    case 'rename-table':
      return [isUp ? renameTable(change, change.from, change.table) : renameTable(change, change.table, change.from)];
    case 'move-table':
      return isUp ? moveTable(change) : [setSchema(change, change.schema, change.oldSchema)];
    case 'rename-attribute': {
      const { table, schema, origin, from, to } = change;
      const [column, name] = isUp ? [from, to] : [to, from];
      return [{ kind: 'rename-column', table, prefix: schema ?? undefined, column, to: name, ...origin }];
    }
    case 'drop-foreign-key':
      return change.direction === direction ? [dropForeignKey(change.reference, change)] : [];
    case 'alter-deferrability':
      return change.direction === direction ? setDeferrable(change.reference, change) : [];
    case 'serial-sequence':
      return [executeText(change, sequenceStatements(change)[direction])];
    case 'add-unique-index':
      return [(isUp ? createIdentity : dropIdentity)(change.identity, change, multitenancy)];
    case 'remove-unique-index':
      return [(isUp ? dropIdentity : createIdentity)(change.identity, change, oldMultitenancy)];
    case 'rename-unique-index':
      return [isUp ? renameIndex(change, change.old, change.identity) : renameIndexBack(change)];
    case 'add-custom-index':
    case 'remove-custom-index': {
      const tenancy = change.kind === 'add-custom-index' ? multitenancy : oldMultitenancy;
      return [
        isUp === (change.kind === 'add-custom-index')
          ? createCustomIndex(change.index, change.baseFilter, change, tenancy)
          : dropCustomIndex(change.index, change, tenancy),
      ];
    }
    case 'add-reference-index':
    case 'remove-reference-index': {
      const tenancy = change.kind === 'add-reference-index' ? multitenancy : oldMultitenancy;
      return [
        isUp === (change.kind === 'add-reference-index')
          ? createReferenceIndex(change.source, change.where, change, tenancy)
          : dropReferenceIndex(change.source, change, tenancy),
      ];
    }
    case 'add-check':
      return [isUp ? createCheck(change) : dropCheck(change)];
    case 'remove-check':
      return [isUp ? dropCheck(change) : createCheck(change)];
    case 'add-statement':
      return [statement(change, change.statement, isUp ? 'up' : 'down')];
    case 'remove-statement':
      return [statement(change, change.statement, isUp ? 'down' : 'up')];
    case 'add-primary-key':
      return isUp ? [addPrimaryKey(change, change.keys)] : [];
    case 'add-primary-key-down':
      if (isUp) return [];
      return [...(change.removeOld ? [dropPrimaryKeyBySql(change)] : []), addPrimaryKey(change, change.keys)];
    case 'remove-primary-key':
      return isUp ? [dropPrimaryKey(change, oldMultitenancy)] : [];
    case 'remove-primary-key-down':
      return isUp ? [] : [dropPrimaryKey(change, multitenancy)];
  }
}

/** A block names the tenant's schema by a call; other commands leave it to the migrator. */
export function blockPrefix({ schema, multitenancy }: Place): string | undefined {
  return multitenancy.strategy === 'context' ? 'prefix()' : (schema ?? undefined);
}

export function dropTable(place: Place): Operation {
  return { kind: 'drop-table', table: place.table, prefix: blockPrefix(place), ...place.origin };
}

function comment({ table, schema, origin }: Place, code: string): Operation {
  return { kind: 'code', table, prefix: schema ?? undefined, code, ...origin };
}

function renameTable(place: Place, table: string, to: string): Operation {
  return { kind: 'rename-table', table, prefix: blockPrefix(place), to, ...place.origin };
}

function moveTable(change: ChangeOf<'move-table'>): Operation[] {
  const { schema, createSchema, oldSchema } = change;
  return [
    ...(createSchema && schema !== null ? [createSchemaOf(change, schema)] : []),
    setSchema(change, oldSchema, schema),
  ];
}

export function createSchemaOf(place: Place, schema: string): Operation {
  return executeLine(place, `CREATE SCHEMA IF NOT EXISTS ${schema}`);
}

function setSchema(place: Place, from: string | null, to: string | null): Operation {
  const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
  const table = from === null ? quoted(place.table) : `${quoted(from)}.${quoted(place.table)}`;
  return executeLine(place, `ALTER TABLE ${table} SET SCHEMA ${quoted(to ?? 'public')}`);
}

function dropForeignKey({ name }: SnapshotReference, { table, schema, origin }: Place): Operation {
  const prefix = schema ?? undefined;
  return { kind: 'drop-constraint', table, prefix, name, constraint: 'foreign-key', ifExists: false, ...origin };
}

function setDeferrable(reference: SnapshotReference | null, place: Place): Operation[] {
  if (reference === null) return [];
  const how =
    reference.deferrable === true
      ? 'DEFERRABLE INITIALLY IMMEDIATE'
      : reference.deferrable === 'initially'
        ? 'DEFERRABLE INITIALLY DEFERRED'
        : 'NOT DEFERRABLE';
  const table = inSchema(place.table, place.schema);
  return [executeLine(place, `ALTER TABLE ${table} ALTER CONSTRAINT ${reference.name} ${how}`)];
}

function renameIndex(place: Place, old: SnapshotIdentity, identity: SnapshotIdentity): Operation {
  const from = old.indexName ?? `${place.table}_${old.name}_index`;
  const to = identity.indexName ?? '';
  return executeLine(place, `ALTER INDEX ${inSchema(from, place.schema)} RENAME TO ${inSchema(to, place.schema)}`);
}

function renameIndexBack(change: ChangeOf<'rename-unique-index'>): Operation {
  const to = change.old.indexName ?? `${change.table}_${change.old.name}_index`;
  return renameIndex(change, change.identity, { ...change.old, indexName: to });
}

/** The text with which a check is removed and comes back is another one than that with which it is made. */
function createCheck(change: ChangeOf<'add-check' | 'remove-check'>): Operation {
  const { table, schema, origin, constraint } = change;
  const { name, check, baseFilter } = constraint;
  const text =
    baseFilter === null
      ? check
      : change.kind === 'add-check'
        ? `(${check}) OR NOT (${baseFilter})`
        : `${baseFilter} AND ${check}`;
  return { kind: 'create-constraint', table, prefix: schema ?? undefined, name, check: text, ...origin };
}

function dropCheck({ table, schema, origin, constraint: { name } }: ChangeOf<'add-check' | 'remove-check'>): Operation {
  const prefix = schema ?? undefined;
  return { kind: 'drop-constraint', table, prefix, name, constraint: 'check', ifExists: true, ...origin };
}

function statement(place: Place, { code, ...texts }: SnapshotStatement, direction: 'up' | 'down'): Operation {
  return code ? comment(place, texts[direction]) : executeText(place, texts[direction]);
}
