import { describeColumn, describeCommand } from '../ecto/operation-words.ts';
import type { PlanJson } from './plan-report.ts';

type Operation = PlanJson['migrations'][number]['up'][number];
type Column = (Operation & { kind: 'create-table' })['columns'][number];

/** A line about an operation, for people and models alike: what is done, or a remark on it. */
export interface DescriptionLine {
  readonly kind: 'does' | 'warns' | 'advises';
  readonly text: string;
  /** How far it stands inside of other lines: columns in their table, remarks below what they are about. */
  readonly depth: number;
  readonly cause?: { readonly path: string; readonly line: number };
}

/** What an operation does, column by column, with what was assumed and what it costs on a table that has rows. */
export function describeOperation(operation: Operation): DescriptionLine[] {
  const columns: readonly Column[] =
    operation.kind === 'create-table' ? operation.columns : operation.kind === 'alter-table' ? operation.changes : [];
  const own = withCause({ kind: 'does', text: describeCommand(operation), depth: 0 }, operation);
  // The cost of a block is that of its columns.
  const remarks = columns.length === 0 ? remarksOn(operation, 1) : noteOn(operation, 1);
  const inner = columns.flatMap((column) => [
    withCause({ kind: 'does', text: describeColumn(column), depth: 1 }, column),
    ...remarksOn(column, 2),
  ]);
  return [own, ...remarks, ...inner];
}

function withCause(line: DescriptionLine, { cause }: Pick<Operation, 'cause'>): DescriptionLine {
  return cause === undefined ? line : { ...line, cause };
}

function remarksOn(about: Pick<Operation, 'cost' | 'note'>, depth: number): DescriptionLine[] {
  const { cost } = about;
  if (cost?.work !== 'scan' && cost?.work !== 'rewrite') return noteOn(about, depth);
  const what = cost.work === 'scan' ? 'reads every row' : 'writes every row anew';
  const advice: DescriptionLine[] =
    cost.safer === undefined ? [] : [{ kind: 'advises', text: `safer: ${cost.safer}`, depth }];
  return [...noteOn(about, depth), { kind: 'warns', text: `${what} under a lock: ${cost.lock}`, depth }, ...advice];
}

function noteOn({ note }: Pick<Operation, 'note'>, depth: number): DescriptionLine[] {
  return note === undefined ? [] : note.split('\n').map((text) => ({ kind: 'warns', text, depth }));
}
