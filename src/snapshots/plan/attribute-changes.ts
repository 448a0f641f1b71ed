import type { Snapshot, SnapshotAttribute } from '../snapshot.ts';
import type { Change, ChangeOf, Place } from './change.ts';
import { resolveRenames } from './column-renames.ts';
import { equalAttributes, equalReferences, type Comparison } from './equal-attributes.ts';
import { equalValues } from './equal-values.ts';
import { foreignKeyOf } from './foreign-key-of.ts';
import type { Interview } from './question.ts';
import { serialTransition } from './serial.ts';
import type { TablePair } from './table-pair.ts';

/** What happens to columns and foreign keys, in the generator's order: added, altered, removed, renamed. */
export function attributeChanges(
  { after, originOf }: TablePair,
  before: Snapshot,
  place: Place,
  comparison: Comparison,
  interview: Interview,
): Change[] {
  const isIn =
    (attributes: readonly SnapshotAttribute[]) =>
    ({ source }: SnapshotAttribute): boolean =>
      attributes.some((other) => other.source === source);
  const { added, removed, renamed } = resolveRenames(
    after,
    after.attributes.filter((attribute) => !isIn(before.attributes)(attribute)),
    before.attributes.filter((attribute) => !isIn(after.attributes)(attribute)),
    interview,
  );
  const at = (source: string): Place => ({ ...place, origin: originOf('attributes', source) });
  const altered = after.attributes.flatMap((attribute) => {
    const old = before.attributes.find(({ source }) => {
      const rename = renamed.find(({ from }) => from.source === source);
      return (rename?.to.source ?? source) === attribute.source;
    });
    if (old === undefined) return [];
    const isRenamed = renamed.some(({ from }) => from.source === old.source);
    return equalAttributes(old, attribute, isRenamed, comparison) ? [] : [{ old, attribute }];
  });
  return [
    ...added.flatMap((attribute) => add(attribute, at(attribute.source))),
    ...altered
      .flatMap(({ old, attribute }) => alter(old, attribute, before, at(attribute.source), comparison))
      .flatMap(withSequence),
    ...removed.map((attribute): Change => ({ kind: 'remove-attribute', attribute, ...place })),
    ...renamed.map(({ from, to }): Change => ({
      kind: 'rename-attribute',
      from: from.source,
      to: to.source,
      ...at(to.source),
    })),
  ];
}

/** A column with a foreign key is added without, so that the key can wait for what it refers to. */
function add(attribute: SnapshotAttribute, place: Place): Change[] {
  const reference = foreignKeyOf(place.multitenancy, attribute);
  if (reference === undefined) return [{ kind: 'add-attribute', attribute, ...place }];
  const plain = { ...attribute, references: null };
  const isDeferred = reference.deferrable === true || reference.deferrable === 'initially';
  return [
    { kind: 'add-attribute', attribute: plain, ...place },
    { kind: 'alter-attribute', old: plain, attribute, ...place },
    { kind: 'drop-foreign-key', reference, direction: 'down', ...place },
    ...(isDeferred
      ? (['up', 'down'] as const).map((direction): Change => ({
          kind: 'alter-deferrability',
          reference,
          direction,
          ...place,
        }))
      : []),
  ];
}

function alter(
  old: SnapshotAttribute,
  attribute: SnapshotAttribute,
  before: Snapshot,
  place: Place,
  { moves }: Comparison,
): Change[] {
  const isDeferredAnew = deferDifferently(attribute, old);
  const deferrability: Change[] = isDeferredAnew
    ? [
        { kind: 'alter-deferrability', reference: attribute.references, direction: 'up', ...place },
        { kind: 'alter-deferrability', reference: old.references, direction: 'down', ...place },
      ]
    : [];
  const isSameReference =
    equalValues(old.references, attribute.references) || equalReferences(old.references, attribute.references, moves);
  if (isSameReference) {
    const plain: Change = {
      kind: 'alter-attribute',
      old: { ...old, references: null },
      attribute: { ...attribute, references: null },
      ...place,
    };
    return [plain, ...deferrability];
  }
  const oldKey = foreignKeyOf(before.multitenancy, old);
  const newKey = foreignKeyOf(place.multitenancy, attribute);
  const changes: Change[] = [];
  if (oldKey !== undefined) changes.push({ kind: 'drop-foreign-key', reference: oldKey, direction: 'up', ...place });
  changes.push({ kind: 'alter-attribute', old, attribute, ...place });
  if (oldKey !== undefined && isDeferredAnew)
    changes.push({ kind: 'alter-deferrability', reference: attribute.references, direction: 'up', ...place });
  if (newKey !== undefined) changes.push({ kind: 'drop-foreign-key', reference: newKey, direction: 'down', ...place });
  return [...changes, ...deferrability];
}

function deferDifferently({ references: left }: SnapshotAttribute, { references: right }: SnapshotAttribute): boolean {
  if (left !== null && right !== null) return left.deferrable !== right.deferrable;
  return (left ?? right ?? { deferrable: false }).deferrable !== false;
}

function withSequence(change: Change): Change[] {
  if (change.kind !== 'alter-attribute') return [change];
  const transition = serialTransition(change);
  if (transition === undefined) return [change];
  const { table, schema, multitenancy, oldMultitenancy, origin, attribute } = change;
  const sequence: ChangeOf<'serial-sequence'> = {
    ...{ table, schema, multitenancy, oldMultitenancy, origin },
    kind: 'serial-sequence',
    column: attribute.source,
    transition,
  };
  return transition === 'add' ? [sequence, change] : [change, sequence];
}
