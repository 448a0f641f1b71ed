import type { Colors } from 'picocolors/types';
import type { MigrationReport } from '../../analysis/migration-report.ts';
import { operationToText } from './operation-text.ts';

/** A migration for a person at a terminal: both directions, what they cost, and where they cannot be told. */
export function migrationToText(migration: MigrationReport, colors: Colors): string {
  const { path, transaction, up, down, irreversible, opaque } = migration;
  const print = (operations: MigrationReport['up']): string =>
    operations.length === 0
      ? '  nothing\n'
      : operations.map((operation) => operationToText(operation, colors, ({ line }) => `line ${line}`)).join('');
  const list = (title: string, remarks: MigrationReport['opaque']): string[] =>
    remarks.length === 0
      ? []
      : [`${colors.bold(title)}\n${remarks.map(({ line, reason }) => `  ${path}:${line} ${reason}\n`).join('')}`];
  return [
    `${colors.bold(path)}${transaction ? '' : colors.gray(' (without a transaction)')}\n`,
    `${colors.bold('Up')}\n${print(up)}`,
    `${colors.bold('Down')}\n${print(down)}`,
    ...list('Where a rollback stops', irreversible),
    ...list('Not known', opaque),
  ].join('\n');
}
