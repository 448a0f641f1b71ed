import type { MigrationRun } from '../../ecto/migration-run.ts';
import type { Fingerprint } from '../fingerprint/fingerprint.ts';
import type { Direction, Passage } from './run-direction.ts';
import { runDirection } from './run-direction.ts';
import type { Track } from './track.ts';

/** A migration up, down and up again as far as it got, and the schema at each stop. */
export interface Course {
  readonly before: Fingerprint;
  readonly up: Passage;
  readonly above?: Fingerprint;
  readonly down?: Passage;
  readonly below?: Fingerprint;
  readonly again?: Passage;
  readonly aboveAgain?: Fingerprint;
}

export async function runCourse({ session, gaps, print }: Track, run: MigrationRun): Promise<Course> {
  session.beginMigration();
  const before = print ?? (await session.fingerprint());
  const pass = (direction: Direction): Promise<Passage> =>
    runDirection(session, run, direction, { locks: true, idle: gaps.length > 0 });
  const up = await pass('up');
  if (up.outcome.kind !== 'done') return { before, up };
  const above = await session.fingerprint();
  const down = await pass('down');
  if (down.outcome.kind !== 'done') return { before, up, above, down };
  const below = await session.fingerprint();
  const again = await pass('again');
  if (again.outcome.kind !== 'done') return { before, up, above, down, below, again };
  return { before, up, above, down, below, again, aboveAgain: await session.fingerprint() };
}
