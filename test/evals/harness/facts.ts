import { forwardOf } from '../../../src/ecto/migration.ts';
import { matches, printPattern, type Pattern } from './matches.ts';
import type { ProjectState } from './project-state.ts';

/** What can be so in a project; looked up in the analysis' model, never in a text. */
export type Fact =
  /** An entry of a resource as `ash-architect model` prints it, such as an identity with these keys. */
  | { readonly resource: string; readonly has: ResourceList; readonly like: Pattern }
  | { readonly resource: string; readonly lacks: ResourceList; readonly like: Pattern }
  /** The resource itself: its table, its tenancy, its postgres block. */
  | { readonly resource: string; readonly is: Pattern }
  | { readonly domain: string; readonly lists: string }
  | { readonly type: string; readonly is: Pattern }
  /** A migration that was not there before: `statements` are what it runs on its way up. */
  | { readonly newMigration: Pattern }
  | { readonly noNewMigration: Pattern };

const inPostgres = ['references', 'custom_indexes', 'check_constraints'] as const;
export type ResourceList =
  | 'attributes'
  | 'relationships'
  | 'identities'
  | 'actions'
  | 'calculations'
  | 'aggregates'
  | (typeof inPostgres)[number];

/** `before` tells which migrations are new. */
export function isSo(fact: Fact, now: ProjectState, before: ProjectState): boolean {
  if ('newMigration' in fact) return newMigrations(now, before).some((each) => matches(each, fact.newMigration));
  if ('noNewMigration' in fact) return !newMigrations(now, before).some((each) => matches(each, fact.noNewMigration));
  if ('domain' in fact) return asList(named(now.model.domains, fact.domain)?.['resources']).includes(fact.lists);
  if ('type' in fact) return matches(named(now.model.types, fact.type), fact.is);
  const resource = named(now.model.resources, fact.resource);
  if (resource === undefined) return false;
  if ('is' in fact) return matches(resource, fact.is);
  const list = entriesOf(resource, 'has' in fact ? fact.has : fact.lacks);
  return list.some((entry) => matches(entry, fact.like)) === 'has' in fact;
}

export function printFact(fact: Fact): string {
  if ('newMigration' in fact) return `a new migration like ${printPattern(fact.newMigration)}`;
  if ('noNewMigration' in fact) return `no new migration like ${printPattern(fact.noNewMigration)}`;
  if ('domain' in fact) return `${fact.domain} lists ${fact.lists}`;
  if ('type' in fact) return `${fact.type} is like ${printPattern(fact.is)}`;
  if ('is' in fact) return `${fact.resource} is like ${printPattern(fact.is)}`;
  const what = 'has' in fact ? `one of its ${fact.has}` : `none of its ${fact.lacks}`;
  return `${fact.resource}: ${what} is like ${printPattern(fact.like)}`;
}

type Printed = Readonly<Record<string, unknown>>;

function named(entries: readonly Printed[], module: string): Printed | undefined {
  return entries.find((entry) => entry['module'] === module);
}

function entriesOf(resource: Printed, list: ResourceList): readonly unknown[] {
  const isInPostgres = inPostgres.some((name) => name === list);
  const owner = isInPostgres ? (resource['postgres'] as Printed | null) : resource;
  return asList(owner?.[list]);
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function newMigrations(now: ProjectState, before: ProjectState): readonly unknown[] {
  return now.migrations
    .filter(({ path }) => !before.texts.has(path))
    .map((migration) => ({ ...migration, statements: forwardOf(migration) }));
}
