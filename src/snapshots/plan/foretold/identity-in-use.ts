import { foreignKeysTo } from './foreign-keys-to.ts';
import { causedBy, type Foretold, type ForetoldInput } from './foretold.ts';

/** The index of an identity is dropped while a foreign key rests on it (2BP01). */
export function foretellIdentityInUse({ pairs, changes, migrations }: ForetoldInput): Foretold[] {
  return changes.flatMap((change): Foretold[] => {
    if (change.kind !== 'remove-unique-index') return [];
    const { table, schema, identity } = change;
    const before = pairs.find((pair) => pair.before?.table === table && pair.before.schema === schema)?.before;
    const keys = identity.keys.map(({ value }) => value);
    const primary = (before?.attributes ?? []).filter(({ primaryKey }) => primaryKey).map(({ source }) => source);
    if (primary.length === keys.length && primary.every((key) => keys.includes(key))) return [];
    // A key to one of several columns rests on another index.
    const user = foreignKeysTo(pairs, { table, schema }, keys).find(
      (key) => keys.length === 1 && !isDroppedFirst(key, identity.indexName ?? '', migrations),
    );
    if (user === undefined) return [];
    return [
      {
        slug: 'identity-in-use',
        severity: 'error',
        table,
        message: `The migration fails (2BP01): codegen drops the index of the identity \`${identity.name}\`, on which \`${user.name}\` of \`${user.table}\` rests.`,
        instead: 'Take the reference away in the same step, or before.',
        ...causedBy(change.origin),
      },
    ];
  });
}

function isDroppedFirst(
  key: { readonly name: string; readonly table: string },
  index: string,
  migrations: ForetoldInput['migrations'],
): boolean {
  return migrations.some(({ up }) => {
    const keyAt = up.findIndex(
      (operation) =>
        operation.kind === 'drop-constraint' && operation.table === key.table && operation.name === key.name,
    );
    const indexAt = up.findIndex((operation) => operation.kind === 'drop-index' && operation.name === index);
    return keyAt !== -1 && keyAt < indexAt;
  });
}
