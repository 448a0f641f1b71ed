import type { Resource } from '../../ash/model.ts';
import { oncePer } from '../../base/once-per.ts';
import { findOption } from '../../elixir/declaration.ts';
import { postgresOptions, type PostgresOptions } from '../postgres-options.ts';
import { isUnknown } from '../snapshot.ts';

/**
 * What the generator raises on a resource before it writes anything: SQL that only the user can give is missing.
 * Undefined where it is there, or where it cannot be told.
 */
export const raisedByResource = oncePer((resource: Resource): string | undefined => {
  const { postgres } = resource;
  if (postgres === undefined) return undefined;
  const options = postgresOptions(postgres.declarations);
  return raisedByIdentities(resource, options) ?? raisedByChecks(resource, options);
});

function raisedByIdentities(resource: Resource, options: PostgresOptions): string | undefined {
  const { identities } = resource;
  if (identities.length > 0 && lacksBaseFilterSql(resource, options)) {
    return [
      'Cannot create a unique index for a resource with a base filter without also configuring `base_filter_sql`.',
      'You must provide the `base_filter_sql` option, or skip unique indexes with `skip_unique_indexes`"',
    ].join('\n\n');
  }
  const skipped = options.names('skip_unique_indexes');
  const wheres = options.pairs('identity_wheres_to_sql');
  const calculations = options.pairs('calculations_to_sql');
  if (isUnknown(skipped) || isUnknown(wheres) || isUnknown(calculations)) return undefined;
  const kept = identities.filter(({ name }) => !skipped.includes(name)).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const { name, keys, where } of kept) {
    const key = (keys ?? []).find((own) => isCalculation(resource, own) && !calculations.has(own));
    if (key !== undefined) {
      return `Must define an entry for :${key} in \`postgres.calculations_to_sql\`, or skip this identity with \`postgres.skip_unique_indexes\``;
    }
    if (where !== undefined && !wheres.has(name)) {
      return [
        `Must provide an entry for :${name} in \`postgres.identity_wheres_to_sql\`, or skip this identity with \`postgres.skip_unique_indexes\`.`,
        'See https://hexdocs.pm/ash_postgres/AshPostgres.DataLayer.Info.html#identity_wheres_to_sql/1 for an example.',
      ].join('\n\n');
    }
  }
  return undefined;
}

function isCalculation({ calculations }: Resource, key: string): boolean {
  return calculations.some(({ name }) => name === key);
}

function raisedByChecks(resource: Resource, options: PostgresOptions): string | undefined {
  const withSql = options
    .entities('check_constraints', 'check_constraint')
    .some((declaration) => findOption(declaration, 'check') !== undefined);
  if (!withSql || !lacksBaseFilterSql(resource, options)) return undefined;
  return [
    'Cannot create a check constraint for a resource with a base filter without also configuring `base_filter_sql`.',
    'You must provide the `base_filter_sql` option, or manually create add the check constraint to your migrations.',
  ].join('\n\n');
}

function lacksBaseFilterSql({ baseFilter }: Resource, options: PostgresOptions): boolean {
  return baseFilter !== undefined && options.text('base_filter_sql') === null;
}
