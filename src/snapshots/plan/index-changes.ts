import { ectoIndexName } from '../../ecto/index-name.ts';
import type { Snapshot, SnapshotAttribute, SnapshotIdentity, SnapshotIndex } from '../snapshot.ts';
import type { Change, Place } from './change.ts';
import { equalValues } from './equal-values.ts';
import type { TablePair } from './table-pair.ts';

/** The changes of a table's indexes; each list has its own place among the table's other changes. */
export interface IndexChanges {
  readonly identitiesRemoved: readonly Change[];
  readonly identitiesAdded: readonly Change[];
  readonly identitiesRenamed: readonly Change[];
  readonly referencesAdded: readonly Change[];
  readonly referencesRemoved: readonly Change[];
  readonly customAdded: readonly Change[];
  readonly customRemoved: readonly Change[];
}

export function indexChanges(pair: TablePair, before: Snapshot, place: Place): IndexChanges {
  const { after } = pair;
  const isTenancyChanged =
    before.multitenancy.strategy !== after.multitenancy.strategy ||
    before.multitenancy.attribute !== after.multitenancy.attribute;
  return {
    ...identityChanges(pair, before, place, isTenancyChanged),
    ...referenceIndexChanges(pair, before, place, isTenancyChanged),
    ...customIndexChanges(pair, before, place, isTenancyChanged),
  };
}

function identityChanges(
  { after, originOf }: TablePair,
  before: Snapshot,
  place: Place,
  isTenancyChanged: boolean,
): Pick<IndexChanges, 'identitiesRemoved' | 'identitiesAdded' | 'identitiesRenamed'> {
  const isRemade = ({ allTenants }: SnapshotIdentity): boolean => isTenancyChanged && !allTenants;
  const hasMatch = (identities: readonly SnapshotIdentity[], identity: SnapshotIdentity): boolean =>
    identities.some((other) => matches(other, identity));
  const at = (name: string): Place => ({ ...place, origin: originOf('identities', name) });
  return {
    identitiesRemoved: before.identities
      .filter((identity) => isRemade(identity) || !hasMatch(after.identities, identity))
      .map((identity): Change => ({ kind: 'remove-unique-index', identity, ...at(identity.name) })),
    identitiesRenamed: after.identities
      .filter((identity) => !isRemade(identity))
      .flatMap((identity): Change[] => {
        const old = before.identities.find(
          (other) => matches(other, identity) && other.indexName !== identity.indexName,
        );
        return old === undefined ? [] : [{ kind: 'rename-unique-index', old, identity, ...at(identity.name) }];
      }),
    identitiesAdded: after.identities
      .filter((identity) => isRemade(identity) || !hasMatch(before.identities, identity))
      .map((identity): Change => ({
        kind: 'add-unique-index',
        identity,
        after: lastColumnOf(identity, after.attributes),
        ...at(identity.name),
      })),
  };
}

function matches(left: SnapshotIdentity, right: SnapshotIdentity): boolean {
  if (left.ofKey === true || right.ofKey === true) return false;
  const key = ({ name, keys, baseFilter, allTenants, nilsDistinct, where }: SnapshotIdentity): object => ({
    ...{ name, keys, baseFilter, allTenants, nilsDistinct, where },
  });
  return equalValues(key(left), key(right));
}

function lastColumnOf({ keys }: SnapshotIdentity, attributes: readonly SnapshotAttribute[]): string | undefined {
  const columns = keys.filter(({ kind }) => kind === 'atom').map(({ value }) => value);
  return attributes.findLast(({ source }) => columns.includes(source))?.source;
}

/** A renamed column counts as a new one here: its index is dropped under the old name and made under the new one. */
function referenceIndexChanges(
  { after, originOf }: TablePair,
  before: Snapshot,
  place: Place,
  isTenancyChanged: boolean,
): Pick<IndexChanges, 'referencesAdded' | 'referencesRemoved'> {
  const indexOf = (attributes: readonly SnapshotAttribute[], source: string): string | null | undefined => {
    const references = attributes.find((attribute) => attribute.source === source)?.references;
    return references?.index === true ? references.indexWhere : undefined;
  };
  const at = (source: string): Place => ({ ...place, origin: originOf('attributes', source, 'references', 'index') });
  const isChanged = (source: string): boolean =>
    isTenancyChanged || indexOf(before.attributes, source) !== indexOf(after.attributes, source);
  const indexed = (attributes: readonly SnapshotAttribute[]): { source: string; where: string | null }[] =>
    attributes.flatMap(({ source }) => {
      const where = indexOf(attributes, source);
      return where === undefined || !isChanged(source) ? [] : [{ source, where }];
    });
  return {
    referencesAdded: indexed(after.attributes).map((index): Change => ({
      kind: 'add-reference-index',
      ...index,
      ...at(index.source),
    })),
    referencesRemoved: indexed(before.attributes).map((index): Change => ({
      kind: 'remove-reference-index',
      ...index,
      ...at(index.source),
    })),
  };
}

function customIndexChanges(
  { after, originOf }: TablePair,
  before: Snapshot,
  place: Place,
  isTenancyChanged: boolean,
): Pick<IndexChanges, 'customAdded' | 'customRemoved'> {
  const keysAfter = after.customIndexes.map((index) => comparable(index, after));
  const keysBefore = before.customIndexes.map((index) => comparable(index, before));
  const isRemade = ({ allTenants }: SnapshotIndex): boolean => isTenancyChanged && !allTenants;
  return {
    customAdded: after.customIndexes.flatMap((index, position): Change[] => {
      const isKept = !isRemade(index) && keysBefore.some((key) => equalValues(key, keysAfter[position]));
      const origin = originOf('customIndexes', position);
      return isKept ? [] : [{ kind: 'add-custom-index', index, baseFilter: after.baseFilter, ...place, origin }];
    }),
    customRemoved: before.customIndexes.flatMap((index, position): Change[] => {
      const isKept = !isRemade(index) && keysAfter.some((key) => equalValues(key, keysBefore[position]));
      const { table, schema, baseFilter } = before;
      return isKept ? [] : [{ ...place, kind: 'remove-custom-index', index, baseFilter, table, schema }];
    }),
  };
}

/** The base filter counts even where `include_base_filter?` is off. A written name differs from the same as default. */
function comparable(index: SnapshotIndex, { table, baseFilter }: Snapshot): object {
  const fields = index.fields.map((field) =>
    field.kind === 'directed' ? `${field.order}:${field.value}` : field.value,
  );
  const name = index.name ?? {
    default: ectoIndexName(
      table,
      index.fields.map(({ value }) => value),
    ),
  };
  return { ...index, fields, name, errorFields: null, where: [baseFilter, index.where] };
}
