import type { Attribute, Domain, Relationship, Resource } from '../../ash/model.ts';
import type { Project } from '../../ash/project.ts';
import { findOption, type Declaration } from '../../elixir/declaration.ts';
import { isKeywordList, keyOf } from '../../elixir/literal.ts';
import { ownStatements } from '../../elixir/place-statement.ts';
import type { Draft } from './draft.ts';
import { commonest, formIn, isInPostgres } from './habits.ts';
import { isTimestamp } from './add-attribute.ts';
import type { UseLine } from './print-use.ts';

/** What the resources around a new one have in common. */
export interface Conventions {
  /** The neighbour that stands for all. */
  readonly model: string | undefined;
  readonly use: UseLine;
  readonly isInPostgres: boolean;
  /** The repo as it is written; undefined where a base module says it. */
  readonly repo: string | undefined;
  readonly schema: string | undefined;
  /** A base module declares actions already. */
  readonly hasDefaultActions: boolean;
  /** Undefined where a base module declares it. */
  readonly primaryKey: string | undefined;
  /** Undefined where a base module declares them. */
  readonly timestamps: readonly string[] | undefined;
  /** Empty as well where the neighbours have none. */
  readonly ownTimestamps: readonly string[];
  readonly isPublic: boolean;
  readonly form: 'keywords' | 'block';
  readonly tenancy: Tenancy;
}

export interface Tenancy {
  /** Lines of the `multitenancy` section; none where there is no such section to write. */
  readonly section: readonly string[];
  readonly attributes: readonly string[];
  readonly relationship: string | undefined;
}

/** The resources of the domain that are no embedded ones, or those of the whole project where it has none. */
export function neighboursOf(domain: Domain, project: Project): readonly Resource[] {
  const listed = domain.resources.flatMap(({ module }) => project.findResource(module, domain.path) ?? []);
  const usable = (resource: Resource): boolean => !resource.embedded && !project.isBroken(resource.path);
  const own = listed.filter(usable);
  if (own.length > 0) return own;
  const root = project.rootOf(domain.path);
  return project
    .resources()
    .filter(
      (resource) => usable(resource) && project.rootOf(resource.path) === root && !/(^|\/)tests?\//.test(resource.path),
    );
}

/** Follows the commonest kind of resources: those with the same `use`. */
export function readConventions(neighbours: readonly Resource[], draft: Draft): Conventions {
  const kindOf = (resource: Resource): string =>
    JSON.stringify([outerUse(resource, draft).module, isInPostgres(resource)]);
  const kind = commonest(neighbours.map(kindOf));
  const alike = neighbours.filter((resource) => kindOf(resource) === kind);
  const [model] = alike;
  if (model === undefined) return freshConventions(draft);
  const attributes = alike.flatMap((resource) => resource.attributes.filter(isOwn));
  const plain = attributes.filter(({ helper }) => helper === 'attribute');
  const publicOnes = plain.filter(({ public: value }) => value === true);
  const timestamps = timestampsOf(alike, draft);
  return {
    model: model.module,
    use: useLine(alike, draft),
    isInPostgres: isInPostgres(model),
    repo: commonWritten(alike, draft, 'repo'),
    schema: schemaOf(alike),
    hasDefaultActions: alike.some(({ actions }) => actions.some(({ declaration }) => declaration?.via !== undefined)),
    primaryKey: primaryKeyOf(alike),
    timestamps: timestamps.fromBase ? undefined : timestamps.lines,
    ownTimestamps: timestamps.fromBase ? [] : timestamps.lines,
    isPublic: publicOnes.length * 2 > plain.length,
    form: formIn(
      alike.flatMap(({ sections }) => sections.get('attributes') ?? []),
      ['attribute'],
      'block',
    ),
    tenancy: tenancyOf(alike, draft),
  };
}

/** A first resource: kept in PostgreSQL where the project has a repo. */
function freshConventions({ project }: Draft): Conventions {
  const repo = project.meanings().find((meaning) => meaning.repo !== undefined)?.repo?.module;
  const isStored = repo !== undefined;
  return {
    model: undefined,
    use: {
      module: 'Ash.Resource',
      options: isStored ? [['data_layer', 'AshPostgres.DataLayer']] : [],
      namesDomain: true,
    },
    isInPostgres: isStored,
    repo,
    schema: undefined,
    hasDefaultActions: false,
    primaryKey: 'uuid_primary_key :id',
    timestamps: ['timestamps()'],
    ownTimestamps: ['timestamps()'],
    isPublic: false,
    form: 'block',
    tenancy: { section: [], attributes: [], relationship: undefined },
  };
}

/** The `use` that stands in the resource's own file: of Ash itself, or of a base module. */
function outerUse({ use, module, path }: Resource, draft: Draft): { readonly module: string; readonly code: string } {
  const place = use.via?.use ?? use;
  const code = draft.textOf(place.path).slice(place.start, place.end);
  const base = use.via === undefined ? use.module : use.via.module;
  const isOwn = draft.project.find(module, path) !== undefined && place.path === path;
  return { module: base, code: isOwn ? code : '' };
}

/** Options that belong to one resource, or that need more than their mention. */
const ownOptions = new Set([
  'domain',
  'extensions',
  'authorizers',
  'notifiers',
  'simple_notifiers',
  'fragments',
  'primary_read_warning?',
  'short_name',
  'plural_name',
  'trait_name',
]);

/** Options that all the others agree on, as they are written; more than their mention is not taken over. */
function useLine(alike: readonly Resource[], draft: Draft): UseLine {
  const written = alike.map((resource) => {
    const { code, module } = outerUse(resource, draft);
    const expr = draft.parse(code);
    const last = expr?.kind === 'call' ? expr.args.at(-1) : undefined;
    const pairs = isKeywordList(last) ? last.items : [];
    const options = pairs.map(
      (item) => [keyOf(item) ?? '', item.kind === 'pair' ? code.slice(item.value.start, item.value.end) : ''] as const,
    );
    return { module, options };
  });
  const [first] = written;
  if (first === undefined) return { module: 'Ash.Resource', options: [], namesDomain: true };
  const shared = first.options.filter(([name, value]) => {
    const agreeing = written.filter(({ options }) => options.some(([other, is]) => other === name && is === value));
    return !ownOptions.has(name) && agreeing.length * 2 > written.length && !value.includes('\n');
  });
  const naming = written.filter(({ options }) => options.some(([name]) => name === 'domain'));
  return { module: first.module, options: shared, namesDomain: naming.length * 2 > written.length };
}

/** What most write into their own `postgres` block; undefined where base modules say it. */
function commonWritten(alike: readonly Resource[], draft: Draft, name: string): string | undefined {
  const written = alike.flatMap(({ postgres, path }) => {
    const block = postgres?.declarations.find((candidate) => candidate.path === path && candidate.via === undefined);
    const value = block === undefined ? undefined : findOption(block, name)?.value;
    if (value === undefined) return [];
    return value.kind === 'alias' && value.base === undefined
      ? [value.name]
      : [draft.textOf(path).slice(value.start, value.end)];
  });
  return commonest(written);
}

function schemaOf(alike: readonly Resource[]): string | undefined {
  const [first, ...others] = alike.map(({ postgres }) => postgres?.schema);
  return others.every((schema) => schema === first) ? first : undefined;
}

function isOwn({ declaration, origin }: Attribute): boolean {
  return origin.kind === 'declared' && declaration !== undefined && declaration.via === undefined;
}

function primaryKeyOf(alike: readonly Resource[]): string | undefined {
  const keys = alike.flatMap(({ attributes }) => attributes.filter(({ primaryKey }) => primaryKey === true));
  const helpers = keys.filter(({ helper }) => helper.endsWith('_primary_key'));
  if (helpers.some(({ declaration }) => declaration?.via !== undefined)) return undefined;
  const common = commonest(helpers.map(({ helper, name }) => `${helper} :${name}`));
  return common ?? 'uuid_primary_key :id';
}

/** As most write them, on one line each. */
function timestampsOf(
  alike: readonly Resource[],
  draft: Draft,
): { readonly fromBase: boolean; readonly lines: readonly string[] } {
  const written = alike.map(({ attributes, path }) => {
    const declarations = new Set(
      attributes.flatMap(({ declaration }) =>
        declaration !== undefined && isTimestamp(declaration) ? [declaration] : [],
      ),
    );
    const fromBase = [...declarations].some(({ via }) => via !== undefined);
    const own = [...declarations].filter(({ via, path: place }) => via === undefined && place === path);
    const lines = own.map(({ start, end }) => draft.textOf(path).slice(start, end).replaceAll('\r\n', '\n'));
    const isWhole = lines.every((line) => !line.includes('\n'));
    return JSON.stringify({ fromBase, lines: isWhole ? lines : ['timestamps()'] });
  });
  const common = commonest(written);
  return common === undefined
    ? { fromBase: false, lines: ['timestamps()'] }
    : (JSON.parse(common) as { fromBase: boolean; lines: string[] });
}

/** Rows of tenants are told apart in the same way as the neighbours' are, where most of them do. */
function tenancyOf(alike: readonly Resource[], draft: Draft): Tenancy {
  const none: Tenancy = { section: [], attributes: [], relationship: undefined };
  const tenants = alike.filter(({ multitenancy }) => multitenancy !== undefined);
  const [first] = tenants;
  const tenancy = first?.multitenancy;
  if (first === undefined || tenancy === undefined || tenants.length * 2 <= alike.length) return none;
  const { declaration, strategy, attribute } = tenancy;
  if (declaration.via !== undefined || declaration.path !== first.path || strategy === undefined) return none;
  const text = draft.textOf(first.path);
  const section = ownStatements(declaration).map((child) => codeOf(text, child));
  if (section.some((line) => line.includes('\n'))) return none;
  if (strategy === 'context' || attribute === undefined) return { ...none, section };
  const relationship = first.relationships.find(
    (one) => one.kind === 'belongs_to' && one.sourceAttribute === attribute,
  );
  const own = first.attributes.find(({ name, origin }) => name === attribute && origin.kind === 'declared');
  if (relationship === undefined && own === undefined) return none;
  const declarations = [own, relationship].flatMap((entity) => entity?.declaration ?? []);
  if (declarations.some(({ via }) => via !== undefined)) return { ...none, section };
  if (declarations.some(({ path }) => path !== first.path)) return none;
  return {
    section,
    attributes: own?.declaration === undefined ? [] : [dedent(codeOf(text, own.declaration))],
    relationship: relationship === undefined ? undefined : relationshipCode(text, relationship),
  };
}

/** With the full name of the destination, since the new module has no aliases. */
function relationshipCode(
  text: string,
  { declaration, destination, destinationSpan }: Relationship,
): string | undefined {
  if (declaration === undefined || destination === undefined || destinationSpan === undefined) return undefined;
  const before = text.slice(declaration.start, destinationSpan.start);
  const after = text.slice(destinationSpan.end, declaration.end);
  return dedent(`${before}${destination}${after}`.replaceAll('\r\n', '\n'));
}

function codeOf(text: string, { start, end }: Declaration): string {
  return text.slice(start, end).replaceAll('\r\n', '\n');
}

/** The lines behind the first without the indentation that the last one has. */
function dedent(code: string): string {
  const lines = code.split('\n');
  const last = lines.at(-1) ?? '';
  const depth = lines.length > 1 && /^\s*end$/.test(last) ? last.length - last.trimStart().length : 0;
  return lines
    .map((line, index) => (index === 0 ? line : line.slice(Math.min(depth, line.length - line.trimStart().length))))
    .join('\n');
}
