import { compareVersions } from '../../ecto/migration-place.ts';
import type { MigrationRun, RecordedSchema, RepoRuns } from '../../ecto/migration-run.ts';
import type { Engine } from '../database.ts';
import { runCourse, type Course } from './course.ts';
import { judge, type Judgement } from './judge.ts';
import type { ProofInput } from './proof-input.ts';
import { newerWarnings } from './newer-warnings.ts';
import { completeProof, lostProof, proofAfterBroken, otherDatabaseProof } from './complete-proof.ts';
import type { MigrationProof } from './proof-report.ts';
import { hasRowsToMind, leavesNothing, madeUpRows, runOnRows, tryOnRows, type RowsResult } from './prove-rows.ts';
import { DatabaseLost, Session } from './session.ts';
import { advance, newTrack, readyFor, type Track } from './track.ts';

/** What is known of a migration once it was run, and the track behind it where that can be gone on with. */
interface Run {
  readonly judged: Judgement;
  readonly rows: RowsResult;
  readonly next: Track | undefined;
}

/**
 * Proves migrations of one repository, in their order. A database goes along with them as long as it is in the state
 * that the next migration needs; a second one is made of snapshots where migrations do not lead to that state.
 */
export class RepoProof {
  readonly #repo: RepoRuns;
  readonly #input: ProofInput;
  /** Migrations that took too long, and what is said of them: those behind them are not run on top of them. */
  readonly #skipped = new Map<string, string>();
  #main: Track | undefined;
  #recorded: Track | undefined;
  #engine: Engine | undefined;

  constructor(repo: RepoRuns, input: ProofInput) {
    this.#repo = repo;
    this.#input = input;
  }

  /** What ran them; undefined before the first. */
  get engine(): Engine | undefined {
    return this.#engine;
  }

  async prove(index: number): Promise<MigrationProof> {
    const run = this.#repo.migrations[index];
    if (run === undefined) throw new RangeError(`There is no migration ${index}.`);
    const { otherDatabase } = this.#repo;
    if (otherDatabase !== undefined) return otherDatabaseProof(run, otherDatabase);
    try {
      const first = await this.#onMigrations(index, run);
      const best = first.judged.isOpen ? ((await this.#onSnapshots(index, run)) ?? first) : first;
      return completeProof(best.judged, best.rows, newerWarnings(run, this.#repo.minVersionNumber));
    } catch (error) {
      if (!(error instanceof DatabaseLost)) throw error;
      this.#skipped.set(run.path, error.message);
      await this.close();
      return lostProof(run, error.message);
    }
  }

  /** The database with all migrations behind it. */
  async finished(): Promise<Track> {
    return this.#at(this.#repo.migrations.length);
  }

  /** A database of its own, which the caller closes. */
  async open(): Promise<Session> {
    const { source, limits, signal } = this.#input;
    const session = await Session.open({ source, limits, signal, extensions: this.#repo.extensions });
    this.#engine = session.engine;
    return session;
  }

  async close(): Promise<void> {
    const tracks = [this.#main, this.#recorded];
    this.#main = undefined;
    this.#recorded = undefined;
    for (const track of tracks) await track?.session.close();
  }

  async #onMigrations(index: number, run: MigrationRun): Promise<Run> {
    const track = await this.#at(index);
    if (track.broken !== undefined)
      return { judged: proofAfterBroken(track.broken, run), rows: undefined, next: track };
    const result = await this.#run(track, run, () => this.#at(index));
    this.#main = result.next;
    return result;
  }

  /** The state before, made of snapshots. Undefined where they say no more than the migrations do. */
  async #onSnapshots(index: number, run: MigrationRun): Promise<Run | undefined> {
    const track = this.#recorded?.position === index ? this.#recorded : await this.#record(index, run);
    if (track === undefined) return undefined;
    const result = await this.#run(track, run, async () => (await this.#record(index, run)) ?? track);
    this.#recorded = result.next;
    return result.judged.isOpen ? undefined : result;
  }

  /** A database of what the newest snapshots before a migration say, and of the migrations that came after them. */
  async #record(index: number, run: MigrationRun): Promise<Track | undefined> {
    await this.#recorded?.session.close();
    this.#recorded = undefined;
    const recorded = await this.#input.recorded(this.#repo.folder, run.version);
    if (recorded === undefined) return undefined;
    const session = await this.open();
    const basis = { kind: 'snapshots', version: recorded.version } as const;
    const track = await readyFor({ ...newTrack(session, basis), gaps: [{ kind: 'snapshots' }] }, run);
    await make(session, recorded, run.tenant);
    const later = this.#repo.migrations
      .slice(0, index)
      .filter(({ version }) => compareVersions(version, recorded.version) > 0);
    const made = await advance(
      track,
      { ...this.#repo, migrations: later },
      later.length,
      this.#skipped,
      () => undefined,
    );
    if (made.broken === undefined) return (this.#recorded = { ...made, position: index });
    await session.close();
    return undefined;
  }

  /** On rows first, of which nothing stays; `again` makes the same state anew should it be lost with them. */
  async #run(track: Track, run: MigrationRun, again: () => Promise<Track>): Promise<Run> {
    const rows = await this.#onRows(await readyFor(track, run), run);
    const ready = await readyFor(track.session.isLost ? await again() : track, run);
    const course = await runCourse(ready, run);
    const judged = judge(course, run, ready);
    const next = behind(ready, run, course, judged);
    if (next === undefined) await ready.session.close();
    return { judged, rows, next };
  }

  async #onRows(track: Track, run: MigrationRun): Promise<RowsResult> {
    if (!hasRowsToMind(run)) return undefined;
    try {
      track.session.beginMigration();
      if (leavesNothing(run)) return await tryOnRows(track.session, run, madeUpRows(run));
      const apart = await this.#apart(track, run);
      try {
        return await runOnRows(apart.session, run, madeUpRows(run));
      } finally {
        await apart.session.close();
      }
    } catch (error) {
      if (!(error instanceof DatabaseLost)) throw error;
      await track.session.close();
      return 'not-run';
    }
  }

  /** Another database in the same state, for what cannot be taken back. */
  async #apart({ position }: Track, run: MigrationRun): Promise<Track> {
    const start = newTrack(await this.open(), { kind: 'migrations' });
    return readyFor(await advance(start, this.#repo, position, this.#skipped, () => undefined), run);
  }

  /** The database in the state before a migration. One earlier that takes too long is left out of the next attempt. */
  async #at(position: number): Promise<Track> {
    const current = this.#main;
    this.#main = undefined;
    const isUsable = current !== undefined && current.position <= position && !current.session.isLost;
    if (!isUsable) await current?.session.close();
    let track = isUsable ? current : newTrack(await this.open(), { kind: 'migrations' });
    for (;;) {
      let at = '';
      try {
        return (this.#main = await advance(track, this.#repo, position, this.#skipped, (run) => (at = run.path)));
      } catch (error) {
        await track.session.close();
        if (!(error instanceof DatabaseLost) || this.#skipped.has(at)) throw error;
        this.#skipped.set(at, error.message);
        track = newTrack(await this.open(), { kind: 'migrations' });
      }
    }
  }
}

/** Where a database stands after a course; undefined where that is not certain. */
function behind(track: Track, run: MigrationRun, course: Course, { proof }: Judgement): Track | undefined {
  const position = track.position + 1;
  if (proof.down.restored && proof.again.equal) return { ...track, position, print: course.aboveAgain };
  if (!run.transaction || course.down?.outcome.kind === 'done') return undefined;
  if (course.up.outcome.kind === 'done') return { ...track, position, print: course.above };
  const { error } = proof.up;
  const broken =
    proof.verdict === 'refuted' && error !== undefined ? { path: run.path, message: error.message } : undefined;
  return { ...track, print: course.before, broken };
}

/** What is refused in it depends on what snapshots do not tell. */
async function make(session: Session, { steps, tenantSteps }: RecordedSchema, tenant: boolean): Promise<void> {
  for (const step of tenant ? [...steps, ...tenantSteps] : steps) {
    if (step.kind === 'statement') await session.run(step.sql);
  }
}
