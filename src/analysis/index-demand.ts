import type { CandidateIndex, Demand, DemandedTable, Origin } from '../ash/demand/demand.ts';
import type { DemandFacts, StandingIndex, StandingTable } from '../ash/demand/facts.ts';
import { coverOf } from '../ash/demand/needless.ts';
import { originOf, queriesOf, type ResourceQueries, type ResourceQuery } from '../ash/demand/queries-of.ts';
import { suggestIndexes, type Suggestion } from '../ash/demand/suggest.ts';
import { addTo } from '../base/multi-map.ts';
import type { DemandTables } from './demand-tables.ts';
import { demandTables } from './demand-tables.ts';
import type { LineTables } from './line-tables.ts';
import { repoFolders } from './repo-folders.ts';
import { printSuggestion } from './print-suggestion.ts';
import { repoFolder } from '../snapshots/store.ts';
import type { Workspace } from './workspace.ts';

export interface IndexDemandRequest {
  /** Modules; undefined means all. */
  readonly resources?: readonly string[];
  /** The modules that the configuration names as bases of resources. */
  readonly wrappers?: readonly string[];
}

/** What the resources of a workspace ask of their tables, by repository. */
export function indexDemand(workspace: Workspace, lines: LineTables, request: IndexDemandRequest): Demand[] {
  if (request.wrappers !== undefined) workspace.setWrappers(request.wrappers);
  const tables = demandTables(workspace, lines);
  const byRepo = new Map<string, StandingTable[]>();
  for (const { repo, standing } of tables.all) addTo(byRepo, repo, standing);
  const names = new Map(repoFolders(workspace).map(({ module, name }) => [module, name]));
  return [...byRepo].map(([repo, own]) => demandOf(names.get(repo) ?? repoFolder(repo), own, tables, request));
}

function demandOf(
  repo: string,
  standing: readonly StandingTable[],
  tables: DemandTables,
  request: IndexDemandRequest,
): Demand {
  const { facts } = tables;
  const resources = [...new Set(standing.flatMap((table) => table.resources))];
  const isAsked = (module: string): boolean => request.resources?.includes(module) !== false;
  const derived = resources.map((resource) => ({ resource, made: queriesOf(facts, resource) }));
  const queries = derived.flatMap(({ made }) => made.queries);
  const asked = derived.filter(({ resource }) => isAsked(resource.module));
  const ofAsked = standing.filter((table) => table.resources.some(({ module }) => isAsked(module)));
  const found = ofAsked.map((table) => indexesOf(facts, table, queries));
  const kept = queriesFor(asked, ofAsked, queries);
  return {
    repo,
    tables: tablesOf(kept, ofAsked, standing),
    queries: kept.map(withoutAccesses),
    indexes: found.flatMap(({ indexes }) => indexes),
    unread: [...asked.flatMap(({ made }) => made.unread), ...found.flatMap(({ unread }) => unread)],
  };
}

/** The queries of the resources that were asked for, and those of others that read their tables. */
function queriesFor(
  asked: readonly { readonly made: ResourceQueries }[],
  tables: readonly StandingTable[],
  all: readonly ResourceQuery[],
): ResourceQuery[] {
  const own = new Set(asked.flatMap(({ made }) => made.queries));
  const names = new Set(tables.map(({ table }) => table.name));
  return all.filter((query) => own.has(query) || query.tables.some((name) => names.has(name)));
}

function tablesOf(
  queries: readonly ResourceQuery[],
  asked: readonly StandingTable[],
  all: readonly StandingTable[],
): DemandedTable[] {
  const read = new Set(queries.flatMap(({ tables }) => tables));
  return all.filter((table) => asked.includes(table) || read.has(table.table.name)).map(({ table }) => table);
}

function withoutAccesses({ id, origin, sql, parameters, tables, shape }: ResourceQuery): Demand['queries'][number] {
  return { id, origin, sql, parameters, tables, shape };
}

interface FoundIndexes {
  readonly indexes: readonly CandidateIndex[];
  readonly unread: Demand['unread'];
}

function indexesOf(facts: DemandFacts, standing: StandingTable, queries: readonly ResourceQuery[]): FoundIndexes {
  const { suggestions, hindered } = suggestIndexes(facts.project, standing, queries);
  const taken = new Set(standing.indexes.map(({ name }) => name));
  const suggested = suggestions.flatMap((suggestion) => {
    const made = suggestedIndex(facts, standing, suggestion, taken);
    taken.add(made.name);
    return [made];
  });
  const unread: Demand['unread'][number][] = hindered.map(({ query, reason }) => ({ origin: query.origin, reason }));
  const [resource] = standing.resources;
  if (standing.openBecause !== undefined && resource !== undefined) {
    const reason = `nothing is suggested for it, since what indexes it has is not known in full: ${standing.openBecause}`;
    unread.push({ origin: originOf(facts, resource, `table \`${standing.table.name}\``, undefined), reason });
  }
  const makeable = standing.indexes.filter((index) => hasColumnsOf(index, standing.table));
  return { indexes: [...makeable.map((index) => candidate(index, standing.indexes)), ...suggested], unread };
}

/** Migrations may index columns that no resource tells of; nobody can make such an index on the table as it is known. */
function hasColumnsOf({ fields }: StandingIndex, { columns }: DemandedTable): boolean {
  return fields.every(({ name, sql }) => sql || columns.some((column) => column.name === name));
}

function candidate(index: StandingIndex, others: readonly StandingIndex[]): CandidateIndex {
  const { table, sql, name, unique, isConstraint, columns, origin, declaration } = index;
  const coveredBy = coverOf(index, others);
  const status = coveredBy === undefined ? 'standing' : 'needless';
  return { table, sql, name, status, coveredBy, unique, isConstraint, columns, origin, declaration };
}

function suggestedIndex(
  facts: DemandFacts,
  { table, resources }: StandingTable,
  suggestion: Suggestion,
  taken: ReadonlySet<string>,
): CandidateIndex {
  const { what, resource: asking } = suggestion.query.origin;
  const whose = asking === suggestion.resource.module ? '' : ` of \`${asking}\``;
  const origin: Origin = originOf(facts, suggestion.resource, `asked for by ${what}${whose}`, undefined);
  const { index, declaration } = printSuggestion(table, resources, suggestion, origin, taken);
  const { sql, name, unique, columns } = index;
  return {
    ...{
      table: table.name,
      sql,
      name,
      status: 'suggested',
      coveredBy: undefined,
      unique,
      isConstraint: false,
      columns,
    },
    ...{ origin, declaration },
  };
}
