import { asAtom, asNumber, asString } from '../../elixir/literal.ts';
import type { Expr } from '../../elixir/syntax.ts';
import { fragmentSql } from './fragment.ts';
import { operandSql, sqlOperand, typeOfOperand, type Operand, type SqlOperand } from './operand.ts';
import { operandOf, textSql } from './operands.ts';
import type { Scope } from './scope.ts';
import { quotedText } from './sql-names.ts';
import { itemType } from './types.ts';
import { untold } from './untold.ts';

type ValueCall = (args: readonly Expr[], scope: Scope, wanted: string | undefined) => Operand | undefined;

/** Ash sends the time as a parameter; of its plan, only that it is known counts. */
const now = "(now() AT TIME ZONE 'utc')";

/** Functions that give a value, as ash_sql 0.7.0 and ash_postgres 2.12.0 send them. */
export const valueCalls: Readonly<Record<string, ValueCall>> = {
  now: () => sqlOperand(now, 'timestamp'),
  today: () => sqlOperand(`${now}::date`, 'date'),
  ago: (args, scope) => moved(sqlOperand(now, 'timestamp'), args, scope, '-'),
  from_now: (args, scope) => moved(sqlOperand(now, 'timestamp'), args, scope, '+'),
  datetime_add: ([time, ...rest], scope) =>
    time === undefined ? undefined : moved(operandOf(time, scope), rest, scope, '+'),
  date_add: ([date, ...rest], scope) => {
    const made = date === undefined ? undefined : moved(operandOf(date, scope), rest, scope, '+');
    return made === undefined ? undefined : sqlOperand(`${made.sql}::date`, 'date');
  },
  start_of_day: ([value], scope) => {
    if (value === undefined) return undefined;
    return sqlOperand(
      `date_trunc('day', ${operandSql(operandOf(value, scope), scope.query, { type: 'timestamp' })})`,
      'timestamp',
    );
  },
  string_downcase: (args, scope) => ofText('lower', args, scope),
  string_upcase: (args, scope) => ofText('upper', args, scope),
  string_trim: (args, scope) => ofText('trim', args, scope),
  string_length: (args, scope) => withType(ofText('char_length', args, scope), 'bigint'),
  string_position: (args, scope) => {
    const [left, right] = args.map((arg) => textSql(operandOf(arg, scope), scope));
    return left === undefined || right === undefined
      ? undefined
      : sqlOperand(`(NULLIF(strpos((${left}), (${right})), 0) - 1)`, 'bigint');
  },
  string_join: ([list, joiner], scope) => {
    if (list?.kind !== 'list') return untold('`string_join` of a list that the database has');
    const values = list.items.map((item) => textSql(operandOf(item, scope), scope));
    const between = quotedText(
      joiner === undefined ? '' : (asString(joiner) ?? untold('what `string_join` puts between is computed')),
    );
    return sqlOperand(`concat_ws(${[between, ...values].join(', ')})`, 'text');
  },
  length: ([list], scope) => {
    if (list === undefined) return undefined;
    const operand = operandOf(list, scope);
    if (operand.kind !== 'sql' || itemType(operand.type) === undefined)
      return untold('`length` of something that is no array');
    return sqlOperand(`coalesce(array_length(${operand.sql}, 1), 0)`, 'bigint', { computedFrom: operand.computedFrom });
  },
  round: ([value, digits], scope) => {
    if (value === undefined) return undefined;
    const sql = operandSql(operandOf(value, scope), scope.query, { type: 'numeric' });
    const places = digits === undefined ? '' : `, ${asNumber(digits) ?? untold('the digits of `round` are computed')}`;
    return sqlOperand(`round(${sql}::numeric${places})`, 'numeric');
  },
  rem: ([a, b], scope) => {
    if (a === undefined || b === undefined) return undefined;
    const [left, right] = [a, b].map((side) => operandSql(operandOf(side, scope), scope.query, { type: 'bigint' }));
    return sqlOperand(`(${left ?? ''} % ${right ?? ''})`, 'bigint');
  },
  trigram_similarity: (args, scope) => {
    const [left, right] = args.map((arg) => textSql(operandOf(arg, scope), scope));
    return left === undefined || right === undefined ? undefined : sqlOperand(`similarity(${left}, ${right})`, 'real');
  },
  fragment: (args, scope, wanted) => {
    const { sql, computedFrom } = fragmentSql(args, scope);
    return sqlOperand(sql, /^\((lower|upper|trim|coalesce)\(/i.test(sql) ? (wanted ?? 'text') : wanted, {
      computedFrom,
    });
  },
};

function withType(operand: Operand | undefined, type: string): Operand | undefined {
  return operand?.kind === 'sql' ? { ...operand, type } : operand;
}

function ofText(name: string, [value]: readonly Expr[], scope: Scope): Operand | undefined {
  if (value === undefined) return undefined;
  const operand = operandOf(value, scope);
  const sql = `${name}(${textSql(operand, scope)})`;
  return sqlOperand(sql, 'text', operand.kind === 'sql' ? { computedFrom: operand.computedFrom } : {});
}

const units = new Set(['microsecond', 'millisecond', 'second', 'minute', 'hour', 'day', 'week', 'month', 'year']);

/** A time before or behind another one: an amount and its unit. */
function moved(from: Operand, [amount, unit]: readonly Expr[], scope: Scope, sign: '+' | '-'): SqlOperand {
  const type = typeOfOperand(from) ?? 'timestamp';
  const start = operandSql(from, scope.query, { type });
  if (amount === undefined) return untold('how far a time is moved is not said');
  if (unit === undefined) {
    const interval = operandSql(operandOf(amount, scope), scope.query, { type: 'interval' });
    return sqlOperand(`(${start} ${sign} ${interval})`, type);
  }
  const name = asAtom(unit) ?? asString(unit);
  if (name === undefined || !units.has(name)) return untold('the unit in which a time is moved is computed');
  const number = asNumber(amount);
  const factor =
    number === undefined ? operandSql(operandOf(amount, scope), scope.query, { type: 'bigint' }) : String(number);
  return sqlOperand(`(${start} ${sign} (${factor} * interval '1 ${name}'))`, type);
}
