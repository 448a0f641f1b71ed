import { closest, printNames } from '../../base/names.ts';
import type { ModelView } from '../context/model-view.ts';
import type { Blueprint, BlueprintResource } from './blueprint.ts';
import { foreignKeyOf, futureResources, keyFields, type FutureResource } from './blueprint-fields.ts';
import { checkRelationships } from './check-relationships.ts';
import { typeProblem } from './known-types.ts';

export interface BlueprintProblem {
  /** An error has to be repaired before the blueprint is shown; a warning is a decision that is missing or doubtful. */
  readonly severity: 'error' | 'warning';
  /** What it is about, such as `Shop.Order.relationships.customer`. */
  readonly at: string;
  readonly message: string;
}

/** What one resource of the blueprint is checked against. */
export interface CheckedResource {
  readonly resource: BlueprintResource;
  readonly future: FutureResource;
  readonly all: ReadonlyMap<string, FutureResource>;
}

/** Names, duplicates, ends of relationships and types, against the project as it will be. */
export function checkBlueprint(blueprint: Blueprint, model: ModelView): readonly BlueprintProblem[] {
  const all = futureResources(blueprint, model);
  const perResource = blueprint.resources.flatMap((resource) => {
    const future = all.get(resource.module);
    if (future === undefined) return [];
    const checked = { resource, future, all };
    return [
      ...checkExistence(resource, model),
      ...checkFields(checked),
      ...checkTypes(resource, blueprint, model),
      ...checkKeys(checked),
      ...checkIdentities(checked),
      ...checkRelationships(checked),
      ...checkIndexes(checked),
    ];
  });
  return [...checkDuplicates(blueprint, model), ...perResource];
}

function error(at: string, message: string): BlueprintProblem {
  return { severity: 'error', at, message };
}

function warning(at: string, message: string): BlueprintProblem {
  return { severity: 'warning', at, message };
}

function checkDuplicates({ resources, types }: Blueprint, model: ModelView): BlueprintProblem[] {
  const modules = [...resources, ...types].map(({ module }) => module);
  const twice = repeated(modules).map((module) => error(module, 'The module is given twice.'));
  const tables = resources.flatMap(({ table }) => (table === undefined ? [] : [table]));
  const sameTable = repeated(tables).map((table) => error(table, 'Two resources of the blueprint have this table.'));
  const taken = resources.flatMap(({ module, table, change }) => {
    const owner = model.resources.find(
      (other) => other.table === table && table !== undefined && other.module !== module,
    );
    if (owner === undefined || change === 'changed') return [];
    return [
      warning(
        module,
        `The table \`${owner.table ?? ''}\` belongs to \`${owner.module}\` (${owner.path}:${owner.line}).`,
      ),
    ];
  });
  const known = types.flatMap(({ module }) => {
    const type = model.types.find((other) => other.module === module);
    return type === undefined ? [] : [error(module, `The type exists already (${type.path}:${type.line}).`)];
  });
  return [...twice, ...sameTable, ...taken, ...known];
}

function checkExistence({ module, change, domain }: BlueprintResource, model: ModelView): BlueprintProblem[] {
  const existing = model.resources.find((resource) => resource.module === module);
  const problems: BlueprintProblem[] = [];
  if (change === 'new' && existing !== undefined) {
    problems.push(error(module, `It exists already (${existing.path}:${existing.line}); give it as \`changed\`.`));
  }
  if (change === 'changed' && existing === undefined) {
    const near = closest(
      module,
      model.resources.map((resource) => resource.module),
    );
    problems.push(
      error(module, `There is no such resource to change.${near === undefined ? '' : ` Did you mean \`${near}\`?`}`),
    );
  }
  if (!model.domains.some((known) => known.module === domain)) {
    problems.push(warning(module, `The domain \`${domain}\` does not exist yet and has to be made and registered.`));
  }
  return problems;
}

/** One name, one field: Ash refuses duplicates over attributes, relationships, calculations and aggregates. */
function checkFields({ resource, future }: CheckedResource): BlueprintProblem[] {
  const { module, attributes, relationships, calculations, aggregates } = resource;
  const names = [...attributes, ...relationships, ...calculations, ...aggregates].map(({ name }) => name);
  const twice = repeated(names).map((name) => error(`${module}.${name}`, 'Two fields of the resource have this name.'));
  const { existing } = future;
  if (existing === undefined) return twice;
  const clashes = (
    planned: readonly { readonly name: string }[],
    others: readonly { readonly name: string }[][],
  ): BlueprintProblem[] =>
    planned
      .filter(({ name }) => others.flat().some((other) => other.name === name))
      .map(({ name }) => error(`${module}.${name}`, 'The resource has another kind of field with this name already.'));
  return [
    ...twice,
    ...clashes(attributes, [existing.relationships, existing.calculations, existing.aggregates]),
    ...clashes(relationships, [existing.attributes, existing.calculations, existing.aggregates]),
    ...clashes(calculations, [existing.attributes, existing.relationships, existing.aggregates]),
    ...clashes(aggregates, [existing.attributes, existing.relationships, existing.calculations]),
  ];
}

function checkTypes(resource: BlueprintResource, blueprint: Blueprint, model: ModelView): BlueprintProblem[] {
  return [...resource.attributes, ...resource.calculations].flatMap(({ name, type }) => {
    const problem = typeProblem(type, blueprint, model);
    if (problem === undefined) return [];
    return [(problem.isCertain ? error : warning)(`${resource.module}.${name}`, problem.message)];
  });
}

function checkKeys({ resource, future }: CheckedResource): BlueprintProblem[] {
  const { module, change, table, primaryKey } = resource;
  if (primaryKey === undefined) {
    const isMissing = change === 'new' && table !== undefined;
    return isMissing
      ? [error(module, 'The primary key decision is missing: `uuid_v7`, `uuid`, `serial` or `composite`.')]
      : [];
  }
  const fields = keyFields(resource);
  if (primaryKey.kind === 'composite' && fields.length < 2) {
    return [error(`${module}.primaryKey`, 'A composite key needs two or more `fields`.')];
  }
  const missing = primaryKey.kind === 'composite' ? fields.filter((name) => !isStoredIn(name, resource, future)) : [];
  return missing.length === 0
    ? []
    : [error(`${module}.primaryKey`, `The key names ${printNames(missing)}, which the resource does not have.`)];
}

/** The key itself puts its fields among the attributes, so they are looked for where they are declared. */
function isStoredIn(name: string, resource: BlueprintResource, { existing }: FutureResource): boolean {
  const foreignKeys = resource.relationships.filter(({ kind }) => kind === 'belongs_to').map(foreignKeyOf);
  const declared = [...resource.attributes, ...(existing?.attributes ?? [])].map((attribute) => attribute.name);
  return declared.includes(name) || foreignKeys.includes(name);
}

function checkIdentities({ resource, future }: CheckedResource): BlueprintProblem[] {
  const isArchived = resource.lifecycle?.kind === 'archived';
  return resource.identities.flatMap(({ name, keys, where, nilsDistinct }) => {
    const at = `${resource.module}.identities.${name}`;
    const missing = keys.filter((key) => !future.attributes.has(key) && !future.derived.has(key));
    if (missing.length > 0) {
      const message = `The keys ${printNames(missing)} are no attributes or calculations of the resource.`;
      return [future.isClosed ? error(at, message) : warning(at, message)];
    }
    const problems: BlueprintProblem[] = [];
    const nullable = keys.filter((key) => future.attributes.get(key)?.isNullable === true);
    if (nullable.length > 0 && nilsDistinct !== false && where === undefined) {
      problems.push(
        warning(
          at,
          `${printNames(nullable)} may be NULL, and NULLs differ: such rows are not unique. Decide on \`nils_distinct?: false\`, a condition, or requiring it.`,
        ),
      );
    }
    if (isArchived && where === undefined && !keys.includes('archived_at')) {
      problems.push(
        warning(at, 'Archived rows keep the value occupied. Decide on `where: expr(is_nil(archived_at))`.'),
      );
    }
    return problems;
  });
}

function checkIndexes({ resource, future }: CheckedResource): BlueprintProblem[] {
  return resource.indexes.flatMap(({ fields }) => {
    const missing = fields.filter((field) => /^[a-z_]\w*$/.test(field) && !future.attributes.has(field));
    if (missing.length === 0) return [];
    const message = `${printNames(missing)} is no column: calculations and relationships cannot be indexed by name.`;
    const at = `${resource.module}.indexes`;
    return [future.isClosed ? error(at, message) : warning(at, message)];
  });
}

function repeated(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}
