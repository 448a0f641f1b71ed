import { printDatabaseType } from '../../../ecto/database-type.ts';
import { typeChange } from '../../../ecto/type-change.ts';
import { databaseTypeOf } from '../../../ecto/type-name.ts';
import { causedBy, type Foretold, type ForetoldInput } from './foretold.ts';

/** A type that PostgreSQL does not cast to by itself is written as a plain `modify` (42804). */
export function foretellTypeWithoutCast({ migrations }: ForetoldInput): Foretold[] {
  return migrations.flatMap(({ up }) =>
    up.flatMap((operation) =>
      operation.kind !== 'alter-table'
        ? []
        : operation.changes.flatMap((change): Foretold[] => {
            if (change.kind !== 'modify' || change.from === undefined) return [];
            const type = typeof change.type === 'object' && 'table' in change.type ? change.type.type : change.type;
            const before = databaseTypeOf(change.from);
            const after = databaseTypeOf({ ...change, type });
            if (before === undefined || after === undefined || typeChange(before, after) !== 'impossible') return [];
            const types = [before, after].map((each) => `\`${printDatabaseType(each)}\``);
            return [
              {
                slug: 'type-without-cast',
                severity: 'error',
                table: operation.table,
                message: `The migration fails (42804): codegen modifies \`${change.column}\` from ${types.join(' to ')}, which PostgreSQL does not cast by itself.`,
                instead:
                  'Add an attribute of the new type, fill it, and remove the old one later; or write `ALTER TABLE … TYPE … USING …` into the migration.',
                ...causedBy(change),
              },
            ];
          }),
    ),
  );
}
