import { textHash, type MigrationEvidence } from '../../base/evidence.ts';
import type { MigrationProof, ProofError, ProofReport } from './proof-report.ts';

/** What a report says of migrations whose texts are known, for the checklist. */
export function migrationEvidence(
  { engine, migrations }: ProofReport,
  textOf: (path: string) => string | undefined,
): MigrationEvidence[] {
  if (engine === null) return [];
  return migrations.flatMap((proof) => {
    const text = textOf(proof.path);
    if (text === undefined) return [];
    return {
      ...({ kind: 'migration', path: proof.path, textHash: textHash(text), engine, verdict: proof.verdict } as const),
      ...{ reason: proof.reason, faults: faultsOf(proof), rowFaults: rowFaultsOf(proof) },
    };
  });
}

function faultsOf({ verdict, up, down, again, differences, reason }: MigrationProof): MigrationEvidence['faults'] {
  if (verdict !== 'refuted') return [];
  const errors = [...errorOf('up', up.error), ...errorOf('down', down.error), ...errorOf('again', again.error)];
  const lost = differences.map(({ object, before, after, line }) => ({
    line: line ?? 1,
    direction: 'down' as const,
    message: `After a rollback, ${object} is ${after === null ? 'gone' : `\`${after}\``}, and was ${before === null ? 'not there' : `\`${before}\``} before.`,
  }));
  const all = [...errors, ...lost];
  return all.length > 0 ? all : [{ line: 1, direction: 'down', message: reason ?? 'It was refuted.' }];
}

function errorOf(direction: 'up' | 'down' | 'again', error: ProofError | undefined): MigrationEvidence['faults'] {
  if (error === undefined) return [];
  return [{ line: error.line, direction, message: sentenceOf(error) }];
}

function rowFaultsOf({ rows }: MigrationProof): MigrationEvidence['rowFaults'] {
  return (rows?.faults ?? []).map(({ direction, error, always }) => ({
    line: error.line,
    direction,
    message: sentenceOf(error),
    always,
  }));
}

function sentenceOf({ sqlstate, message, operation }: ProofError): string {
  const who = sqlstate === null ? 'Ecto raises' : `PostgreSQL refuses (${sqlstate})`;
  return `At “${operation}”, ${who}: ${message.replace(/\.$/, '')}.`;
}
