import type { Colors } from 'picocolors/types';
import { engineName } from '../../base/engine-name.ts';
import type { MigrationProof, ProofError, ProofReport, SchemaComparison } from '../../postgres/proof/proof-report.ts';

/** Proofs for a person at a terminal: one line each, and below it what is wrong. */
export function proofToText(report: ProofReport, colors: Colors): string {
  const { migrations, schemas, unread } = report;
  if (migrations.length === 0) return `${colors.gray('There was no migration to prove.')}\n`;
  return [
    ...migrations.map((migration) => migrationToText(migration, colors)),
    ...schemas.map((schema) => schemaToText(schema, colors)),
    ...unread.map(({ path, reason }) => `${colors.yellow('not read')} ${path}: ${reason}\n`),
    `\n${summary(report, colors)}\n`,
  ].join('');
}

function migrationToText(proof: MigrationProof, colors: Colors): string {
  const { path, verdict, reason, ms, warnings, notes } = proof;
  const words = {
    proven: colors.green('proven    '),
    refuted: colors.red('refuted   '),
    'not-proven': colors.yellow('not proven'),
  };
  const head = `${words[verdict]} ${colors.bold(path)} ${colors.gray(`${Math.round(ms)} ms`)}`;
  const kept = notes.length === 0 ? '' : colors.gray(` (${notes.join(', ')})`);
  const details = [
    ...(reason === undefined ? [] : [reason]),
    ...differenceLines(proof),
    ...rowLines(proof, colors),
    ...warnings.map(({ message, line }) => `${colors.yellow('warning')} ${at(path, line)}${message}`),
  ];
  return `${head}${kept}\n${details.map((line) => `  ${line.replaceAll('\n', '\n  ')}\n`).join('')}`;
}

function differenceLines({ path, differences }: MigrationProof): string[] {
  return differences.flatMap(({ object, before, after, operation, line }) => [
    `${at(path, line)}${object}${operation === undefined ? '' : ` (${operation})`}`,
    `  before: ${before ?? 'not there'}`,
    `  after:  ${after ?? 'gone'}`,
  ]);
}

function rowLines({ path, rows }: MigrationProof, colors: Colors): string[] {
  return (rows?.faults ?? []).map(({ direction, error, always }) => {
    const when = always ? 'fails on a table with rows' : 'failed on rows that the constraints allow';
    return `${colors.yellow('rows')} ${at(path, error.line)}\`${direction}\` ${when}: ${errorText(error)}`;
  });
}

function errorText({ sqlstate, message, operation }: ProofError): string {
  return `${message} (${sqlstate ?? 'raised by Ecto'}, ${operation})`;
}

function at(path: string, line: number | undefined): string {
  return line === undefined ? '' : `${path}:${line} `;
}

function schemaToText({ repo, equal, reason, differences, unknown }: SchemaComparison, colors: Colors): string {
  const title = `\n${colors.bold(`Resources beside migrations (${repo})`)}\n`;
  const open = equal === undefined ? `${colors.yellow('not known')}: ${reason ?? ''}` : undefined;
  const verdict =
    open ?? (equal === true ? colors.green('the same tables') : colors.yellow(`${differences.length} differ`));
  const lines = differences.map(
    ({ object, declared, migrated }) =>
      `  ${object}\n    resources:  ${declared ?? 'not declared'}\n    migrations: ${migrated ?? 'not there'}\n`,
  );
  const passedOver = unknown.map(({ table, reason: why }) => colors.gray(`  not compared: ${table}: ${why}\n`));
  return `${title}  ${verdict}\n${lines.join('')}${passedOver.join('')}`;
}

function summary({ engine, migrations }: ProofReport, colors: Colors): string {
  const count = (verdict: MigrationProof['verdict']): number =>
    migrations.filter((migration) => migration.verdict === verdict).length;
  const where = engine === null ? '' : ` on ${engineName(engine)}`;
  const parts = [
    `${count('proven')} proven`,
    count('refuted') > 0 ? colors.red(`${count('refuted')} refuted`) : '0 refuted',
    `${count('not-proven')} not proven`,
  ];
  return `${parts.join(', ')}${where}`;
}
