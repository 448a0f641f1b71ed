import { Lines } from '../base/lines.ts';
import { backwardOf } from './imbalance.ts';
import { forwardOf, type Migration } from './migration.ts';
import type { Operation } from './operation.ts';
import { priced } from './priced.ts';
import { Reading, type ReadingPlace } from './reading.ts';
import { reverseStatement } from './reverse-statement.ts';
import { statementOperation } from './statement-operation.ts';
import type { Statement } from './statement.ts';

/** What a migration does in both directions, with what each operation costs on a table that has rows. */
export interface MigrationOperations {
  readonly up: readonly Operation[];
  readonly down: readonly Operation[];
  /** Why a rollback raises, or may; empty where it runs to its end. */
  readonly irreversible: readonly MigrationRemark[];
  /** What the text does not decide. Where it stands for a whole command, an operation of the kind `code` has its text. */
  readonly opaque: readonly MigrationRemark[];
}

export interface MigrationRemark {
  /** From 1. */
  readonly line: number;
  readonly reason: string;
}

/** `migrations` are those that may have run before; they say how a column was that this one modifies. */
export function operationsOf(
  migration: Migration,
  text: string,
  migrations: readonly Migration[],
): MigrationOperations {
  const place: ReadingPlace = { migration, text, migrations, lines: new Lines(text) };
  const [up, down] = [new Reading(place), new Reading(place)];
  const forward = forwardOf(migration);
  for (const statement of runningOrder(forward)) up.take(statement, statementOperation(statement, up));
  readBackward(migration, down);
  for (const { start, reason } of migration.openBecause) up.opaque(start, reason);
  return {
    up: priced(up.operations),
    down: priced(down.operations),
    irreversible: distinct([...withoutDown(migration, place), ...down.raises]),
    opaque: distinct([...up.opaqueParts, ...down.opaqueParts]),
  };
}

/** `down` where there is one, else `change` turned around. */
function readBackward(migration: Migration, reading: Reading): void {
  const { down, change } = migration;
  if (down !== undefined) {
    for (const statement of runningOrder(backwardOf(down)))
      reading.take(statement, statementOperation(statement, reading));
    return;
  }
  if (change === undefined) return;
  for (const segment of segmentsOf(backwardOf(change))) {
    for (const statement of segment.atOnce) reading.take(statement, statementOperation(statement, reading));
    for (const statement of segment.queued.toReversed()) {
      const reversed = reverseStatement(statement);
      if (reversed === undefined) reading.stop(statement);
      else reading.take(statement, statementOperation(reversed, reading));
    }
  }
}

function withoutDown({ down, change, up, nameSpan }: Migration, { lines }: ReadingPlace): MigrationRemark[] {
  if (down !== undefined || change !== undefined) return [];
  const line = lines.lineAt((up ?? nameSpan).start);
  return [{ line, reason: 'There is no `down`, so that Ecto raises when it is rolled back.' }];
}

/** Up to a `flush`, or the end: what is sent at once, and what waits. */
interface Segment {
  readonly atOnce: readonly Statement[];
  readonly queued: readonly Statement[];
}

/** Commands wait for the end of the function, or for `flush`; the repository is called, and raised, at once. */
function segmentsOf(statements: readonly Statement[]): Segment[] {
  const segments: { atOnce: Statement[]; queued: Statement[] }[] = [{ atOnce: [], queued: [] }];
  for (const statement of statements) {
    const current = segments.at(-1);
    if (statement.kind === 'flush') segments.push({ atOnce: [], queued: [] });
    else if (statement.kind === 'repo' || statement.kind === 'raise') current?.atOnce.push(statement);
    else if (statement.kind !== 'inert') current?.queued.push(statement);
  }
  return segments;
}

function runningOrder(statements: readonly Statement[]): Statement[] {
  return segmentsOf(statements).flatMap(({ atOnce, queued }) => [...atOnce, ...queued]);
}

/** Loops and helpers come to the same line again. */
function distinct(remarks: readonly MigrationRemark[]): MigrationRemark[] {
  const byText = new Map(remarks.map((remark) => [`${remark.line} ${remark.reason}`, remark]));
  return [...byText.values()].sort((a, b) => a.line - b.line);
}
