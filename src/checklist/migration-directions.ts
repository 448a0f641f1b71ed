import { folderOf, forwardOf, type Migration } from '../ecto/migration.ts';
import type { Statement } from '../ecto/statement.ts';
import type { RuleContext } from './rule.ts';

/** What runs one way, without what is decided at run time. */
export interface MigrationDirection {
  readonly name: 'up' | 'down';
  readonly statements: readonly Statement[];
}

/** Both ways of a migration; how Ecto turns `change` around is left out. */
export function directionsOf(migration: Migration): MigrationDirection[] {
  const up = forwardOf(migration).filter(({ conditional }) => !conditional);
  const down = migration.down?.statements.filter(({ only, conditional }) => only !== 'up' && !conditional);
  const forward: MigrationDirection = { name: 'up', statements: up };
  return down === undefined ? [forward] : [forward, { name: 'down', statements: down }];
}

/** Everything of a migration's folder that ran on the way up when it comes to one of its statements, in its order. */
export function statementsBefore(
  statement: Statement,
  migration: Migration,
  { migrations }: Pick<RuleContext, 'migrations'>,
): Statement[] {
  const own = forwardOf(migration);
  const folder = folderOf(migration);
  const earlier = migrations.filter((other) => folderOf(other) === folder && other.path < migration.path);
  return [...earlier.flatMap(forwardOf), ...own.slice(0, own.indexOf(statement))];
}
