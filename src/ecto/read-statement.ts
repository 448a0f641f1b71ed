import { moduleNameOf } from '../elixir/aliases.ts';
import { asAtom, asName, asNumber, asString, valueOf } from '../elixir/literal.ts';
import type { FunctionClause } from '../elixir/modules.ts';
import { simplify } from '../elixir/simplify.ts';
import type { Call, Expr } from '../elixir/syntax.ts';
import type { ColumnChange } from './column.ts';
import { withNames } from './interpolate.ts';
import { readColumnChange } from './read-column.ts';
import { readCommand } from './read-command.ts';
import { readObject, type DatabaseObject } from './read-object.ts';
import type { Command, Statement } from './statement.ts';
import { scopeOfCall, stepsOf, type Place, type Step } from './steps.ts';
import type { Written } from './written.ts';

/** What the reader knows of the file around a function. */
export interface Surroundings {
  readonly text: string;
  readonly functions: readonly FunctionClause[];
}

/** The statements of a function body, in the order in which they run. */
export function readStatements(body: readonly Expr[], place: Place, around: Surroundings): Statement[] {
  return stepsOf(body, place, around.functions).map((step) => readStatement(step, around));
}

function readStatement(step: Step, around: Surroundings): Statement {
  const call = asCall(step, around.text);
  if (call === undefined) return readOther(step);
  const written = writtenAt(call, step.place);
  return readCommandCall(call, written, step, around) ?? { ...written, kind: 'unknown', expr: call };
}

/** The call of a step with literals in place; blocks are read by whoever knows what they mean. */
function asCall({ expr, place: { scope } }: Step, text: string): Call | undefined {
  if (expr.kind !== 'call') return undefined;
  const receiver = expr.receiver === undefined ? undefined : simplify(expr.receiver, scope);
  return { ...expr, receiver, args: expr.args.map((arg) => simplify(withNames(arg, scope, text), scope)) };
}

function writtenAt(call: Call, place: Place): Written {
  return {
    start: call.start,
    end: call.end,
    nameSpan: { start: call.nameSpan.start, end: call.nameSpan.end },
    args: call.args,
    parens: call.parens,
    argsEnd: call.args.at(-1)?.end ?? call.nameSpan.end,
    conditional: place.conditional,
    only: place.only,
    origin: place.origin,
  };
}

function readOther({ expr, place }: Step): Statement {
  const span = { start: expr.start, end: expr.end };
  const { conditional, only, origin } = place;
  const written: Written = {
    ...span,
    nameSpan: span,
    args: [],
    parens: false,
    argsEnd: expr.end,
    conditional,
    only,
    origin,
  };
  return expr.kind !== 'unreadable' ? { ...written, kind: 'inert' } : { ...written, kind: 'unknown', expr };
}

function readCommandCall(call: Call, written: Written, step: Step, around: Surroundings): Statement | undefined {
  if (call.receiver !== undefined && moduleNameOf(call.receiver, step.place.scope) !== 'Ecto.Migration') {
    return readRemote(call, written, step, around);
  }
  switch (call.name) {
    case 'create':
    case 'create_if_not_exists':
      return readCreate(call, written, step, around);
    case 'alter':
      return readAlter(call, written, step, around);
    case 'drop':
    case 'drop_if_exists':
      return readDrop(call, written);
    case 'rename':
      return readRename(call, written);
    case 'execute':
    case 'execute_file':
      return readExecute(call, written, step, around);
    case 'flush':
      return { ...written, kind: 'flush' };
    case 'raise':
    case 'reraise':
    case 'throw':
    case 'exit':
      return { ...written, kind: 'raise' };
    default:
      return harmlessCalls.has(call.name) ? { ...written, kind: 'inert' } : undefined;
  }
}

function readCreate(call: Call, written: Written, step: Step, around: Surroundings): Statement | undefined {
  const object = readObject(call.args[0]);
  const ifNotExists = call.name === 'create_if_not_exists';
  switch (object?.kind) {
    case 'table':
      return {
        ...written,
        kind: 'create-table',
        ifNotExists,
        table: object.table,
        columns: readColumns(call, step, around),
      };
    case 'index':
      return { ...written, kind: 'create-index', ifNotExists, index: object.index };
    case 'constraint':
      return { ...written, kind: 'create-constraint', ifNotExists, constraint: object.constraint };
    case undefined:
      return undefined;
  }
}

function readAlter(call: Call, written: Written, step: Step, around: Surroundings): Statement | undefined {
  const object = readObject(call.args[0]);
  if (object?.kind !== 'table') return undefined;
  return { ...written, kind: 'alter-table', table: object.table, changes: readColumns(call, step, around) };
}

function readColumns(call: Call, step: Step, around: Surroundings): ColumnChange[] {
  const place: Place = { ...step.place, conditional: false };
  return stepsOf(call.block?.body ?? [], place, around.functions).flatMap((inner): ColumnChange[] => {
    const change = asCall(
      inner.expr.kind === 'variable' ? { ...inner, expr: bareCall(inner.expr) } : inner,
      around.text,
    );
    if (change === undefined) return [];
    return [readColumnChange(change, writtenAt(change, inner.place))];
  });
}

/** `timestamps` can be called without parentheses. */
function bareCall(expr: Expr & { kind: 'variable' }): Call {
  const nameSpan = { start: expr.start, end: expr.end };
  return { ...expr, kind: 'call', receiver: undefined, nameSpan, args: [], parens: false, block: undefined };
}

function readDrop(call: Call, written: Written): Statement | undefined {
  const object = readObject(call.args[0]);
  const ifExists = call.name === 'drop_if_exists';
  const cascade = asAtom(valueOf(call.args[1], 'mode')) === 'cascade';
  switch (object?.kind) {
    case 'table':
      return { ...written, kind: 'drop-table', ifExists, cascade, table: object.table };
    case 'index':
      return { ...written, kind: 'drop-index', ifExists, cascade, index: object.index };
    case 'constraint':
      return { ...written, kind: 'drop-constraint', ifExists, cascade, constraint: object.constraint };
    case undefined:
      return undefined;
  }
}

function readRename(call: Call, written: Written): Statement | undefined {
  const object: DatabaseObject | undefined = readObject(call.args[0]);
  const to = valueOf(call.args.at(-1), 'to');
  if (to === undefined) return undefined;
  if (object?.kind === 'index') return { ...written, kind: 'rename-index', index: object.index, to: asName(to) };
  if (object?.kind !== 'table') return undefined;
  const target = readObject(to);
  if (target?.kind === 'table') return { ...written, kind: 'rename-table', table: object.table, to: target.table };
  if (call.args.length !== 3) return undefined;
  return { ...written, kind: 'rename-column', table: object.table, column: asName(call.args[1]), to: asName(to) };
}

/** The arguments are read as they are written, since a string loses its text once it is simplified. */
function readExecute(call: Call, written: Written, step: Step, around: Surroundings): Statement | undefined {
  const [command, reverse] = step.expr.kind === 'call' ? step.expr.args : [];
  if (command === undefined) return undefined;
  const read = (expr: Expr) => {
    if (call.name === 'execute')
      return withStatements(readCommand(expr, { scope: step.place.scope, ...around }), step, around);
    const file = asString(simplify(expr, step.place.scope));
    return { kind: 'file', start: expr.start, end: expr.end, file } as const;
  };
  return {
    ...written,
    kind: 'execute',
    command: read(command),
    reverse: reverse === undefined ? undefined : read(reverse),
  };
}

/** `execute(fn -> … end)` and `execute(&backfill/0)`: what the function does. */
function withStatements(command: Command, { place }: Step, around: Surroundings): Command {
  if (command.kind !== 'function') return command;
  const called = functionCalled(command.value, place, around);
  return called === undefined ? command : { ...command, statements: readStatements(called.body, called.place, around) };
}

function functionCalled(
  value: Expr,
  place: Place,
  { functions }: Surroundings,
): { readonly body: readonly Expr[]; readonly place: Place } | undefined {
  if (value.kind === 'fn') {
    const [clause, ...others] = value.clauses;
    return clause === undefined || others.length > 0 || clause.params.length > 0
      ? undefined
      : { body: clause.body, place };
  }
  const operand = value.kind === 'unary' ? value.operand : undefined;
  const isNamed = operand?.kind === 'binary' && operand.operator === '/' && asNumber(operand.right) === 0;
  const called = isNamed ? scopeOfCall(operand.left, place.scope, functions) : undefined;
  return called === undefined
    ? undefined
    : { body: called.body, place: { ...place, scope: called.scope, origin: 'helper' } };
}

/** Modules whose functions leave the database alone, unless they are given a function that does not. */
const harmlessModules = new Set(
  (
    'Logger IO Process Application Code String System Keyword Map Enum List Integer Float Date DateTime ' +
    'NaiveDateTime Regex File Path Jason Ecto.UUID Ecto.Query MapSet Tuple Atom Inspect Kernel'
  ).split(' '),
);

/** The same for what needs no module. */
const harmlessCalls = new Set(
  'import require alias prefix direction fragment from is_nil is_binary is_list to_string inspect length'.split(' '),
);

function readRemote(call: Call, written: Written, step: Step, around: Surroundings): Statement | undefined {
  if (isRepo(call.receiver)) {
    const sql = step.expr.kind === 'call' && /^query/.test(call.name) ? step.expr.args[0] : undefined;
    const command = sql === undefined ? undefined : readCommand(sql, { scope: step.place.scope, ...around });
    return { ...written, kind: 'repo', function: call.name, command };
  }
  const module = moduleNameOf(call.receiver, step.place.scope);
  const isHarmless = module !== undefined && harmlessModules.has(module) && !call.args.some(hasFunction);
  return isHarmless ? { ...written, kind: 'inert' } : undefined;
}

function hasFunction(expr: Expr): boolean {
  return expr.kind === 'fn' || (expr.kind === 'unary' && expr.operator === '&');
}

/** `repo()` or a module that is named like one. */
function isRepo(expr: Expr | undefined): boolean {
  if (expr?.kind === 'call') return expr.receiver === undefined && expr.name === 'repo';
  return expr?.kind === 'alias' && /(^|\.)\w*Repo$/.test(expr.name);
}
