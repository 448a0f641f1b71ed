import type { Resource } from '../ash/model.ts';
import { at, type Location } from '../base/span.ts';
import type { Difference, DifferenceKind, JsonPath } from '../snapshots/difference.ts';
import { driftOf, type Drift, type TableDrift } from '../snapshots/drift.ts';
import { findPlace } from '../snapshots/find-place.ts';
import type { Related } from './finding.ts';
import type { RuleContext } from './rule.ts';

/** A difference between a table and its latest snapshot, as a rule tells it. */
export interface ToldDifference {
  readonly difference: Difference;
  readonly drift: TableDrift;
  readonly at: Location;
  /** Fills the places of messages that all drift has. */
  readonly data: Readonly<Record<'table' | 'name' | 'field' | 'now' | 'before', string>>;
  readonly related: readonly Related[];
}

/** What the generator would find to do at a resource, of some kinds of things. */
export function differencesAt(
  resource: Resource,
  context: RuleContext,
  kinds: readonly DifferenceKind[],
): ToldDifference[] {
  return driftAt(resource.path, context)
    .changedOf(resource)
    .flatMap((drift) =>
      drift.differences
        .filter(({ kind }) => kinds.includes(kind))
        .map((difference) => tell(difference, drift, resource, context)),
    );
}

/**
 * What is not committed yet is work in progress, and its migration comes with it: until then drift is no defect. What
 * runs elsewhere than in the editor (CI, a hook) knows of no such files.
 */
export function inProgress(
  resource: Resource,
  place: Location,
  { isUncommitted }: RuleContext,
): { readonly severity?: 'info' } {
  return isUncommitted(resource.path) || isUncommitted(place.path) ? { severity: 'info' } : {};
}

const nothing: Drift = { changedOf: () => [], missingOf: () => [], orphansOf: () => [], brokenOf: () => [] };

/** Of projects of Ash 2, whose generator is another one, nothing is said. */
export function driftAt(path: string, context: RuleContext): Drift {
  return context.isAtLeast(path, 'ash', '3.0.0') ? driftOf(context.project, context.snapshots) : nothing;
}

function tell(difference: Difference, drift: TableDrift, resource: Resource, context: RuleContext): ToldDifference {
  const [field] = difference.fields;
  return {
    difference,
    drift,
    at: difference.at ?? at(resource.path, resource.nameSpan),
    data: {
      table: tableName(drift),
      name: difference.name,
      field: field?.name ?? '',
      now: field?.now ?? '',
      before: difference.before ?? field?.before ?? '',
    },
    related: difference.stored === undefined ? [] : [inSnapshot(drift.latest.path, difference.stored, context)],
  };
}

function tableName({ table: { key } }: TableDrift): string {
  return key.schema === null ? key.table : `${key.schema}.${key.table}`;
}

/** The place in a snapshot file that a finding speaks of. */
export function inSnapshot(path: string, place: JsonPath, context: RuleContext): Related {
  const span = findPlace(context.textOf(path), place);
  return { at: at(path, span), message: 'What the last snapshot says.' };
}
