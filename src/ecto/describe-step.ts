import { describeColumn, describeCommand } from './operation-words.ts';
import type { ColumnOperation, Operation } from './operation.ts';

/** What a step is for, on one line: `alter table posts: add title: text`. */
export function describeStep(operation: Operation): string {
  const columns = operation.kind === 'alter-table' ? operation.changes : [];
  const [only] = columns;
  const command = describeCommand(operation);
  if (only === undefined) return command;
  return `${command}: ${columns.length === 1 ? describeColumn(only) : columns.map(inShort).join(', ')}`;
}

function inShort({ kind, column }: ColumnOperation): string {
  return `${kind === 'rename-column' ? 'rename' : kind} ${column}`;
}
