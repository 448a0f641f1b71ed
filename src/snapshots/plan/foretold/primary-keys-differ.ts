import { printNames } from '../../../base/names.ts';
import type { SnapshotIdentity } from '../../snapshot.ts';
import type { PlannedRepo, PlannedTable } from '../planned-repo.ts';
import { printKey } from '../primary-key-question.ts';
import { causedBy, type Foretold } from './foretold.ts';

/**
 * Resources of one table with different primary keys: the keys that the table has not become unique indexes, and the
 * generator raises over those as soon as it finds one of the keys in the last snapshot (2.12.0, `merge_primary_keys/3`
 * leaves out the name of the index, which `AddUniqueIndex.up/1` takes apart).
 */
export function foretellPrimaryKeysDiffer({ tables }: PlannedRepo): Foretold[] {
  return tables.flatMap((table) => {
    const what = raised(table) ?? asked(table);
    if (what === undefined) return [];
    const { keys, ...found } = what;
    const origin = causedBy(table.originOf('table'));
    const instead = `Give one of the resources an identity over the same columns, in the order of their names (${keys.map(printKey).join(', ')}), or all of them the same key.`;
    return [{ slug: 'primary-keys-differ', table: table.snapshot.table, ...found, instead, ...origin }];
  });
}

type Found = Pick<Foretold, 'severity' | 'message'> & { readonly keys: readonly (readonly string[])[] };

function raised({ snapshot: { table, identities } }: PlannedTable): Found | undefined {
  const keys = identities.filter(({ ofKey }) => ofKey === true).map(columnsOf);
  const [first] = keys;
  if (first === undefined) return undefined;
  const message = `Codegen raises ("no function clause matching in … AddUniqueIndex.up/1") and writes nothing: the table \`${table}\` has one primary key, and a resource of it another one, of ${printNames(first)}.`;
  return { severity: 'error', message, keys };
}

function asked({ snapshot: { table, identities }, keyChoices = [] }: PlannedTable): Found | undefined {
  const covered = identities.filter(({ baseFilter, where }) => baseFilter === null && where === null);
  const keys = keyChoices.filter((key) => !covered.some((identity) => printKey(columnsOf(identity)) === printKey(key)));
  if (keys.length === 0) return undefined;
  const message = `Codegen asks which primary key the table \`${table}\` has, since its resources have different ones (${keyChoices.map(printKey).join(', ')}), makes unique indexes of the others, and raises whenever it is run after that.`;
  return { severity: 'warning', message, keys };
}

function columnsOf({ keys }: SnapshotIdentity): string[] {
  return keys.map(({ value }) => value);
}
