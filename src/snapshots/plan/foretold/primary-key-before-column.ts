import type { Operation } from '../../../ecto/operation.ts';
import type { ChangeOf } from '../change.ts';
import { foreignKeysTo } from './foreign-keys-to.ts';
import { causedBy, type Foretold, type ForetoldInput } from './foretold.ts';

/** A primary key that gets a new column: the key is made before the column (42703), or is still referred to (2BP01). */
export function foretellPrimaryKeyBeforeColumn(input: ForetoldInput): Foretold[] {
  return input.changes.flatMap((change) =>
    change.kind === 'add-primary-key'
      ? missingColumn(change, input)
      : change.kind === 'remove-primary-key'
        ? stillReferenced(change, input)
        : [],
  );
}

function missingColumn(change: ChangeOf<'add-primary-key'>, { changes, migrations }: ForetoldInput): Foretold[] {
  const { table } = change;
  const added = changes.flatMap((other) =>
    other.kind === 'add-attribute' && other.table === table && change.keys.includes(other.attribute.source)
      ? [other]
      : [],
  );
  return added.flatMap((other): Foretold[] => {
    const column = other.attribute.source;
    const isLate = migrations.some(({ up }) => {
      const key = up.findIndex(
        (operation) =>
          operation.kind === 'execute' && operation.table === table && /ADD PRIMARY KEY/.test(operation.sql),
      );
      const columnAt = up.findIndex((operation) => addsColumn(operation, table, column));
      return key !== -1 && columnAt > key;
    });
    if (!isLate) return [];
    return [
      {
        slug: 'primary-key-before-column',
        severity: 'error',
        table,
        message: `The migration fails (42703): codegen makes the primary key of \`${table}\` with \`${column}\` before it adds the column.`,
        instead: 'Add the column first, run codegen, and put it into the primary key in a second step.',
        ...causedBy(other.origin),
      },
    ];
  });
}

function addsColumn(operation: Operation, table: string, column: string): boolean {
  return (
    operation.kind === 'alter-table' &&
    operation.table === table &&
    operation.changes.some((change) => change.kind === 'add' && change.column === column)
  );
}

function stillReferenced(change: ChangeOf<'remove-primary-key'>, { pairs, migrations }: ForetoldInput): Foretold[] {
  const { table, schema, keys } = change;
  const remaining = foreignKeysTo(pairs, { table, schema }, keys).filter(
    ({ name, table: owner }) =>
      !migrations.some(({ up }) => {
        const dropAt = up.findIndex(
          (operation) => operation.kind === 'drop-constraint' && operation.table === owner && operation.name === name,
        );
        const keyAt = up.findIndex(
          (operation) =>
            operation.kind === 'drop-constraint' && operation.constraint === 'primary-key' && operation.table === table,
        );
        return dropAt !== -1 && dropAt < keyAt;
      }),
  );
  const [first] = remaining;
  if (first === undefined) return [];
  return [
    {
      slug: 'primary-key-before-column',
      severity: 'error',
      table,
      message: `The migration fails (2BP01): codegen drops the primary key of \`${table}\` while \`${first.name}\` of \`${first.table}\` refers to it.`,
      instead: `Take the reference away first, run codegen, change the key, and bring the reference back in a later step.`,
      ...causedBy(change.origin),
    },
  ];
}
