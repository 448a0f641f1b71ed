import type { ColumnOperation, TypeName } from '../../../ecto/operation.ts';
import type { SnapshotAttribute } from '../../snapshot.ts';
import type { AttributeChange, ChangeOf, Place } from '../change.ts';
import { foreignKeyOf } from '../foreign-key-of.ts';
import { rendersAsSerial } from '../serial.ts';
import { addedReference, alteredReference } from './reference-target.ts';

/** What a change of a column is inside `create table` and `alter table`, forward. */
export function columnUp(change: AttributeChange): ColumnOperation {
  switch (change.kind) {
    case 'add-attribute':
      return addition(change.attribute, change);
    case 'alter-attribute':
      return modification(change);
    case 'remove-attribute':
      return removal(change.attribute.source, change);
    case 'rename-attribute':
      return renaming(change, change.from, change.to);
  }
}

/** The same backward. */
export function columnDown(change: AttributeChange): ColumnOperation {
  switch (change.kind) {
    case 'add-attribute':
      return removal(change.attribute.source, change);
    case 'alter-attribute':
      return modification({
        ...change,
        old: change.attribute,
        attribute: { ...change.old, source: change.attribute.source },
        multitenancy: change.oldMultitenancy,
        oldMultitenancy: change.multitenancy,
      });
    case 'remove-attribute':
      return addition(change.attribute, change);
    case 'rename-attribute':
      return renaming(change, change.to, change.from);
  }
}

type Added = ColumnOperation & { readonly kind: 'add' };

function addition(attribute: SnapshotAttribute, place: Place): ColumnOperation {
  const { source: column, references } = attribute;
  const start = { kind: 'add', column, ...place.origin } as const;
  const { primaryKey, null: notNull, ...sizes } = definitionOf(attribute);
  if (references !== null) {
    const reference = addedReference(attribute, references, place);
    if (reference === undefined) {
      const written = ['default', 'primary_key', 'size', 'precision', 'scale', 'null'];
      return { ...start, type: typeOf(attribute), ...definitionOf(attribute), written };
    }
    const written = ['size', 'precision', 'scale', 'default', 'primary_key', 'null'];
    const isSizedInside =
      reference.size !== undefined || reference.precision !== undefined || reference.scale !== undefined;
    const outside = isSizedInside ? { default: sizes.default } : sizes;
    return { ...start, type: reference, ...outside, primaryKey, null: notNull, written } satisfies Added;
  }
  const serial = serialTypeOf(attribute);
  return serial === undefined
    ? { ...start, type: typeOf(attribute), ...definitionOf(attribute) }
    : { ...start, type: serial, null: notNull, primaryKey };
}

function serialTypeOf({ type, generated, default: value }: SnapshotAttribute): string | undefined {
  if (type === 'identity') return 'identity';
  if (!generated || value !== 'nil') return undefined;
  return type === 'bigint' ? 'bigserial' : type === 'integer' ? 'serial' : undefined;
}

type Definition = Pick<Added, 'null' | 'default' | 'size' | 'precision' | 'scale' | 'primaryKey'>;

function definitionOf(attribute: SnapshotAttribute): Definition {
  return {
    null: attribute.allowNil ? undefined : false,
    default: attribute.default === 'nil' ? undefined : attribute.default,
    size: attribute.size ?? undefined,
    precision: attribute.precision ?? undefined,
    scale: attribute.scale ?? undefined,
    primaryKey: attribute.primaryKey ? true : undefined,
  };
}

/** Only what differs is written: the other one of precision and scale is lost. */
function modification(change: ChangeOf<'alter-attribute'>): ColumnOperation {
  const { old, attribute, multitenancy, origin } = change;
  const reference = foreignKeyOf(multitenancy, attribute);
  const hasNewKey = reference !== undefined && JSON.stringify(old.references) !== JSON.stringify(reference);
  const isResized = old.size !== attribute.size || JSON.stringify(old.type) !== JSON.stringify(attribute.type);
  return {
    kind: 'modify',
    column: attribute.source,
    type: hasNewKey ? alteredReference(attribute, reference, change) : typeOf(attribute),
    null: old.allowNil === attribute.allowNil ? undefined : attribute.allowNil,
    default: rendersAsSerial(attribute) || old.default === attribute.default ? undefined : attribute.default,
    size: isResized ? (attribute.size ?? undefined) : undefined,
    precision: old.precision === attribute.precision ? undefined : (attribute.precision ?? undefined),
    scale: old.scale === attribute.scale ? undefined : (attribute.scale ?? undefined),
    primaryKey: old.primaryKey === attribute.primaryKey ? undefined : attribute.primaryKey,
    from: {
      type: old.type,
      null: old.allowNil,
      size: old.size ?? undefined,
      precision: old.precision ?? undefined,
      scale: old.scale ?? undefined,
    },
    ...origin,
  };
}

function removal(column: string, { origin }: Place): ColumnOperation {
  return { kind: 'remove', column, ...origin };
}

function renaming({ table, schema, origin }: Place, column: string, to: string): ColumnOperation {
  return { kind: 'rename-column', table, prefix: schema ?? undefined, column, to, ...origin };
}

function typeOf({ type }: SnapshotAttribute): TypeName {
  return type;
}
