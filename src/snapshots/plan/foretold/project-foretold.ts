import type { Resource } from '../../../ash/model.ts';
import type { Project } from '../../../ash/project.ts';
import type { Location } from '../../../base/span.ts';
import type { Migration } from '../../../ecto/migration.ts';
import type { Cause } from '../../../ecto/operation.ts';
import type { SnapshotStore } from '../../store.ts';
import { createPlan, type Plan } from '../plan.ts';
import { projectRepos, type ProjectInput, type ProjectRepos } from '../project-repos.ts';
import type { AnsweredQuestion, Answerer } from '../question.ts';
import { Refusal } from '../refusal.ts';
import { foretell } from './foretell.ts';
import type { Foretold } from './foretold.ts';
import { likelyAnswers } from './likely-answers.ts';
import { foretellPrimaryKeysDiffer } from './primary-keys-differ.ts';

/** What will go wrong with the next migration, and under which condition. */
export interface ProjectForetold extends Omit<Foretold, 'cause' | 'note'> {
  /** The place that causes it; undefined for tables without a resource. */
  readonly at: Location | undefined;
  /** It happens only if this question of the generator is answered with yes: its prompt. */
  readonly asked: string | undefined;
}

interface Known {
  readonly revision: number;
  readonly store: SnapshotStore;
  readonly migrations: readonly Migration[];
  readonly foretold: readonly ProjectForetold[];
}

const known = new WeakMap<readonly Resource[], Known>();

/** Plans the next migration, once for a state of the project and of the files, and tells what will go wrong with it. */
export function foretoldOf(
  project: Project,
  store: SnapshotStore,
  migrations: readonly Migration[],
): readonly ProjectForetold[] {
  const resources = project.resources();
  const found = known.get(resources);
  const { revision } = store;
  if (found?.store === store && found.revision === revision && found.migrations === migrations) return found.foretold;
  const foretold = foretellProject(project, store, migrations);
  known.set(resources, { revision, store, migrations, foretold });
  return foretold;
}

function foretellProject(project: Project, store: SnapshotStore, migrations: readonly Migration[]): ProjectForetold[] {
  const places = new WeakMap<Cause, Location>();
  const repos = reposOf(
    {
      project,
      paths: newestPaths(store.paths()),
      textOf: (path) => store.textOf(path),
      readSnapshot: (path) => store.read(path),
      lineOf: (place) => {
        // The place itself is remembered: nobody reads the line.
        const cause = { path: place.path, line: 1 };
        places.set(cause, place);
        return cause;
      },
      functionsSource: undefined,
    },
    migrations,
  );
  const tell = (found: Foretold, asked?: string): ProjectForetold => {
    const { slug, severity, table, message, instead, cause } = found;
    const at = cause === undefined ? undefined : places.get(cause);
    return { slug, severity, table, message, instead, at, asked };
  };
  const declined = plan(repos, ({ kind }) => (kind === 'primary-key' ? undefined : 'n'));
  const certainly = repos.flatMap(foretellPrimaryKeysDiffer).filter(({ note }) => note === undefined);
  const ofKeys = certainly.map((found) => tell(found));
  if (declined === undefined) return ofKeys;
  const assumed = declined.questions.filter(({ kind }) => kind === 'primary-key').map(({ table }) => table);
  // What was assumed proves nothing.
  const isDecided = ({ table, note }: Foretold): boolean =>
    note === undefined && !assumed.some((name) => isTable(name, table));
  const certain = foretell(declined.parts, project).filter(isDecided);
  if (declined.questions.length === 0) return [...ofKeys, ...certain.map((found) => tell(found))];
  const agreed = plan(repos, likelyAnswers(declined, repos, project.hasBrokenFiles()));
  if (agreed === undefined) return ofKeys;
  const possible = foretell(agreed.parts, project).filter(isDecided);
  // What only a no would bring is not told: the question is there to be answered with yes.
  const told = possible.flatMap((found) => {
    if (certain.some((other) => keyOf(other) === keyOf(found))) return [tell(found)];
    const question = questionOf(found, agreed.questions);
    return question === undefined ? [] : [tell(found, question.prompt)];
  });
  return [...ofKeys, ...told];
}

/** The generator compares with the newest file of a folder; projects keep thousands of older ones. */
function newestPaths(paths: readonly string[]): string[] {
  const newest = new Map<string, string>();
  for (const path of paths) {
    if (path.endsWith('_dev.json')) continue;
    const folder = /^(.*)\/\d{14}\.json$/.exec(path)?.[1] ?? path;
    const known = newest.get(folder);
    if (known === undefined || known < path) newest.set(folder, path);
  }
  return [...newest.values()];
}

/**
 * None where codegen would raise, or a snapshot cannot be read: there are findings of their own for that. A repo with
 * migrations and without any snapshot does not use the generator.
 */
function reposOf(input: ProjectInput, migrations: readonly Migration[]): ProjectRepos['repos'] {
  const isWritten = (folder: string): boolean => migrations.some(({ path }) => path.startsWith(`${folder}/`));
  try {
    return projectRepos(input).repos.filter(
      (repo) => repo.stored.length > 0 || ![repo.migrations, repo.tenantMigrations].some(isWritten),
    );
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
}

function plan(repos: ProjectRepos['repos'], answerer: Answerer): Plan | undefined {
  try {
    const result = createPlan({ repos, name: 'change', now: '20250101000000', answerer });
    return result.kind === 'planned' ? result : undefined;
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

function keyOf({ slug, table, message }: Foretold): string {
  return JSON.stringify([slug, table, message]);
}

/** The question about what a finding speaks of: its column, or else the only one about its table. */
function questionOf(
  { table, message }: Foretold,
  questions: readonly AnsweredQuestion[],
): AnsweredQuestion | undefined {
  const own = questions.filter((question) =>
    [question.table, question.to, ...(question.options ?? [])].some((name) => isTable(name, table)),
  );
  const asked = own.filter(({ answer }) => answer === 'y');
  const named = asked.find(({ from }) => from !== undefined && message.includes(`\`${from}\``));
  return named ?? (asked.length === 1 ? asked[0] : undefined);
}

/** Whether a name that may have a schema in front is that of the table. */
function isTable(name: string | undefined, table: string): boolean {
  return name === table || name?.endsWith(`.${table}`) === true;
}
