import type { Location } from '../base/span.ts';
import { Causes } from './causes.ts';
import type { CurrentTable } from './current.ts';
import { firstOfKeys, keyIdentity, withKeyIdentities } from './key-identities.ts';
import type { TablePart } from './part.ts';
import {
  isUnknown,
  type Known,
  type PartialAttribute,
  type PartialIdentity,
  type PartialReference,
  type PartialSnapshot,
  type Snapshot,
  type Unknown,
} from './snapshot.ts';
import { unknown } from './unknown.ts';

/**
 * The table that several resources share, as the generator puts it together (migration_generator.ex,
 * `deduplicate_snapshots/4`): the first one decides of what is not merged. `latest` is what was written last, whose
 * primary key and identities go before others.
 */
export function mergeParts(
  parts: readonly [TablePart, ...TablePart[]],
  latest: Snapshot | undefined,
  isOrderKnown: boolean,
): CurrentTable {
  const [first] = parts;
  const keys = primaryKeys(parts, latest, isOrderKnown);
  const snapshot: PartialSnapshot = {
    ...first.snapshot,
    attributes: mergeAttributes(parts).map((attribute) => ({
      ...attribute,
      primaryKey: isUnknown(keys.chosen) ? keys.chosen : keys.chosen.has(attribute.source),
    })),
    identities: withKeyIdentities(
      mergeIdentities(
        parts.flatMap((part) => part.snapshot.identities),
        latest,
      ),
      keys.identities,
    ),
    customIndexes: distinct(parts.flatMap((part) => part.snapshot.customIndexes)),
    customStatements: distinct(parts.flatMap((part) => part.snapshot.customStatements)),
  };
  return {
    key: first.key,
    snapshot: isOrderKnown ? snapshot : withoutFirst(snapshot, parts),
    resources: parts.map(({ resource }) => resource),
    keyChoices: keys.choices,
    openBecause: [...new Set(parts.flatMap(({ openBecause }) => openBecause))],
    causes: mergeCauses(parts, snapshot),
  };
}

/** Without a known order of the resources, what only the first one decides is known where all agree. */
function withoutFirst(snapshot: PartialSnapshot, parts: readonly TablePart[]): PartialSnapshot {
  const agree = (field: keyof PartialSnapshot): boolean =>
    new Set(parts.map((part) => JSON.stringify(part.snapshot[field]))).size === 1;
  const reason = unknown('the resources of the table disagree, and their order decides');
  return {
    ...snapshot,
    baseFilter: agree('baseFilter') ? snapshot.baseFilter : reason,
    createTableOptions: agree('createTableOptions') ? snapshot.createTableOptions : reason,
    hasCreateAction: agree('hasCreateAction') ? snapshot.hasCreateAction : reason,
    multitenancy: agree('multitenancy') ? snapshot.multitenancy : reason,
    checkConstraints: agree('checkConstraints')
      ? snapshot.checkConstraints
      : snapshot.checkConstraints.map((constraint) => ({ ...constraint, check: reason })),
  };
}

interface PrimaryKeys {
  /** Columns of the table's primary key. */
  readonly chosen: Known<ReadonlySet<string>>;
  /** Other resources' primary keys become unique indexes. */
  readonly identities: readonly PartialIdentity[];
  readonly choices: CurrentTable['keyChoices'];
}

/** `merge_primary_keys/3` */
function primaryKeys(parts: readonly TablePart[], latest: Snapshot | undefined, isOrderKnown: boolean): PrimaryKeys {
  const own: (readonly string[])[] = [];
  for (const { snapshot } of parts) {
    const unclear = snapshot.attributes.find(({ primaryKey }) => isUnknown(primaryKey));
    if (unclear !== undefined && isUnknown(unclear.primaryKey)) return undecided(unclear.primaryKey, []);
    own.push(keyOf(snapshot.attributes.filter(({ primaryKey }) => primaryKey === true)));
  }
  const different = distinct(own);
  const [only] = different;
  if (different.length === 1 && only !== undefined) return { chosen: new Set(only), identities: [], choices: [] };
  const existing = latest === undefined ? undefined : keyOf(latest.attributes.filter(({ primaryKey }) => primaryKey));
  if (latest === undefined || existing === undefined || !different.some((key) => isSame(key, existing))) {
    const reason = 'the resources of the table have different primary keys: the generator asks';
    return isOrderKnown
      ? undecided(unknown(reason), different)
      : undecided(unknown(`${reason}, and in which order it names them is not known`), []);
  }
  const others = different.filter((key) => !isSame(key, existing));
  const identities = others.map((key) => keyIdentity(latest.table, key, null));
  return { chosen: new Set(existing), identities, choices: [] };
}

function undecided(reason: Unknown, choices: CurrentTable['keyChoices']): PrimaryKeys {
  return { chosen: reason, identities: [], choices };
}

function keyOf(attributes: readonly { readonly source: string }[]): readonly string[] {
  return attributes.map(({ source }) => source).sort();
}

function mergeAttributes(parts: readonly TablePart[]): PartialAttribute[] {
  const bySource = new Map<string, PartialAttribute[]>();
  for (const attribute of parts.flatMap(({ snapshot }) => snapshot.attributes)) {
    bySource.set(attribute.source, [...(bySource.get(attribute.source) ?? []), attribute]);
  }
  const creating = parts.map(({ snapshot }) => snapshot.hasCreateAction);
  return [...bySource.values()].flatMap((attributes) => mergeAttribute(attributes, creating) ?? []);
}

function mergeAttribute(
  attributes: readonly PartialAttribute[],
  creating: readonly Known<boolean>[],
): PartialAttribute | undefined {
  const [first] = attributes;
  if (first === undefined) return undefined;
  return {
    source: first.source,
    type: one(attributes.map(({ type }) => type)),
    size: largest(attributes.map(({ size }) => size)),
    precision: largest(attributes.map(({ precision }) => precision)),
    scale: largest(attributes.map(({ scale }) => scale)),
    default: mergeDefaults(attributes.map((attribute) => attribute.default)),
    allowNil: mergeAllowNil(attributes, creating),
    primaryKey: first.primaryKey,
    generated: any(attributes.map(({ generated }) => generated)),
    references: mergeReferences(attributes.map(({ references }) => references)),
  };
}

/** The generator raises where types differ. */
function one<T>(values: readonly Known<T>[]): Known<T> {
  const [first, second] = distinct(values);
  const missing = values.find(isUnknown);
  if (missing !== undefined || first === undefined) return missing ?? unknown('nothing says it');
  return second === undefined ? first : unknown('the resources of the table disagree: the generator raises');
}

function largest(values: readonly Known<number | null>[]): Known<number | null> {
  const missing = values.find(isUnknown);
  if (missing !== undefined) return missing;
  const numbers = values.filter((value) => typeof value === 'number');
  return numbers.length === 0 ? null : Math.max(...numbers);
}

function mergeDefaults(values: readonly Known<string>[]): Known<string> {
  const missing = values.find(isUnknown);
  if (missing !== undefined) return missing;
  const [first, second] = distinct(values);
  return second === undefined ? (first ?? 'nil') : 'nil';
}

/** NULL is allowed too where a resource that can create rows does not have the column. */
function mergeAllowNil(attributes: readonly PartialAttribute[], creating: readonly Known<boolean>[]): Known<boolean> {
  const allowed = any(attributes.map(({ allowNil }) => allowNil));
  if (allowed === true) return true;
  const sure = creating.filter((creates) => creates === true).length;
  if (attributes.length < sure) return true;
  const possible = creating.find(isUnknown);
  const most = creating.filter((creates) => creates !== false).length;
  return possible !== undefined && attributes.length < most ? possible : allowed;
}

function any(values: readonly Known<boolean>[]): Known<boolean> {
  if (values.includes(true)) return true;
  return values.find(isUnknown) ?? false;
}

function mergeReferences(values: readonly Known<PartialReference | null>[]): Known<PartialReference | null> {
  const missing = values.find(isUnknown);
  if (missing !== undefined) return missing;
  const references: PartialReference[] = [];
  for (const value of values) if (value !== null && !isUnknown(value)) references.push(value);
  const [first, ...others] = distinct(references);
  if (first === undefined || others.length === 0) return first ?? null;
  const merged = Object.keys(first).map((name) => {
    const field = name as keyof PartialReference;
    return [field, oneGiven([first, ...others].map((reference) => reference[field]))];
  });
  return { ...first, ...(Object.fromEntries(merged) as Partial<PartialReference>) };
}

/** The value that those who say anything agree on; the generator raises where they do not. */
function oneGiven(values: readonly unknown[]): unknown {
  const given = distinct(values.filter((value) => value !== null));
  if (given.length < 2) return given[0] ?? null;
  return given.find(isUnknown) ?? unknown('the resources of the table disagree: the generator raises');
}

/** By name, those that exist already first; of several with the same keys only the first is kept. */
function mergeIdentities(identities: readonly PartialIdentity[], latest: Snapshot | undefined): PartialIdentity[] {
  const existing = new Set(latest?.identities.map(({ name }) => name));
  const sorted = distinct(identities).sort(
    (a, b) =>
      Number(existing.has(b.name)) - Number(existing.has(a.name)) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0),
  );
  return firstOfKeys(sorted);
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Indexes have no name of their own: their places in the merged list are those of the equal ones of the parts. */
function mergeCauses(parts: readonly TablePart[], snapshot: PartialSnapshot): ReadonlyMap<string, Location> {
  const causes = new Causes();
  const positions = new Map(snapshot.customIndexes.map((index, position) => [JSON.stringify(index), position]));
  for (const part of parts) {
    for (const [path, place] of part.causes) {
      const index = /^customIndexes\/(\d+)(.*)$/.exec(path);
      const own = index === null ? undefined : part.snapshot.customIndexes[Number(index[1])];
      const position = own === undefined ? undefined : positions.get(JSON.stringify(own));
      causes.tell(position === undefined ? path : `customIndexes/${position}${index?.[2] ?? ''}`, place);
    }
  }
  return causes.places;
}
