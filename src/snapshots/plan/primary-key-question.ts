import { printAtom } from '../../elixir/print.ts';
import { keyIdentity, keyIdentityName, withKeyIdentities } from '../key-identities.ts';
import type { PlannedTable } from './planned-repo.ts';
import type { Interview } from './question.ts';
import { tableName } from './stored-snapshots.ts';

/**
 * Asks which primary key a table has whose resources disagree, and none of which has the one that was written last
 * (`merge_primary_keys/3`). The other ones become unique indexes.
 */
export function withChosenKey(table: PlannedTable, interview: Interview): PlannedTable {
  const { keyChoices = [], snapshot } = table;
  if (keyChoices.length === 0) return table;
  const options = keyChoices.map(printKey);
  const prompt = [
    `Which primary key should be used for the table \`${snapshot.table}\` (enter the number)?\n`,
    ...options.map((key, index) => `${index}: ${key}`),
  ].join('\n');
  const place = interview.chooseNumber({ kind: 'primary-key', prompt, table: tableName(snapshot), options }) ?? 0;
  const chosen = keyChoices[place] ?? [];
  const others = keyChoices.filter((key) => key !== chosen);
  return {
    ...table,
    snapshot: {
      ...snapshot,
      attributes: snapshot.attributes.map((attribute) => ({
        ...attribute,
        primaryKey: chosen.includes(attribute.source),
      })),
      identities: withKeyIdentities(
        snapshot.identities,
        others.map((key) => keyIdentity(snapshot.table, key, keyIdentityName(snapshot.table, key))),
      ),
    },
  };
}

/** As the generator prints it; its columns are in the order of their names. */
export function printKey(columns: readonly string[]): string {
  return `[${columns.map(printAtom).join(', ')}]`;
}
