import { printAtom } from '../../../elixir/print.ts';
import type { ReferenceTarget, TypeName } from '../../../ecto/operation.ts';
import type { SnapshotAttribute, SnapshotReference } from '../../snapshot.ts';
import type { Place } from '../change.ts';

/** The key of a column that is added; undefined from a public table to one of tenants. */
export function addedReference(
  attribute: SnapshotAttribute,
  reference: SnapshotReference,
  { schema, multitenancy }: Place,
): ReferenceTarget | undefined {
  const [own, target] = [multitenancy.strategy, reference.multitenancy.strategy];
  if (own === 'attribute' && target === 'attribute') {
    return { ...base(attribute, reference, multitenancy.attribute), prefix: reference.schema ?? undefined };
  }
  if (own === 'context' && target === 'attribute') {
    const written = ['column', 'with', 'match', 'prefix', 'name', 'type', 'on_delete', 'on_update'];
    return { ...base(attribute, reference, null), prefix: reference.schema ?? undefined, written };
  }
  if (target === 'context') {
    if (own !== 'context') return undefined;
    // The generator writes the sizes into `references`, among tenants only.
    const { size, precision, scale } = attribute;
    return {
      ...base(attribute, reference, null),
      prefix: 'prefix()',
      size: size ?? undefined,
      precision: precision ?? undefined,
      scale: scale ?? undefined,
    };
  }
  const prefix = own === 'context' && schema === reference.schema ? undefined : (reference.schema ?? undefined);
  return { ...base(attribute, reference, null), prefix };
}

/** The key of a column that is modified; a table of the same schema is named without it. */
export function alteredReference(
  attribute: SnapshotAttribute,
  reference: SnapshotReference,
  { schema, multitenancy }: Place,
): ReferenceTarget {
  const [own, target] = [multitenancy.strategy, reference.multitenancy.strategy];
  if (own === 'context' && target === 'context') return { ...base(attribute, reference, null), prefix: 'prefix()' };
  const tenant = own === 'attribute' && target === 'attribute' ? multitenancy.attribute : null;
  const prefix = schema === reference.schema ? undefined : (reference.schema ?? undefined);
  return { ...base(attribute, reference, tenant), prefix };
}

function base(
  attribute: SnapshotAttribute,
  reference: SnapshotReference,
  tenant: string | null,
): Omit<ReferenceTarget, 'prefix'> {
  return {
    table: reference.table,
    column: reference.destinationAttribute,
    ...matchOf(reference, tenant),
    name: reference.name,
    type: typeOf(attribute, reference),
    onDelete: onDeleteOf(reference),
    onUpdate: onUpdateOf(reference),
  };
}

/** Between resources with a tenant attribute, the tenant belongs to the key unless it is the primary key's. */
function matchOf(reference: SnapshotReference, tenant: string | null): Pick<ReferenceTarget, 'with' | 'match'> {
  const { matchWith, matchType, matchTenant, primaryKey, multitenancy, destinationAttribute } = reference;
  const foreign = multitenancy.strategy === 'attribute' ? multitenancy.attribute : null;
  const isTenantMatched = primaryKey !== true || matchTenant === true;
  if (tenant !== null && foreign !== null && destinationAttribute !== foreign && isTenantMatched)
    return { with: [...(matchWith ?? []), [tenant, foreign]], match: 'full' };
  const isMatchType = matchType !== null && ['simple', 'partial', 'full'].includes(matchType);
  return { with: matchWith ?? undefined, match: isMatchType ? matchType : undefined };
}

function typeOf({ type, default: value, generated }: SnapshotAttribute, reference: SnapshotReference): TypeName {
  if (type !== 'integer') return type;
  if (reference.destinationAttributeGenerated === true && reference.destinationAttributeDefault === 'nil')
    return 'bigint';
  return value === 'nil' && generated ? 'bigserial' : type;
}

function onDeleteOf({ onDelete }: SnapshotReference): string | undefined {
  if (onDelete === null) return undefined;
  if (typeof onDelete !== 'string') return `{:nilify, [${onDelete[1].map(printAtom).join(', ')}]}`;
  return ['delete', 'nilify'].includes(onDelete) ? `:${onDelete}_all` : printAtom(onDelete);
}

function onUpdateOf({ onUpdate }: SnapshotReference): string | undefined {
  if (onUpdate === null) return undefined;
  return ['update', 'nilify'].includes(onUpdate) ? `:${onUpdate}_all` : printAtom(onUpdate);
}
