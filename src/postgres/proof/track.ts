import type { MigrationRun, RepoRuns, RunStep } from '../../ecto/migration-run.ts';
import type { Fingerprint } from '../fingerprint/fingerprint.ts';
import { gapsAbout, mayComeFromGaps, missingExtensionIn, outsideOf, type Failure, type Gap } from './gap.ts';
import { libraryReach } from './library-reach.ts';
import type { Session } from './session.ts';
import { refusedIn, type Refused } from './sql-error.ts';

/** What the state of a database was made from. */
export type Basis = { readonly kind: 'migrations' } | { readonly kind: 'snapshots'; readonly version: string };

/** A database at a point of a repository's history, and what is known to be missing in it. */
export interface Track {
  readonly session: Session;
  readonly basis: Basis;
  /** How many of the repository's migrations count as applied. */
  readonly position: number;
  readonly gaps: readonly Gap[];
  readonly hasTenant: boolean;
  /** A migration that fails by itself: nothing comes after it. */
  readonly broken: { readonly path: string; readonly message: string } | undefined;
  /** The schema as it is, where it was looked at. */
  readonly print: Fingerprint | undefined;
}

/** The schema in which migrations of tenants run. */
export const tenantSchema = 'tenant_a';

export function newTrack(session: Session, basis: Basis): Track {
  return { session, basis, position: 0, gaps: [], hasTenant: false, broken: undefined, print: undefined };
}

/** Applies the migrations up to, and without, the one at `target`; `skip` has those that are not run, and why. */
export async function advance(
  track: Track,
  repo: RepoRuns,
  target: number,
  skip: ReadonlyMap<string, string>,
  onMigration: (run: MigrationRun) => void,
): Promise<Track> {
  let current = track;
  while (current.position < target && current.broken === undefined) {
    const run = repo.migrations[current.position];
    if (run === undefined) return current;
    onMigration(run);
    current = await applyNext(await readyFor(current, run), run, skip);
  }
  return current;
}

/** The schema of the tenant is there before the first of its migrations runs. */
export async function readyFor(track: Track, run: MigrationRun | undefined): Promise<Track> {
  if (run?.tenant !== true || track.hasTenant) return track;
  await track.session.run(`CREATE SCHEMA IF NOT EXISTS ${tenantSchema}`);
  return { ...track, hasTenant: true, print: undefined };
}

async function applyNext(before: Track, run: MigrationRun, skip: ReadonlyMap<string, string>): Promise<Track> {
  const track = { ...before, print: undefined };
  const position = track.position + 1;
  const reason = skip.get(run.path);
  if (reason !== undefined) {
    const gap: Gap = { kind: 'skipped', path: run.path, line: 1, reason };
    return { ...track, position, gaps: [...track.gaps, gap] };
  }
  track.session.beginMigration();
  const applied = await applySteps(track, run);
  return applied.failed === undefined
    ? { ...track, position, gaps: applied.gaps }
    : { ...track, broken: { path: run.path, message: applied.failed } };
}

interface Applied {
  readonly gaps: readonly Gap[];
  readonly failed?: string;
}

/** Runs `up`; what cannot be run because something is not known is left out and remembered. */
async function applySteps({ session, gaps: before }: Track, run: MigrationRun): Promise<Applied> {
  let gaps = before;
  if (run.transaction) await session.run('BEGIN');
  for (const step of run.up) {
    const result = await applyStep(session, run, step, gaps);
    if (result.kind === 'gap') gaps = [...gaps, result.gap];
    if (result.kind !== 'failed') continue;
    if (run.transaction) await session.run('ROLLBACK');
    return { gaps, failed: result.message };
  }
  const refused = run.transaction ? refusedIn(await session.run('COMMIT')) : undefined;
  return refused === undefined ? { gaps } : { gaps, failed: refused.message };
}

type StepResult =
  | { readonly kind: 'done' }
  | { readonly kind: 'gap'; readonly gap: Gap }
  | { readonly kind: 'failed'; readonly message: string };

async function applyStep(
  session: Session,
  run: MigrationRun,
  step: RunStep,
  gaps: readonly Gap[],
): Promise<StepResult> {
  const place = { path: run.path, line: step.cause.line };
  if (step.kind === 'refusal') return { kind: 'failed', message: step.message };
  if (step.kind === 'opaque') {
    if (step.writesRows === true) return { kind: 'done' };
    const reach = libraryReach(step.description);
    return { kind: 'gap', gap: { kind: 'opaque', ...place, reason: step.reason, reach } };
  }
  // Only where something may fail without being wrong does the transaction have to outlive it.
  const guarded = run.transaction && (gaps.length > 0 || needsServer.test(step.sql));
  if (guarded) await session.run('SAVEPOINT step');
  const refused = refusedIn(await session.run(step.sql));
  if (guarded) await session.run(refused === undefined ? 'RELEASE SAVEPOINT step' : 'ROLLBACK TO SAVEPOINT step');
  if (refused === undefined) return { kind: 'done' };
  const extension = missingExtensionIn(step.sql, refused);
  if (extension !== undefined) return { kind: 'gap', gap: { kind: 'extension', ...place, extension } };
  if (
    outsideOf(refused) === undefined &&
    !mayComeFromGaps(failureOf(step.sql, refused), gapsAbout(gaps, step.sql, refused.message))
  )
    return { kind: 'failed', message: refused.message };
  return { kind: 'gap', gap: { kind: 'follows', ...place, reason: refused.message } };
}

/** What may ask for something that a server has or has not. */
const needsServer =
  /\bCREATE\s+EXTENSION\b|\bROLE\b|\bUSER\b|\bGRANT\b|\bREVOKE\b|\bOWNER\b|\bTABLESPACE\b|\bPOLICY\b/i;

/** Which objects there are is not looked up on the way: what is missing then counts as missing from before. */
function failureOf(sql: string, error: Refused): Failure {
  return { sql, error, known: new Set(), own: new Set() };
}
