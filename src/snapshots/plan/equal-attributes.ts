import type { SnapshotAttribute, SnapshotReference } from '../snapshot.ts';
import { equalValues } from './equal-values.ts';
import type { RepoSettings, SchemaMove } from './table-pair.ts';

/** What two attributes are compared under. */
export interface Comparison {
  readonly repo: RepoSettings;
  readonly moves: readonly SchemaMove[];
}

/** Whether the generator takes a column to be unchanged; that of its reference's index is another matter. */
export function equalAttributes(
  old: SnapshotAttribute,
  attribute: SnapshotAttribute,
  isRenamed: boolean,
  comparison: Comparison,
): boolean {
  const isMoved = isSchemaMove(
    withSchema(old.references, comparison.repo),
    withSchema(attribute.references, comparison.repo),
    comparison.moves,
  );
  const clean = (value: SnapshotAttribute): object => ({
    ...value,
    source: isRenamed ? null : value.source,
    references: cleanReference(value, isMoved, comparison.repo),
  });
  return equalValues(clean(old), clean(attribute));
}

/** Only a column of type `integer` cares whether the referenced one is generated. */
function cleanReference({ type, references }: SnapshotAttribute, isMoved: boolean, repo: RepoSettings): object | null {
  const reference = withSchema(references, repo);
  if (reference === null) return null;
  return {
    ...reference,
    index: null,
    indexWhere: null,
    schema: isMoved ? null : reference.schema,
    destinationAttributeGenerated: type === 'integer' ? reference.destinationAttributeGenerated : null,
  };
}

function withSchema(reference: SnapshotReference | null, repo: RepoSettings): SnapshotReference | null {
  return reference === null ? null : { ...reference, schema: reference.schema ?? repo.defaultPrefix ?? 'public' };
}

/** Whether the foreign key itself has to be made again (`references_differ_beyond_index?`). */
export function equalReferences(
  old: SnapshotReference | null,
  reference: SnapshotReference | null,
  moves: readonly SchemaMove[],
): boolean {
  if (old === null || reference === null) return old === reference;
  const isMoved = isSchemaMove(old, reference, moves);
  const clean = (value: SnapshotReference): object => ({
    ...value,
    index: null,
    indexWhere: null,
    destinationAttributeDefault: null,
    destinationAttributeGenerated: null,
    schema: isMoved ? null : value.schema,
  });
  return equalValues(clean(old), clean(reference));
}

function isSchemaMove(
  old: SnapshotReference | null,
  reference: SnapshotReference | null,
  moves: readonly SchemaMove[],
): boolean {
  if (old === null || reference === null || old.table !== reference.table) return false;
  const from = old.schema ?? 'public';
  const to = reference.schema ?? 'public';
  return moves.some((move) => move.table === old.table && move.from === from && move.to === to);
}
