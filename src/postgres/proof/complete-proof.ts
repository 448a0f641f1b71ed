import type { MigrationRun } from '../../ecto/migration-run.ts';
import type { Judgement } from './judge.ts';
import type { MigrationProof, ProofNote, RowsProof } from './proof-report.ts';
import type { RowsResult, RowsRun } from './prove-rows.ts';
import type { Track } from './track.ts';

/** A judgement with what came of it on rows, and where it needs a newer PostgreSQL. */
export function completeProof(
  { proof }: Judgement,
  result: RowsResult,
  newer: MigrationProof['warnings'],
): MigrationProof {
  const run = proof.up.ok && typeof result === 'object' ? result : undefined;
  const notes: readonly ProofNote[] = [
    ...proof.notes,
    ...(proof.up.ok && result === 'not-run' ? (['rows-not-checked'] as const) : []),
    ...(newer.length > 0 ? (['needs-newer'] as const) : []),
  ];
  return {
    ...proof,
    notes: [...notes],
    warnings: [...proof.warnings, ...(run === undefined ? [] : lostRows(run)), ...newer],
    rows: run === undefined ? null : besideOf(proof, run.rows),
    ms: proof.steps.reduce((sum, { ms }) => sum + ms, 0),
  };
}

/** What fails without rows as well is told once. */
function besideOf({ down }: Judgement['proof'], rows: RowsProof): RowsProof {
  return down.ok ? rows : { ...rows, faults: rows.faults.filter(({ direction }) => direction === 'up') };
}

function lostRows({ changed }: RowsRun): MigrationProof['warnings'] {
  return changed.map(({ table, lost, gained, example: { columns } }) => {
    const which = columns.length === 0 ? '' : `, in ${columns.map((name) => `\`${name}\``).join(', ')}`;
    const message =
      lost > 0
        ? `After a rollback, ${lost} of the rows of \`${table}\` are not as they were${which}.`
        : `After a rollback, \`${table}\` has ${gained} more rows than before.`;
    return { message };
  });
}

/** It comes after a migration that fails by itself. */
export function proofAfterBroken({ path, message }: NonNullable<Track['broken']>, run: MigrationRun): Judgement {
  const why = message.replace(/\.$/, '');
  return { isOpen: true, proof: notRun(run, `\`${path}\`, which runs before it, fails: ${why}.`) };
}

/** The database ended while it was run. */
export function lostProof(run: MigrationRun, reason: string): MigrationProof {
  return { ...notRun(run, `It was given up, since ${reason}.`), rows: null, ms: 0 };
}

/** A migration that is not PostgreSQL's. */
export function otherDatabaseProof(run: MigrationRun, database: string): MigrationProof {
  return { ...notRun(run, `Its repository uses ${database}, and this is PostgreSQL.`), rows: null, ms: 0 };
}

function notRun({ path }: MigrationRun, reason: string): Judgement['proof'] {
  const nothing = { ok: false };
  return {
    ...{ path, verdict: 'not-proven', reason, notes: [], warnings: [], differences: [], steps: [] },
    ...{ up: nothing, down: { ...nothing, restored: false }, again: { ...nothing, equal: false } },
  };
}
