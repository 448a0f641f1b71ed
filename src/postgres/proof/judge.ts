import type { MigrationRun, RunStep } from '../../ecto/migration-run.ts';
import type { Engine } from '../database.ts';
import {
  gapReason,
  gapsAbout,
  gapWarnings,
  mayComeFromGaps,
  mayComeFromRows,
  missingExtensionIn,
  objectKeys,
  outsideOf,
} from './gap.ts';
import type { Course } from './course.ts';
import { needsNewer } from '../fingerprint/needs-newer.ts';
import { droppedName } from './idle.ts';
import { observe, type Observation } from './observe.ts';
import type { MigrationProof, ProofError, ProofNote } from './proof-report.ts';
import type { Direction, Outcome, Passage } from './run-direction.ts';
import type { Track } from './track.ts';

/** What a course comes to, but for the rows. */
export interface Judgement {
  readonly proof: Omit<MigrationProof, 'rows' | 'ms'>;
  /** What is missing in the database may be all that is wrong: another way to the same state may tell. */
  readonly isOpen: boolean;
}

type Finding =
  | { readonly verdict: 'proven' }
  | { readonly verdict: 'refuted'; readonly reason: string }
  | { readonly verdict: 'not-proven'; readonly reason: string; readonly isOpen: boolean };

export function judge(course: Course, run: MigrationRun, track: Track): Judgement {
  const restored = observeMaybe(course.before, course.below, run, 'down');
  const equal = observeMaybe(course.above, course.aboveAgain, run, 'again');
  const finding = find(course, run, track, restored, equal);
  // What the second `up` makes of a schema that is not as it was says nothing more.
  const isBack = restored === undefined || restored.differences.length === 0;
  const differences = (isBack ? equal : restored)?.differences ?? [];
  return {
    isOpen: finding.verdict === 'not-proven' && finding.isOpen,
    proof: {
      path: run.path,
      verdict: finding.verdict,
      ...(finding.verdict === 'proven' ? {} : { reason: finding.reason }),
      notes: notesOf(course, track, [...(restored?.notes ?? []), ...(equal?.notes ?? [])]),
      warnings: gapWarnings(track.gaps),
      up: ended(course.up),
      down: { ...ended(course.down), restored: restored?.differences.length === 0 },
      again: { ...ended(course.again), equal: equal?.differences.length === 0 },
      differences: [...differences],
      steps: [course.up, course.down, course.again].flatMap((passage) => passage?.steps ?? []),
    },
  };
}

function observeMaybe(
  before: Course['above'],
  after: Course['below'],
  run: MigrationRun,
  direction: Exclude<Direction, 'up'>,
): Observation | undefined {
  return before === undefined || after === undefined ? undefined : observe(before, after, run, direction);
}

function ended(passage: Passage | undefined): MigrationProof['up'] {
  if (passage?.outcome.kind === 'failed') return { ok: false, error: passage.outcome.error };
  return { ok: passage?.outcome.kind === 'done' };
}

function find(
  course: Course,
  run: MigrationRun,
  track: Track,
  restored: Observation | undefined,
  equal: Observation | undefined,
): Finding {
  const passages = [course.up, course.down, course.again];
  const idle = passages.find((passage) => passage?.idle !== undefined)?.idle;
  const missed = idle === undefined || dropsKnown(idle, course) ? [] : gapsAbout(track.gaps, sqlOf(idle));
  if (idle !== undefined && missed.length > 0) {
    const what = `Line ${idle.cause.line} (${idle.description}) found nothing to drop`;
    return { verdict: 'not-proven', reason: `${what}, and ${gapReason(missed)}.`, isOpen: true };
  }
  if (restored !== undefined && restored.differences.length > 0)
    return { verdict: 'refuted', reason: `After a rollback the schema is not as before: ${listed(restored)}.` };
  for (const [direction, passage] of [
    ['up', course.up],
    ['down', course.down],
    ['again', course.again],
  ] as const) {
    const finding = passage === undefined ? undefined : findStop(passage.outcome, direction, course, run, track);
    if (finding !== undefined) return finding;
  }
  if (equal !== undefined && equal.differences.length > 0)
    return { verdict: 'refuted', reason: `A second \`up\` makes another schema than the first: ${listed(equal)}.` };
  return { verdict: 'proven' };
}

function findStop(
  outcome: Outcome,
  direction: Direction,
  course: Course,
  run: MigrationRun,
  track: Track,
): Finding | undefined {
  if (outcome.kind === 'done') return undefined;
  if (outcome.kind === 'opaque') {
    const refusal = direction === 'up' ? sureRefusal(run) : undefined;
    if (refusal !== undefined) return { verdict: 'refuted', reason: failure('down', refusal) };
    return notProven(`what line ${outcome.line} (${outcome.description}) does is not known: ${outcome.reason}`);
  }
  const { error, step } = outcome;
  const cause = step?.kind === 'statement' ? outsideCause(step.sql, error, track.session.engine) : undefined;
  if (cause !== undefined) return notProven(cause);
  const [before, above] = [new Set(objectKeys(course.before)), objectKeys(course.above)];
  const own = new Set(above.filter((key) => !before.has(key)));
  const failed = { error, sql: sqlOf(step), known: new Set([...before, ...above]), own };
  const said = failure(direction, error);
  const gaps = gapsAbout(track.gaps, failed.sql, error.message);
  if (mayComeFromGaps(failed, gaps))
    return { verdict: 'not-proven', reason: maybe(said, gapReason(gaps, error.message)), isOpen: true };
  const code = [course.up, course.down, course.again].flatMap((passage) => passage?.passedOver ?? [])[0];
  if (code === undefined || !mayComeFromRows(error, [{ passedOver: [code] }]))
    return { verdict: 'refuted', reason: said };
  const passedOver = `line ${code.cause.line} (${code.description}), which writes rows, was passed over`;
  return { verdict: 'not-proven', reason: maybe(said, passedOver), isOpen: false };
}

function maybe(said: string, because: string): string {
  return `${said.replace(/\.$/, '')}, which may be only because ${because}.`;
}

function sqlOf(step: RunStep | undefined): string {
  return step?.kind === 'statement' ? step.sql : '';
}

/** `down` raises whatever `up` does. */
function sureRefusal(run: MigrationRun): ProofError | undefined {
  const stop = run.down.find(({ kind }) => kind !== 'statement');
  if (stop?.kind !== 'refusal') return undefined;
  return { sqlstate: null, message: stop.message, operation: stop.description, line: stop.cause.line };
}

/** What the server lacks, not the migration. */
function outsideCause(sql: string, error: ProofError, engine: Engine): string | undefined {
  const extension = missingExtensionIn(sql, error);
  if (extension !== undefined) return missingExtensionReason(extension, engine);
  const outside = outsideOf(error);
  if (outside !== undefined) return `line ${error.line} needs ${outside}: ${error.message}`;
  const [newer] = needsNewer([sql], engine.versionNumber);
  if (newer === undefined) return undefined;
  return `line ${error.line} needs PostgreSQL ${newer.since / 10_000} for ${newer.feature}, and this is ${engine.version}`;
}

/** It found nothing because the migration itself had dropped that before, as with an index whose column goes. */
function dropsKnown(step: RunStep, { before, above }: Course): boolean {
  const dropped = step.kind === 'statement' ? droppedName(step.sql) : undefined;
  return [before, above].some((fingerprint) =>
    [...(fingerprint?.objects.values() ?? [])].some(
      ({ subject: { kind, name } }) => kind !== 'column' && name === dropped,
    ),
  );
}

function missingExtensionReason(extension: string, { name }: Engine): string {
  const server = name === 'PGlite' ? 'The embedded PostgreSQL' : 'This server';
  return `${server} does not have the extension \`${extension}\`. Prove it on a server of your own that has it`;
}

function notProven(reason: string): Finding {
  return { verdict: 'not-proven', reason: sentence(reason), isOpen: false };
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1).replace(/\.$/, '')}.`;
}

const verbs: Readonly<Record<Direction, string>> = {
  up: '`up` fails',
  down: 'A rollback fails',
  again: 'A second `up` after the rollback fails',
};

function failure(direction: Direction, { sqlstate, message, operation, line }: ProofError): string {
  const who = sqlstate === null ? 'Ecto raises' : `PostgreSQL says (${sqlstate})`;
  const where = message === operation ? `line ${line}` : `line ${line} (${operation})`;
  return `${verbs[direction]} at ${where}. ${who}: ${message.replace(/\.$/, '')}.`;
}

function listed({ differences }: Observation): string {
  const names = differences.slice(0, 3).map(({ object }) => object);
  const more = differences.length - names.length;
  return more === 0 ? names.join(', ') : `${names.join(', ')} and ${more} more`;
}

function notesOf(course: Course, track: Track, seen: readonly ProofNote[]): ProofNote[] {
  const passedOver = [course.up, course.down, course.again].some((passage) => (passage?.passedOver.length ?? 0) > 0);
  const notes: ProofNote[] = [...seen];
  if (passedOver) notes.push('writes-rows');
  if (track.basis.kind === 'snapshots') notes.push('state-from-snapshots');
  else if (track.gaps.length > 0) notes.push('history-in-part');
  return [...new Set(notes)];
}
