import { ddlOf, ddlText } from './ddl.ts';
import { describeStep } from './describe-step.ts';
import { statementEffect } from './effect.ts';
import { inPrefix, type Prefixes } from './in-prefix.ts';
import type { RunStep } from './migration-run.ts';
import type { Operation } from './operation.ts';
import { Reading, type ReadingPlace } from './reading.ts';
import { refusedOperation } from './refused-operation.ts';
import { splitSql, effectOf } from './sql.ts';
import { execute, statementOperation } from './statement-operation.ts';
import type { Command, RepoCall, Statement } from './statement.ts';

/** Where and how the commands of a migration run. */
export interface RunPlace extends ReadingPlace {
  readonly prefixes: Prefixes;
}

/** What is sent when the turn of a command comes. */
export function commandSteps(statement: Statement, place: RunPlace): RunStep[] {
  if (statement.conditional) return [conditionalStep(statement, place)];
  if (statement.kind === 'execute' && statement.command.kind === 'function')
    return functionSteps(statement, statement.command, place);
  const reading = new Reading(place);
  const operation = statementOperation(statement, reading);
  return readSteps(statement, operation, reading, place);
}

/** What the repository is told at once. */
export function repoSteps(call: RepoCall, place: RunPlace): RunStep[] {
  if (call.conditional) return [conditionalStep(call, place)];
  const { command } = call;
  if (command === undefined) return readsOnly(call) ? [] : [opaqueStep(call, callReason(call), place)];
  if (command.kind === 'sql' && hasParameters(call))
    return [opaqueStep(call, 'The SQL has parameters, whose values are computed.', place)];
  const reading = new Reading(place);
  return readSteps(call, execute(command, reading), reading, place);
}

function readSteps(
  statement: Statement,
  operation: Operation | undefined,
  reading: Reading,
  place: RunPlace,
): RunStep[] {
  const [reason] = reading.opaqueParts;
  if (operation === undefined || reason !== undefined)
    return [opaqueStep(statement, reason?.reason ?? 'It is not known what is sent.', place)];
  return operationSteps({ ...operation, cause: reading.causeOf(statement) }, place.prefixes);
}

/** The statements of an operation whose every part is known. */
export function operationSteps(operation: Operation, prefixes: Prefixes): RunStep[] {
  const placed = inPrefix(operation, prefixes);
  const about = {
    cause: operation.cause ?? { path: '', line: 1 },
    description: describeStep(operation),
    operation,
  };
  const message = refusedOperation(placed);
  if (message !== undefined) return [{ ...about, kind: 'refusal', message }];
  return ddlOf(placed)
    .map(ddlText)
    .filter((sql) => sql.trim() !== '')
    .map((sql) => ({ ...about, kind: 'statement', sql }));
}

/** `execute(fn -> … end)`: the function runs when its turn comes, and can call the repository. */
function functionSteps(statement: Statement, command: Command & { kind: 'function' }, place: RunPlace): RunStep[] {
  const { statements } = command;
  const isFollowed = statements?.every(({ kind }) => ['repo', 'inert', 'raise'].includes(kind)) === true;
  if (!isFollowed) return [opaqueStep(statement, 'A function runs: what it does is not known.', place)];
  return statements.flatMap((inner): RunStep[] => {
    if (inner.kind === 'repo') return repoSteps(inner, place);
    return inner.kind === 'raise' ? raiseSteps(inner, place) : [];
  });
}

/** `raise`, or what may be one. */
export function raiseSteps(statement: Statement, place: RunPlace): RunStep[] {
  const about = aboutStatement(statement, place);
  if (!statement.conditional) return [{ ...about, kind: 'refusal', message: about.description }];
  const reason = 'The migration raises here under a condition, which is decided at run time.';
  return [{ ...about, kind: 'opaque', reason, writesRows: true }];
}

/** A step that is not known, with what it can change at most. */
export function opaqueStep(statement: Statement, reason: string, place: RunPlace): RunStep {
  const about = { ...aboutStatement(statement, place), kind: 'opaque', reason } as const;
  return leavesSchema(statement) ? { ...about, writesRows: true } : about;
}

export function aboutStatement(
  { start, end }: Statement,
  { lines, text, migration }: RunPlace,
): { readonly cause: RunStep['cause']; readonly description: string } {
  const [first = ''] = text.slice(start, end).split('\n');
  return { cause: { path: migration.path, line: lines.lineAt(start) }, description: first.trim() };
}

function conditionalStep(statement: Statement, place: RunPlace): RunStep {
  const reason = 'This runs only under a condition, or as often as a loop turns, which is decided at run time.';
  return opaqueStep(statement, reason, place);
}

/** Whether a statement can change rows at most, whatever is not known of it. */
function leavesSchema(statement: Statement): boolean {
  if (statement.kind === 'inert' || statement.kind === 'raise') return true;
  if (statement.kind !== 'execute' && statement.kind !== 'repo') return false;
  const { command } = statement;
  if (command === undefined) return statement.kind === 'repo' && callLeavesSchema(statement);
  if (command.kind === 'function') return command.statements?.every(leavesSchema) === true;
  return command.kind === 'sql' && splitSql(command.text).every((sql) => ['data', 'none'].includes(effectOf(sql)));
}

function callLeavesSchema(call: RepoCall): boolean {
  return readsOnly(call) || statementEffect(call) === 'data' || isMulti(call);
}

/** Functions in a transaction can do anything; an `Ecto.Multi` writes rows. */
function isMulti({ function: name, args }: RepoCall): boolean {
  return /^trans(action|act)$/.test(name) && args[0]?.kind === 'call';
}

function readsOnly(call: RepoCall): boolean {
  const isTransaction = /^(trans(action|act)|checkout)$/.test(call.function);
  return !isTransaction && statementEffect(call) === 'none';
}

function callReason(call: RepoCall): string {
  return statementEffect(call) === 'data'
    ? `Rows are written by code (\`${call.function}\`).`
    : `What \`${call.function}\` does is not known.`;
}

function hasParameters({ args }: RepoCall): boolean {
  const [, parameters] = args;
  return parameters !== undefined && !(parameters.kind === 'list' && parameters.items.length === 0);
}
