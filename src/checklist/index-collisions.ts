import type { Migration } from '../ecto/migration.ts';
import type { CreateIndex, Index } from '../ecto/statement.ts';
import { directionsOf } from './migration-directions.ts';
import type { RuleContext } from './rule.ts';
import { createdIndex, droppedIndex, standingIndex, type StandingIndex } from './standing-index.ts';

/** An index that a migration makes although another one has its name. */
export interface IndexCollision {
  readonly made: Index;
  readonly statement: CreateIndex;
  readonly other: StandingIndex;
  /** The other one is dropped further down: it is the same index, in its former shape. */
  readonly isReplaced: boolean;
}

export function collisionsIn(migration: Migration, context: RuleContext): IndexCollision[] {
  const [up] = directionsOf(migration);
  const statements = up?.name === 'up' ? up.statements : [];
  return statements.flatMap((statement, position): IndexCollision[] => {
    const name = createdIndex(statement);
    if (name === undefined || statement.kind !== 'create-index') return [];
    const other = standingIndex(statement, migration, context);
    if (other === undefined) return [];
    const isReplaced = statements.slice(position + 1).some((later) => droppedIndex(later) === name);
    return [{ made: statement.index, statement, other, isReplaced }];
  });
}
