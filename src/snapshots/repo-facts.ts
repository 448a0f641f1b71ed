import type { Repo } from '../ash/model.ts';
import type { Meaning } from '../ash/project.ts';
import type { ProjectView } from './project-view.ts';
import { asAtom, asBoolean, asString } from '../elixir/literal.ts';
import type { FunctionClause } from '../elixir/modules.ts';
import { simplify } from '../elixir/simplify.ts';
import type { Expr } from '../elixir/syntax.ts';
import { defaultRoot } from './layout.ts';
import { isUnknown, type Known } from './snapshot.ts';
import { plain, type ColumnType } from './storage.ts';
import { unknown } from './unknown.ts';

/** What a repo decides of the snapshots of its tables. */
export interface RepoFacts {
  readonly repo: Repo;
  /** The folder of its snapshots, relative to the workspace. */
  readonly root: string;
  /** The schema of tables that name none. */
  readonly defaultPrefix: Known<string>;
  /** Keys of version 7 come from PostgreSQL's own function. */
  readonly usesBuiltinUuid7: Known<boolean>;
  readonly overrideType: (column: ColumnType) => Known<ColumnType>;
}

/** Reads a repo as seen from a file; why it cannot be read otherwise. */
export function repoFactsOf(project: ProjectView, module: string, from: string): Known<RepoFacts> {
  const meaning = project.find(module, from);
  const repo = meaning?.repo;
  if (meaning === undefined || repo === undefined) return unknown(`the repo \`${module}\` is not in this project`);
  const folder = project.rootOf(repo.path);
  const { codegenPaths, snapshotPaths } = folder.settings;
  const root = codegenPaths.snapshots ?? snapshotPaths.get(module) ?? defaultRoot;
  return {
    repo,
    root: folder.path === '' ? root : `${folder.path}/${root}`,
    defaultPrefix: resultOf(meaning, 'default_prefix', asString, 'public'),
    usesBuiltinUuid7: usesBuiltinUuid7(meaning, repo),
    overrideType: (column) => overrideType(meaning, column),
  };
}

/** By default that of PostgreSQL 18 and later. */
function usesBuiltinUuid7(meaning: Meaning, repo: Repo): Known<boolean> {
  const [major] = repo.minPgVersion ?? [];
  const hasOwnVersion = clausesOf(meaning, 'min_pg_version').length > 0;
  const unwritten = major === undefined ? (hasOwnVersion ? undefined : false) : major >= 18;
  return resultOf(meaning, 'use_builtin_uuidv7_function?', asBoolean, unwritten);
}

/** What a function without arguments gives; another module's code may hold one that is not in the text. */
function resultOf<T>(
  meaning: Meaning,
  name: string,
  read: (expr: Expr | undefined) => T | undefined,
  unwritten: T | undefined,
): Known<T> {
  const clauses = clausesOf(meaning, name);
  const computed = unknown(`\`${name}\` of \`${meaning.source.name}\` is not known`);
  if (clauses.length === 0) return unwritten === undefined || isOpen(meaning) ? computed : unwritten;
  const [only] = clauses;
  const body = only === undefined ? undefined : bodyOf(only, meaning);
  return (clauses.length === 1 ? read(body) : undefined) ?? computed;
}

function isOpen({ expanded, repo }: Meaning): boolean {
  return expanded.opaque.length > 0 || repo === undefined;
}

function clausesOf(meaning: Meaning, name: string): readonly FunctionClause[] {
  return meaning.expanded.functions.filter((clause) => clause.name === name);
}

function bodyOf(clause: FunctionClause, meaning: Meaning): Expr | undefined {
  const [only, ...others] = clause.body;
  return only === undefined || others.length > 0 ? undefined : simplify(only, meaning.expanded.scope);
}

/** Asks `override_migration_type/1`; clauses that take an atom, or anything and give it back, can be read. */
function overrideType(meaning: Meaning, column: ColumnType): Known<ColumnType> {
  const clauses = clausesOf(meaning, 'override_migration_type');
  const computed = unknown(`\`override_migration_type\` of \`${meaning.source.name}\` is computed`);
  if (clauses.length === 0) return isOpen(meaning) ? computed : column;
  // The function gets `:text`, `{:array, :text}`, `{:decimal, nil, nil}` or `{:varchar, 120}`.
  const atom = typeof column.type === 'string' && column.type !== 'decimal' && column.size === null;
  for (const clause of clauses) {
    const [param] = clause.params;
    if (clause.guard !== undefined || clause.params.length !== 1 || param === undefined) return computed;
    if (param.kind === 'atom' && atom && param.name !== column.type) continue;
    if (param.kind === 'atom' && !atom) continue;
    if (param.kind === 'tuple' && atom) continue;
    if (param.kind !== 'atom' && param.kind !== 'variable') return computed;
    const body = bodyOf(clause, meaning);
    if (param.kind === 'variable' && body?.kind === 'variable' && body.name === param.name) return column;
    const name = asAtom(body);
    return name === undefined ? computed : plain(name);
  }
  return computed;
}

/** What the repo makes of a column's type. */
export function overridden(facts: RepoFacts, column: Known<ColumnType>): Known<ColumnType> {
  return isUnknown(column) ? column : facts.overrideType(column);
}
