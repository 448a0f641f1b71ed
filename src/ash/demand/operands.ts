import { asAtom, asString, isNil, pairsOf } from '../../elixir/literal.ts';
import { unpipe } from '../../elixir/pipes.ts';
import type { Access as AccessExpr, Binary, Call, Expr } from '../../elixir/syntax.ts';
import { insideExpr } from '../read/options.ts';
import type { Aggregate, Calculation } from '../model.ts';
import { aggregateSql, inlineAggregate, isAggregateCall } from './aggregates.ts';
import { inBrackets } from './condition.ts';
import { conditionCalls } from './condition-calls.ts';
import { branchesOf, conditionOf, optional } from './conditions.ts';
import { joinAlong } from './joins.ts';
import { operandSql, sqlOperand, typeOfOperand, type Operand, type SqlOperand } from './operand.ts';
import { columnOfAttribute, columnSql, type Scope } from './scope.ts';
import { quotedText } from './sql-names.ts';
import { familyOf, requireComparable } from './types.ts';
import { untold } from './untold.ts';
import { valueCalls } from './value-calls.ts';

/** A value in an expression, as SQL where the database has it. `wanted` is the type that its place asks for. */
export function operandOf(expr: Expr, scope: Scope, wanted?: string): Operand {
  switch (expr.kind) {
    case 'block':
      return expr.body.length === 1 && expr.body[0] !== undefined
        ? operandOf(expr.body[0], scope, wanted)
        : untold('a value is a block of several expressions');
    case 'atom':
    case 'string':
    case 'number':
    case 'sigil':
    case 'list':
      return literalOperand(expr);
    case 'variable':
      return fieldOf(expr.name, scope);
    case 'unary':
      return unaryOperand(expr.operator, expr.operand, expr, scope);
    case 'binary':
      return expr.operator === '|>' ? operandOf(unpiped(expr), scope, wanted) : binaryOperand(expr, scope);
    case 'access':
      return pathInside(expr, scope);
    case 'call':
      return callOperand(expr, scope, wanted);
    default:
      return untold('a value is computed by Elixir');
  }
}

function unpiped(expr: Expr): Expr {
  const call = unpipe(expr);
  return call === expr ? untold('a pipe leads into something that is no call') : call;
}

function literalOperand(expr: Expr): Operand {
  if (expr.kind === 'string' && expr.value === undefined) return untold('a text is put together by Elixir');
  if (expr.kind === 'list' && expr.items.some((item) => item.kind === 'unary' && item.operator === '^'))
    return { kind: 'given', type: undefined };
  return { kind: 'literal', expr };
}

/** An attribute, a calculation or an aggregate of the resource that the scope is about. */
export function fieldOf(name: string, scope: Scope): Operand {
  const { resource, access } = scope;
  if (resource.attributes.some((attribute) => attribute.name === name)) {
    const column = columnOfAttribute(scope, name);
    return sqlOperand(columnSql(access, column.name), column.type, {
      column: { access, name: column.name },
      computedFrom: access,
    });
  }
  const calculation = resource.calculations.find((candidate) => candidate.name === name);
  if (calculation !== undefined) return calculationOf(calculation, undefined, scope);
  const aggregate = resource.aggregates.find((candidate) => candidate.name === name);
  if (aggregate !== undefined) return aggregateOf(aggregate, scope);
  return untold(`\`${name}\` is no field of \`${resource.module}\``);
}

function calculationOf(calculation: Calculation, given: Expr | undefined, scope: Scope): Operand {
  const { name, implementation, type, constraints } = calculation;
  if (implementation.kind !== 'expression') return untold(`the calculation \`${name}\` is computed by Elixir`);
  const key = `${scope.resource.module}.${name}`;
  if (scope.within.includes(key)) return untold(`the calculation \`${name}\` refers to itself`);
  const { facts } = scope.query;
  const argumentOf = (argument: string): Operand | undefined => {
    const value = pairsOf(given).find((pair) => asAtom(pair.key) === argument)?.value;
    if (value !== undefined) return operandOf(value, scope);
    const declared = calculation.arguments.find((candidate) => candidate.name === argument);
    if (declared === undefined) return undefined;
    return { kind: 'given', type: facts.typeOf(declared.type, declared.constraints, scope.resource.path) };
  };
  const inner: Scope = { ...scope, argumentOf, within: [...scope.within, key] };
  const sqlType = facts.typeOf(type, constraints, scope.resource.path);
  const operand = operandOf(insideExpr(implementation.expr), inner, sqlType);
  if (operand.kind !== 'sql') return operand;
  return { ...operand, type: operand.type ?? sqlType };
}

function aggregateOf(aggregate: Aggregate, scope: Scope): Operand {
  const { sql, type } = aggregateSql(aggregate, scope);
  return sqlOperand(sql, type);
}

function unaryOperand(operator: string, operand: Expr, expr: Expr, scope: Scope): Operand {
  if (operator === '^') return pinned(operand, scope);
  if (operator === '-') {
    const inner = operandOf(operand, scope);
    if (inner.kind === 'literal') return { kind: 'literal', expr };
    return sqlOperand(`(-${operandSql(inner, scope.query)})`, typeOfOperand(inner));
  }
  if (operator === 'not' || operator === '!') return asOperand(expr, scope);
  return untold(`\`${operator}\` is not known in a filter`);
}

/** A condition as a value. */
function asOperand(expr: Expr, scope: Scope): SqlOperand {
  return sqlOperand(inBrackets(conditionOf(expr, optional(scope))), 'boolean');
}

/** `^arg(:x)`, `^actor(:id)`, `^ref(:x)` and values of the code around. */
function pinned(expr: Expr, scope: Scope): Operand {
  if (expr.kind === 'call' && expr.receiver === undefined) {
    const name = asAtom(expr.args[0]);
    if (expr.name === 'arg') {
      const found = name === undefined ? undefined : scope.argumentOf(name);
      return (
        found ?? untold(name === undefined ? 'the name of an argument is computed' : `there is no argument \`${name}\``)
      );
    }
    if (expr.name === 'ref' && name !== undefined) {
      const [path, field] = [expr.args[0], expr.args[1]];
      return field === undefined
        ? fieldOf(name, scope)
        : fieldOf(asAtom(field) ?? '', joinAlong(scope, [asAtom(path) ?? '']));
    }
    if (expr.name === 'ref') return untold('a reference is computed');
  }
  return { kind: 'given', type: undefined };
}

const arithmetic = new Set(['+', '-', '*', '/']);
const conditional = new Set(['and', 'or', '&&', '||', '==', '!=', '<', '<=', '>', '>=', 'in', 'not in']);

function binaryOperand(expr: Binary, scope: Scope): Operand {
  const { operator } = expr;
  if (operator === '||' || operator === '&&') return eitherOf(expr, scope);
  if (conditional.has(operator)) return asOperand(expr, scope);
  const [left, right] = [operandOf(expr.left, scope), operandOf(expr.right, scope)];
  if (left.kind === 'given' && right.kind !== 'sql') return { kind: 'given', type: left.type ?? typeOfOperand(right) };
  if (right.kind === 'given' && left.kind !== 'sql') return { kind: 'given', type: right.type ?? typeOfOperand(left) };
  const { query } = scope;
  if (operator === '<>') {
    const sides = [left, right].map((side) => textSql(side, scope));
    return sqlOperand(`(${sides.join(' || ')})`, 'text', { computedFrom: commonSource(left, right) });
  }
  if (!arithmetic.has(operator)) return untold(`\`${operator}\` is not known in a filter`);
  const [leftType, rightType] = [typeOfOperand(left), typeOfOperand(right)];
  requireNumbers(leftType, rightType);
  const [a, b] = [
    operandSql(left, query, { type: leftType ?? rightType }),
    operandSql(right, query, { type: rightType ?? leftType }),
  ];
  // Ash divides as decimals, so that nothing is lost.
  if (operator === '/') return sqlOperand(`(${a}::numeric / ${b}::numeric)`, 'numeric');
  const type = leftType === rightType ? leftType : 'numeric';
  return sqlOperand(`(${a} ${operator} ${b})`, type, { computedFrom: commonSource(left, right) });
}

function requireNumbers(left: string | undefined, right: string | undefined): void {
  for (const type of [left, right]) {
    if (type !== undefined && familyOf(type) !== 'smallint') untold(`it computes with \`${type}\``);
  }
  requireComparable(left, right);
}

function commonSource(left: Operand, right: Operand): SqlOperand['computedFrom'] {
  const sources = [left, right].flatMap((side) => (side.kind === 'sql' ? [side.computedFrom] : []));
  const hasGiven = left.kind === 'given' || right.kind === 'given';
  return !hasGiven && sources.every((source) => source === sources[0]) ? sources[0] : undefined;
}

export function textSql(operand: Operand, { query }: Scope): string {
  const type = typeOfOperand(operand);
  const sql = operandSql(operand, query, { type: type ?? 'text' });
  return type === undefined || familyOf(type) === 'text' ? sql : `${sql}::text`;
}

/** `a || b` gives the first that is there; of conditions it is `or`. */
function eitherOf(expr: Binary, scope: Scope): Operand {
  const inner = optional(scope);
  const left = operandOf(expr.left, inner);
  const type = typeOfOperand(left);
  if (expr.operator === '&&' || type === 'boolean' || type === undefined) return asOperand(expr, scope);
  const right = operandOf(expr.right, inner, type);
  if (right.kind !== 'literal') requireComparable(type, typeOfOperand(right));
  return sqlOperand(
    `coalesce(${operandSql(left, scope.query, { type })}, ${operandSql(right, scope.query, { type })})`,
    type,
  );
}

/** `metadata[:key]` of a document. */
function pathInside(expr: AccessExpr, scope: Scope): Operand {
  const keys: string[] = [];
  let target: Expr = expr;
  while (target.kind === 'access') {
    const key = asAtom(target.key) ?? asString(target.key);
    if (key === undefined) return untold('a path into a document is computed');
    keys.unshift(key);
    target = target.target;
  }
  const document = operandOf(target, scope);
  if (document.kind === 'given') return { kind: 'given', type: undefined };
  if (document.kind !== 'sql' || document.type !== 'jsonb') return untold('it looks into a value that is no document');
  const steps = keys.map(quotedText);
  const last = steps.pop() ?? "''";
  const inner = steps.map((step) => `->${step}`).join('');
  return sqlOperand(`(${document.sql}${inner}->>${last})`, 'text', { computedFrom: document.computedFrom });
}

function callOperand(call: Call, scope: Scope, wanted: string | undefined): Operand {
  const { receiver, name, args } = call;
  if (receiver !== undefined) return fieldBehind(call, receiver, scope);
  const own = ownCalls(call, scope, wanted);
  if (own !== undefined) return own;
  if (isAggregateCall(call)) {
    const { sql, type } = inlineAggregate(call, scope);
    return sqlOperand(sql, type);
  }
  if (isComputedByAsh(call, scope)) return { kind: 'given', type: wanted ?? givenTypes[name] };
  const made = valueCalls[name]?.(args, scope, wanted);
  if (made !== undefined) return made;
  if (conditionCalls[name] !== undefined || name === 'exists' || name === 'is_nil') return asOperand(call, scope);
  const field =
    args.length === 1 && args[0]?.kind === 'list'
      ? scope.resource.calculations.find((each) => each.name === name)
      : undefined;
  if (field !== undefined) return calculationOf(field, args[0], scope);
  return untold(`\`${name}/${args.length}\` is not known in a filter`);
}

/** Ash itself computes with what it has when it makes the query: `string_downcase(^arg(:name))`. */
function isComputedByAsh({ name, args }: Call, scope: Scope): boolean {
  if (name === 'fragment') return false;
  const isLiteral = ({ kind }: Expr): boolean => kind === 'atom' || kind === 'string' || kind === 'number';
  const isPinned = (arg: Expr): boolean =>
    arg.kind === 'unary' && arg.operator === '^' && operandOf(arg, scope).kind === 'given';
  return args.some(isPinned) && args.every((arg) => isLiteral(arg) || isPinned(arg));
}

const givenTypes: Readonly<Record<string, string>> = {
  ago: 'timestamp',
  from_now: 'timestamp',
  datetime_add: 'timestamp',
  start_of_day: 'timestamp',
  date_add: 'date',
  string_downcase: 'text',
  string_upcase: 'text',
  string_trim: 'text',
  string_length: 'bigint',
  string_position: 'bigint',
  round: 'numeric',
  rem: 'bigint',
};

function ownCalls(call: Call, scope: Scope, wanted: string | undefined): Operand | undefined {
  const [first, second] = call.args;
  switch (call.name) {
    case 'expr':
      return operandOf(insideExpr(call), scope, wanted);
    case 'parent':
      if (first === undefined || scope.parent === undefined)
        return untold('`parent` stands where there is no outer query');
      return operandOf(first, { ...scope.parent, mustHold: false }, wanted);
    case 'if':
      return ifOperand(call, scope, wanted);
    case 'cond':
      return condOperand(call, scope, wanted);
    case 'type':
      if (first === undefined || second === undefined) return undefined;
      return typed(first, second, scope);
    case 'actor':
    case 'tenant':
    case 'context':
    case 'lazy':
      return { kind: 'given', type: undefined };
    case 'get_path':
      return first === undefined || second === undefined ? undefined : getPath(first, second, scope);
    default:
      return undefined;
  }
}

function getPath(target: Expr, path: Expr, scope: Scope): Operand {
  const keys = path.kind === 'list' ? path.items : [path];
  const access = keys.reduce<Expr>(
    (inner, key) => ({ kind: 'access', target: inner, key, start: path.start, end: path.end }),
    target,
  );
  return operandOf(access, scope);
}

/** `author.name`, and `author.profile.name`. */
function fieldBehind({ name, args }: Call, receiver: Expr, scope: Scope): Operand {
  if (receiver.kind === 'call' && receiver.name === 'parent' && receiver.receiver === undefined && args.length === 0) {
    const [inner] = receiver.args;
    if (scope.parent === undefined || inner === undefined)
      return untold('`parent` stands where there is no outer query');
    return operandOf(
      { ...receiver, kind: 'call', receiver: inner, name, args: [] },
      { ...scope.parent, mustHold: false },
    );
  }
  if (receiver.kind === 'alias') return untold(`\`${receiver.name}.${name}\` is a function of Elixir`);
  const bound = receiver.kind === 'variable' ? scope.bindings?.get(receiver.name) : undefined;
  if (bound !== undefined) return fieldOf(name, bound);
  const path = relationshipPath(receiver);
  if (path === undefined) return untold(`\`.${name}\` of something that is no relationship`);
  const embedded =
    path.length === 1 ? scope.resource.attributes.find((attribute) => attribute.name === path[0]) : undefined;
  if (embedded !== undefined) return untold(`it looks into \`${embedded.name}\``);
  const target = joinAlong(scope, path);
  if (args.length === 0) return fieldOf(name, target);
  const calculation = target.resource.calculations.find((candidate) => candidate.name === name);
  return calculation === undefined
    ? untold(`\`${name}\` is no calculation of \`${target.resource.module}\``)
    : calculationOf(calculation, args[0], target);
}

function relationshipPath(expr: Expr): string[] | undefined {
  if (expr.kind === 'variable') return [expr.name];
  if (expr.kind !== 'call' || expr.receiver === undefined || expr.args.length > 0) return undefined;
  const inner = relationshipPath(expr.receiver);
  return inner === undefined ? undefined : [...inner, expr.name];
}

function ifOperand(call: Call, scope: Scope, wanted: string | undefined): Operand {
  const [test, options] = call.args;
  const [whenTrue, whenFalse] = branchesOf(call, options);
  if (test === undefined || whenTrue === undefined) return untold('an `if` cannot be read');
  const asked = conditionOf(test, optional(scope));
  if (asked.known === true) return operandOf(whenTrue, scope, wanted);
  if (asked.known === false)
    return whenFalse === undefined ? untold('an `if` gives nothing') : operandOf(whenFalse, scope, wanted);
  return caseOf([[asked.sql, whenTrue]], whenFalse, scope, wanted);
}

function condOperand({ block }: Call, scope: Scope, wanted: string | undefined): Operand {
  const clauses = (block?.body ?? []).map((clause): readonly [string, Expr] => {
    const [test] = clause.kind === 'clause' ? clause.params : [];
    const [value, ...more] = clause.kind === 'clause' ? clause.body : [];
    if (test === undefined || value === undefined || more.length > 0) return untold('a `cond` cannot be read');
    return [conditionOf(test, optional(scope)).sql, value];
  });
  return caseOf(clauses, undefined, scope, wanted);
}

function caseOf(
  clauses: readonly (readonly [string, Expr])[],
  otherwise: Expr | undefined,
  scope: Scope,
  wanted: string | undefined,
): Operand {
  const inner = optional(scope);
  const values = clauses.map(([test, value]) => ({ test, operand: operandOf(value, inner, wanted) }));
  const last = otherwise === undefined || isNil(otherwise) ? undefined : operandOf(otherwise, inner, wanted);
  const all = [...values.map(({ operand }) => operand), ...(last === undefined ? [] : [last])];
  const type =
    all.flatMap((operand) => (operand.kind === 'sql' ? (operand.type ?? []) : []))[0] ??
    wanted ??
    all.map(typeOfOperand).find((each) => each !== undefined);
  for (const operand of all) if (operand.kind === 'sql') requireComparable(type, operand.type);
  const parts = values.map(({ test, operand }) => `WHEN ${test} THEN ${operandSql(operand, scope.query, { type })}`);
  const rest = last === undefined ? '' : ` ELSE ${operandSql(last, scope.query, { type })}`;
  return sqlOperand(`(CASE ${parts.join(' ')}${rest} END)`, type);
}

/** `type(x, :string)` */
function typed(value: Expr, type: Expr, scope: Scope): Operand {
  const name = asAtom(type);
  const sqlType =
    name === undefined
      ? undefined
      : scope.query.facts.typeOf({ kind: 'builtin', name }, undefined, scope.resource.path);
  const operand = operandOf(value, scope, sqlType);
  if (sqlType === undefined) return operand.kind === 'given' ? operand : untold('a type in an expression is not known');
  if (operand.kind === 'given') return { kind: 'given', type: sqlType };
  const sql = operandSql(operand, scope.query, { type: operand.kind === 'literal' ? sqlType : undefined });
  const isSame = operand.kind === 'sql' && operand.type === sqlType;
  return isSame
    ? operand
    : sqlOperand(`(${sql})::${sqlType}`, sqlType, operand.kind === 'sql' ? { computedFrom: operand.computedFrom } : {});
}
