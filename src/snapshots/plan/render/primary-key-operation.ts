import type { Operation } from '../../../ecto/operation.ts';
import type { SnapshotMultitenancy } from '../../snapshot.ts';
import type { Place } from '../change.ts';
import { executeLine } from './execute.ts';

export function addPrimaryKey(place: Place, keys: readonly string[]): Operation {
  return executeLine(place, `ALTER TABLE ${quotedTable(place)} ADD PRIMARY KEY (${keys.join(', ')})`);
}

export function dropPrimaryKeyBySql(place: Place): Operation {
  return executeLine(place, `ALTER TABLE ${quotedTable(place)} DROP constraint ${place.table}_pkey`);
}

/** Schema and table stand between one pair of quotes, as the generator has it: PostgreSQL finds no such table. */
function quotedTable({ table, schema, multitenancy }: Place): string {
  if (multitenancy.strategy === 'context') return `"#{prefix()}"."${table}"`;
  return schema === null ? `"${table}"` : `"${schema}.${table}"`;
}

export function dropPrimaryKey({ table, schema, origin }: Place, tenancy: SnapshotMultitenancy): Operation {
  return {
    kind: 'drop-constraint',
    table,
    prefix: tenancy.strategy === 'context' ? 'prefix()' : (schema ?? undefined),
    name: `${table}_pkey`,
    constraint: 'primary-key',
    ifExists: false,
    ...origin,
  };
}
