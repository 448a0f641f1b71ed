import { printDatabaseType } from '../../../ecto/database-type.ts';
import { typeChange } from '../../../ecto/type-change.ts';
import { databaseTypeOf } from '../../../ecto/type-name.ts';
import { foreignKeyOf } from '../foreign-key-of.ts';
import { causedBy, type Foretold, type ForetoldInput } from './foretold.ts';

/** A key whose column has another type than the one it refers to (42804): `belongs_to` takes a uuid unless told. */
export function foretellReferenceOfOtherType({ pairs, changes }: ForetoldInput): Foretold[] {
  return changes.flatMap((change): Foretold[] => {
    if (change.kind !== 'alter-attribute') return [];
    const { attribute } = change;
    const reference = foreignKeyOf(change.multitenancy, attribute);
    if (reference === undefined) return [];
    const pair = pairs.find(
      ({ after }) => after.table === reference.table && (after.schema ?? 'public') === (reference.schema ?? 'public'),
    );
    const target = pair?.after.attributes.find(({ source }) => source === reference.destinationAttribute);
    // A type that was assumed proves nothing.
    if (pair?.originOf('attributes', reference.destinationAttribute)?.note !== undefined) return [];
    const own = databaseTypeOf({ type: attribute.type });
    const foreign = target === undefined ? undefined : databaseTypeOf({ type: target.type });
    if (own === undefined || foreign === undefined) return [];
    const isComparable =
      [typeChange(own, foreign), typeChange(foreign, own)].every((effect) => effect !== 'impossible') &&
      !isTextAgainst(own.name, foreign.name);
    if (isComparable) return [];
    return [
      {
        slug: 'reference-of-other-type',
        severity: 'error',
        table: change.table,
        message: `The migration fails (42804): \`${attribute.source}\` is a \`${printDatabaseType(own)}\` and refers to \`${reference.table}.${reference.destinationAttribute}\`, a \`${printDatabaseType(foreign)}\`.`,
        instead: 'Set `attribute_type` of the `belongs_to` to the type of the column that it refers to.',
        ...causedBy(change.origin),
      },
    ];
  });
}

/** A text casts from anything when it is assigned, and is compared with nothing else. */
function isTextAgainst(own: string, foreign: string): boolean {
  const texts = ['text', 'varchar', 'citext'];
  return texts.includes(own) !== texts.includes(foreign);
}
