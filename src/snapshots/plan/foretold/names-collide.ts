import { indexNameOf } from '../../../ecto/index-name.ts';
import type { Operation, Origin } from '../../../ecto/operation.ts';
import { foreignKeyOf } from '../foreign-key-of.ts';
import { createCustomIndex, createIdentity, createReferenceIndex } from '../render/index-operation.ts';
import type { TablePair } from '../table-pair.ts';
import { causedBy, type Foretold, type ForetoldInput } from './foretold.ts';
import { keptName } from './kept-name.ts';
import { referenceIn } from './reference-in.ts';

interface Made {
  readonly kind: 'index' | 'foreign key';
  /** Indexes have names of their own in a schema, constraints in a table. */
  readonly space: string;
  readonly name: string;
  readonly table: string;
  readonly origin: Origin;
}

/** Two indexes or two keys that PostgreSQL would give one name (42P07, 42710). */
export function foretellNamesCollide({ pairs, migrations }: ForetoldInput): Foretold[] {
  return migrations.flatMap(({ up }) => {
    let there = pairs.flatMap(existing);
    return up.flatMap((operation, position): Foretold[] => {
      there = there.filter((item) => !isGone(item, operation));
      return madeBy(operation).flatMap((item): Foretold[] => {
        const other = there.find((taken) => taken.space === item.space && keptName(taken.name) === keptName(item.name));
        there = [...there, item];
        // One that is dropped further down is the same index, in its former shape.
        const isReplaced = up.slice(position).some((later) => other !== undefined && isGone(other, later));
        return other === undefined || isReplaced ? [] : [collision(item, other)];
      });
    });
  });
}

function collision(item: Made, other: Made): Foretold {
  const isCut = other.name !== item.name;
  const code = item.kind === 'index' ? '42P07' : '42710';
  const name = keptName(item.name);
  return {
    slug: isCut ? 'cut-names-collide' : 'names-collide',
    severity: 'error',
    table: item.table,
    message: isCut
      ? `The migration fails (${code}): PostgreSQL keeps 63 bytes of a name, and two of them become \`${name}\`.`
      : `The migration fails (${code}): another ${item.kind} is called \`${name}\` already.`,
    instead:
      item.kind === 'index'
        ? 'Give one of the two a name of its own: `identity_index_names` for an identity, `name` for a custom index.'
        : 'Give one of the two references a name of its own, with `name`.',
    ...causedBy(item.origin),
  };
}

/** The indexes and keys that a table has before anything changes. */
function existing({ before }: TablePair): Made[] {
  if (before === undefined) return [];
  const { table, schema, multitenancy } = before;
  const place = { table, schema, multitenancy, oldMultitenancy: multitenancy };
  const references = before.attributes.flatMap(({ source, references: reference }) =>
    reference?.index === true ? [createReferenceIndex(source, null, place, multitenancy)] : [],
  );
  const keys = before.attributes.flatMap((attribute): Made[] => {
    const key = foreignKeyOf(multitenancy, attribute);
    return key === undefined ? [] : [foreignKey(key.name, table, schema ?? undefined, {})];
  });
  const indexes = [
    ...before.identities.map((identity) => createIdentity(identity, place, multitenancy)),
    ...before.customIndexes.map((index) => createCustomIndex(index, before.baseFilter, place, multitenancy)),
    ...references,
  ];
  return [...indexes.flatMap(madeBy), ...keys];
}

function isGone({ kind, space, name, table }: Made, operation: Operation): boolean {
  if (kind === 'index') {
    if (operation.kind === 'drop-table') return operation.table === table && space === indexSpace(operation.prefix);
    if (operation.kind === 'execute')
      return /^ALTER INDEX (?:\w+\.)?(\S+) RENAME TO /.exec(operation.sql)?.[1] === name;
    return (
      operation.kind === 'drop-index' &&
      space === indexSpace(operation.prefix) &&
      keptName(indexNameOf(operation)) === keptName(name)
    );
  }
  if (operation.kind === 'rename-table' || operation.kind === 'drop-table') return operation.table === table;
  return operation.kind === 'drop-constraint' && operation.table === table && operation.name === name;
}

function madeBy(operation: Operation): Made[] {
  if (operation.kind === 'create-index') {
    const { table, prefix } = operation;
    return [{ kind: 'index', space: indexSpace(prefix), name: indexNameOf(operation), table, origin: operation }];
  }
  const columns =
    operation.kind === 'create-table' ? operation.columns : operation.kind === 'alter-table' ? operation.changes : [];
  return columns.flatMap((column): Made[] => {
    const reference = referenceIn(column);
    return reference === undefined || operation.table === undefined
      ? []
      : [foreignKey(reference.name, operation.table, operation.prefix, column)];
  });
}

function foreignKey(name: string, table: string, prefix: string | undefined, origin: Origin): Made {
  return { kind: 'foreign key', space: `key ${prefix ?? ''} ${table}`, name, table, origin };
}

function indexSpace(prefix: string | undefined): string {
  return `index ${prefix ?? ''}`;
}
