import type { MigrationProof, ProofError, ProofReport, SchemaComparison } from '../../postgres/proof/proof-report.ts';

/** What running migrations came to, for a model: each with its verdict, then with what is wrong. */
export function printProofReport({ migrations, schemas, unread }: ProofReport): string {
  return [
    ...migrations.map(printMigrationProof),
    ...schemas.map(printSchema),
    ...unread.map(({ path, reason }) => `${path}: not read: ${reason}`),
  ].join('\n\n');
}

function printMigrationProof(proof: MigrationProof): string {
  const { path, verdict, reason, up, down, again, differences, rows, warnings, notes } = proof;
  return [
    `${path}: ${verdict}${reason === undefined ? '' : `. ${reason}`}`,
    ...[failed('up', up.error), failed('down', down.error), failed('up again', again.error)].flat(),
    ...differences.map(({ object, before, after, operation, line }) => {
      const by = line === undefined ? '' : ` (by line ${line}: ${operation ?? 'unknown'})`;
      return `- differs: ${object}: before ${before ?? 'absent'}, afterwards ${after ?? 'absent'}${by}`;
    }),
    ...(rows?.faults ?? []).map(({ direction, error, always }) => {
      const when = always ? 'fails as soon as there are rows' : 'failed on rows that the constraints allow';
      return `- ${direction} ${when}: ${printError(error)}`;
    }),
    ...warnings.map(({ message, line }) => `- warning${line === undefined ? '' : `, line ${line}`}: ${message}`),
    ...(notes.length === 0 ? [] : [`- notes: ${notes.join(', ')}`]),
    ...heaviestLocks(proof),
  ].join('\n');
}

function failed(direction: string, error: ProofError | undefined): string[] {
  return error === undefined ? [] : [`- ${direction} fails: ${printError(error)}`];
}

function printError({ sqlstate, message, operation, line }: ProofError): string {
  return `${sqlstate ?? 'raised by Ecto'}: ${message} (line ${line}: ${operation})`;
}

/** What blocks readers or writers while it is held. */
function heaviestLocks({ steps }: MigrationProof): string[] {
  const held = steps
    .filter(({ direction }) => direction === 'up')
    .flatMap(({ locks }) => locks)
    .filter(({ mode }) => heavy.has(mode))
    .map(({ relation, mode }) => `${relation} ${mode}`);
  return held.length === 0 ? [] : [`- up locks: ${[...new Set(held)].join(', ')}`];
}

const heavy = new Set(['AccessExclusiveLock', 'ExclusiveLock', 'ShareRowExclusiveLock', 'ShareLock']);

function printSchema({ repo, equal, reason, differences, unknown }: SchemaComparison): string {
  const title = `Resources beside what all migrations of ${repo} build`;
  const open = unknown.map(({ table, reason: why }) => `- not compared: ${table}: ${why}`);
  if (equal === undefined) return [`${title}: not compared: ${reason ?? 'unknown'}`, ...open].join('\n');
  const lines = differences.map(
    ({ object, declared, migrated }) =>
      `- ${object}: resources ${declared ?? 'say nothing of it'}, migrations ${migrated ?? 'build none'}`,
  );
  return [`${title}: ${equal ? 'the same tables' : 'they differ'}`, ...lines, ...open].join('\n');
}
