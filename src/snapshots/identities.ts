import type { Identity } from '../ash/model.ts';
import { asName, asString } from '../elixir/literal.ts';
import type { PartContext } from './attributes.ts';
import { resourcePlace } from './attributes.ts';
import { placeIn, placeOf } from './causes.ts';
import { isUnknown, type Known, type PartialIdentity, type SnapshotKey } from './snapshot.ts';
import { allKnown, mapKnown, orUnknown, unknown } from './unknown.ts';

/**
 * The unique indexes that identities make, by name. Where SQL is missing the generator raises: the identity is then
 * not known, since nothing can be written for it.
 */
export function identitiesOf(context: PartContext, skipped: readonly string[]): PartialIdentity[] {
  return context.resource.identities
    .filter((identity) => !skipped.includes(identity.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((identity) => identityOf(context, identity));
}

function identityOf(context: PartContext, identity: Identity): PartialIdentity {
  const { options, table } = context;
  tellCauses(context, identity);
  const names = options.pairs('identity_index_names');
  const baseFilter = options.text('base_filter_sql');
  return {
    name: identity.name,
    keys: keysOf(context, identity),
    where: whereOf(context, identity),
    baseFilter:
      baseFilter === null && context.resource.baseFilter !== undefined
        ? unknown('`base_filter_sql` is missing, so the generator raises')
        : baseFilter,
    allTenants: orUnknown(identity.allTenants, '`all_tenants?` is computed'),
    nilsDistinct: orUnknown(identity.nilsDistinct, '`nils_distinct?` is computed'),
    indexName: mapKnown(names, (known): Known<string> => {
      const own = known.get(identity.name);
      if (own === undefined) return `${table}_${identity.name}_index`;
      return asName(own.value) ?? unknown('its name in `identity_index_names` is computed');
    }),
  };
}

function keysOf({ resource, options }: PartContext, identity: Identity): Known<readonly SnapshotKey[]> {
  if (identity.keys === undefined) return unknown('its keys are computed');
  return allKnown(
    identity.keys.map((key): Known<SnapshotKey> => {
      const attribute = resource.attributes.find((candidate) => candidate.name === key);
      if (attribute !== undefined) {
        return mapKnown(orUnknown(attribute.source, `the column of \`${key}\` is computed`), (value) => ({
          kind: 'atom',
          value,
        }));
      }
      const sql = options.pairs('calculations_to_sql');
      if (isUnknown(sql)) return sql;
      const text = asString(sql.get(key)?.value);
      return text === undefined
        ? unknown(`the SQL of \`${key}\` is not known`)
        : { kind: 'string', value: `(${text})` };
    }),
  );
}

function whereOf({ options }: PartContext, identity: Identity): Known<string | null> {
  if (identity.where === undefined) return null;
  const sql = options.pairs('identity_wheres_to_sql');
  if (isUnknown(sql)) return sql;
  return asString(sql.get(identity.name)?.value) ?? unknown('the SQL of its `where` is not known');
}

function tellCauses({ causes, options, resource }: PartContext, identity: Identity): void {
  const path = `identities/${identity.name}`;
  const { declaration } = identity;
  causes.tell(path, declaration === undefined ? resourcePlace(resource) : placeOf(declaration));
  for (const [field, option] of [
    ['where', 'identity_wheres_to_sql'],
    ['indexName', 'identity_index_names'],
  ] as const) {
    const pairs = options.pairs(option);
    const pair = isUnknown(pairs) ? undefined : pairs.get(identity.name);
    if (pair !== undefined) causes.tell(`${path}/${field}`, placeIn(pair.declaration, pair.span));
  }
  causes.tellOption(`${path}/where`, declaration, 'where');
  causes.tellOption(`${path}/nilsDistinct`, declaration, 'nils_distinct?');
  causes.tellOption(`${path}/allTenants`, declaration, 'all_tenants?');
  causes.tell(`${path}/baseFilter`, options.placeOf('base_filter_sql'));
  const keys = declaration?.args[1];
  if (declaration !== undefined && keys !== undefined) causes.tell(`${path}/keys`, placeIn(declaration, keys));
}
