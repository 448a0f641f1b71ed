import { causedBy, type Foretold, type ForetoldInput } from './foretold.ts';

/** `CREATE SCHEMA` is not undone by `down`, where it makes the schema at all. */
export function foretellSchemaLeftBehind({ repo, migrations }: ForetoldInput): Foretold[] {
  const known = new Set(repo.stored.map(({ place }) => place.schema));
  return migrations.flatMap(({ up }) => {
    const made = up.flatMap((operation) =>
      operation.kind === 'execute' && /^CREATE SCHEMA\b/.test(operation.sql) && !known.has(operation.prefix ?? null)
        ? [operation]
        : [],
    );
    const first = made.filter((operation, position) => made.findIndex(({ sql }) => sql === operation.sql) === position);
    return first.map((operation): Foretold => ({
      slug: 'schema-left-behind',
      severity: 'info',
      table: operation.table ?? '',
      message: `Rolling back leaves the schema \`${operation.prefix ?? ''}\` behind: \`down\` does not drop it.`,
      instead: `Add \`execute("DROP SCHEMA ${operation.prefix ?? ''}")\` at the end of \`down\`, if no other table uses it.`,
      ...causedBy(operation),
    }));
  });
}
