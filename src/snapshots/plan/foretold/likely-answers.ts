import { equalValues } from '../equal-values.ts';
import type { Plan } from '../plan.ts';
import type { ProjectRepos } from '../project-repos.ts';
import type { Answerer } from '../question.ts';
import { tableName } from '../stored-snapshots.ts';
import type { TablePair } from '../table-pair.ts';

/**
 * Agrees to what looks like a rename, as `drift.ts` has it: columns of one type, tables with mostly the same columns.
 * A table that seems to be gone may have its resource in a file that cannot be read for now.
 */
export function likelyAnswers({ parts }: Plan, repos: ProjectRepos['repos'], hasBrokenFiles: boolean): Answerer {
  const pairs = parts.flatMap((part) => part.pairs);
  return ({ kind, table, from, to, options }) => {
    switch (kind) {
      case 'rename-column-to':
      case 'rename-column':
      case 'new-column-name': {
        const name = newNameOf(pairs, table, from);
        if (kind === 'new-column-name') return options?.find((option) => option === name);
        return name !== undefined && (to === undefined || to === name) ? 'y' : 'n';
      }
      case 'primary-key':
        return undefined;
      case 'rename-table-to':
        return !hasBrokenFiles && isAlike(repos, table, to) ? 'y' : 'n';
      case 'rename-table':
      case 'new-table-name':
        return 'n';
      case 'move-table':
      case 'drop-table':
        return hasBrokenFiles ? 'n' : 'y';
    }
  };
}

/** The only new column of the type of the only one that is gone. */
function newNameOf(pairs: readonly TablePair[], table: string, from: string | undefined): string | undefined {
  const pair = pairs.find(({ after }) => tableName(after) === table);
  const gone = pair?.before?.attributes.find(({ source }) => source === from);
  if (pair?.before === undefined || gone === undefined) return undefined;
  const [before, after] = [pair.before.attributes, pair.after.attributes];
  const without = (all: typeof before, others: typeof before): typeof before =>
    all.filter(({ source, type }) => equalValues(type, gone.type) && !others.some((other) => other.source === source));
  const [only, ...more] = without(after, before);
  return more.length > 0 || without(before, after).length > 1 ? undefined : only?.source;
}

function isAlike(repos: ProjectRepos['repos'], from: string, to: string | undefined): boolean {
  return repos.some(({ tables, stored, read }) => {
    const now = tables.find(({ snapshot }) => tableName(snapshot) === to);
    const file = stored.find(({ place }) => tableName(place) === from && place.tenant === now?.tenant);
    if (now === undefined || file === undefined) return false;
    const own = new Set(now.snapshot.attributes.map(({ source }) => source));
    const { attributes } = read(file);
    return attributes.filter(({ source }) => own.has(source)).length * 2 > Math.max(own.size, attributes.length);
  });
}
