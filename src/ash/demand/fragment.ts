import { asString } from '../../elixir/literal.ts';
import type { Expr } from '../../elixir/syntax.ts';
import type { Access, Fact } from './access.ts';
import { operandSql, type SqlOperand } from './operand.ts';
import { operandOf } from './operands.ts';
import type { Scope } from './scope.ts';
import { untold } from './untold.ts';

interface FragmentSql {
  readonly sql: string;
  readonly facts: readonly Fact[];
  readonly computedFrom: Access | undefined;
}

/** `fragment("lower(?)", name)`: each `?` stands for an argument, `\\?` for itself. */
export function fragmentSql([text, ...args]: readonly Expr[], scope: Scope): FragmentSql {
  const sql = asString(text);
  if (sql === undefined) return untold('the SQL of a fragment is computed');
  const parts = sql.split(/(?<!\\)\?/);
  if (parts.length !== args.length + 1)
    return untold('a fragment has another number of arguments than places for them');
  const operands = args.map((arg) => operandOf(arg, scope));
  const columns = operands.flatMap((operand) => (operand.kind === 'sql' ? [operand] : []));
  const like = columns.find(({ column }) => column !== undefined)?.column;
  const written = operands.map((operand, index) => {
    if (operand.kind !== 'given') return operandSql(operand, scope.query);
    const type = castBehind(parts[index + 1]) ?? operand.type;
    return operandSql(operand, scope.query, type === undefined ? untypedIn(columns) : { type, like });
  });
  const whole = parts.map((part, index) => part.replaceAll('\\?', '?') + (written[index] ?? '')).join('');
  const sources = new Set(columns.map(({ computedFrom }) => computedFrom));
  const [source] = sources;
  return {
    sql: `(${whole})`,
    facts: containmentFacts(
      parts,
      operands.map((operand) => (operand.kind === 'sql' ? operand : undefined)),
    ),
    computedFrom: sources.size === 1 && columns.length === operands.length ? source : undefined,
  };
}

/** `?::uuid` says the type itself. */
function castBehind(rest: string | undefined): string | undefined {
  return /^::([a-z][\w ]*(?:\[\])?)/.exec(rest ?? '')?.[1]?.trim();
}

function untypedIn(columns: readonly SqlOperand[]): { readonly type?: string | undefined } {
  const types = new Set(columns.map(({ type }) => type));
  return types.size === 1 ? { type: [...types][0] } : {};
}

/** `? @> ?` and `? && ?` on a column. */
function containmentFacts(parts: readonly string[], operands: readonly (SqlOperand | undefined)[]): Fact[] {
  const operator = parts.length === 3 ? parts[1]?.trim() : undefined;
  const column = operands[0]?.column;
  const isContainment = operator === '@>' || operator === '&&';
  if (!isContainment || column === undefined || parts[0]?.trim() !== '' || operands[1] !== undefined) return [];
  return [{ kind: 'overlap', access: column.access, column: column.name }];
}
