import { allOf, asAtom, asBoolean, asNumber, asString } from '../elixir/literal.ts';
import type { Binary, Expr } from '../elixir/syntax.ts';
import type { Resource } from './model.ts';
import type { Project } from './project.ts';

/**
 * The SQL that an Ash expression means for a row of the resource's own table, as one would write it into
 * `identity_wheres_to_sql`. Undefined as soon as a part of it is not one of the simple forms known here.
 */
export function exprToSql(expr: Expr, resource: Resource, project: Project): string | undefined {
  return new Translation(resource, project).condition(expr);
}

/** The name of a column as SQL, in quotes where PostgreSQL would read it as something else. */
export function quoteIdentifier(name: string): string {
  const isPlain = /^[a-z_][a-z0-9_]*$/.test(name) && !reserved.has(name);
  return isPlain ? name : `"${name.replaceAll('"', '""')}"`;
}

interface Column {
  readonly sql: string;
  readonly storage: string;
}

const comparisons: Readonly<Record<string, string>> = {
  '==': '=',
  '=': '=',
  '!=': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};

const connectives: Readonly<Record<string, string>> = { and: 'AND', '&&': 'AND', or: 'OR', '||': 'OR' };

class Translation {
  readonly #resource: Resource;
  readonly #project: Project;

  constructor(resource: Resource, project: Project) {
    this.#resource = resource;
    this.#project = project;
  }

  condition(expr: Expr): string | undefined {
    switch (expr.kind) {
      case 'block':
        return expr.body.length === 1 && expr.body[0] !== undefined ? this.condition(expr.body[0]) : undefined;
      case 'variable':
        return this.#truth(expr);
      case 'call':
        return this.#nilTest(expr, 'IS NULL');
      case 'unary':
        return expr.operator === 'not' || expr.operator === '!' ? this.#negation(expr.operand) : undefined;
      case 'binary':
        return this.#binary(expr);
      default:
        return undefined;
    }
  }

  #negation(operand: Expr): string | undefined {
    const inner = operand.kind === 'block' && operand.body[0] !== undefined ? operand.body[0] : operand;
    const isNotNil = this.#nilTest(inner, 'IS NOT NULL');
    if (isNotNil !== undefined) return isNotNil;
    const condition = this.condition(operand);
    if (condition === undefined) return undefined;
    return inner.kind === 'variable' ? `NOT ${condition}` : `NOT (${condition})`;
  }

  #nilTest(expr: Expr, test: string): string | undefined {
    const isCall = expr.kind === 'call' && expr.receiver === undefined && expr.name === 'is_nil';
    const column = isCall && expr.args.length === 1 ? this.#column(expr.args[0]) : undefined;
    return column === undefined ? undefined : `${column.sql} ${test}`;
  }

  #truth(expr: Expr): string | undefined {
    const column = this.#column(expr);
    return column?.storage === 'boolean' ? column.sql : undefined;
  }

  #binary(expr: Binary): string | undefined {
    const connective = connectives[expr.operator];
    if (connective !== undefined) return this.#connected(expr, connective);
    const column = this.#column(expr.left);
    if (column === undefined) return undefined;
    if (expr.operator === 'in') return membership(column, expr.right);
    const operator = comparisons[expr.operator];
    const value = literal(expr.right, column);
    if (operator === undefined || value === undefined) return undefined;
    const isOrdered = operator.startsWith('<') || operator.startsWith('>');
    return isOrdered && !numeric.has(column.storage) ? undefined : `${column.sql} ${operator} ${value}`;
  }

  #connected(expr: Binary, connective: string): string | undefined {
    const [left, right] = [expr.left, expr.right].map((side) => {
      const sql = this.condition(side);
      return sql !== undefined && isOtherConnective(side, connective) ? `(${sql})` : sql;
    });
    return left === undefined || right === undefined ? undefined : `${left} ${connective} ${right}`;
  }

  #column(expr: Expr | undefined): Column | undefined {
    if (expr?.kind !== 'variable') return undefined;
    const attribute = this.#resource.attributes.find((candidate) => candidate.name === expr.name);
    if (attribute?.source === undefined) return undefined;
    const storage = this.#project.storageOf(attribute.type, this.#resource.path) ?? 'unknown';
    return { sql: quoteIdentifier(attribute.source), storage };
  }
}

function isOtherConnective(side: Expr, connective: string): boolean {
  const inner = side.kind === 'block' && side.body[0] !== undefined ? side.body[0] : side;
  const own = inner.kind === 'binary' ? connectives[inner.operator] : undefined;
  return own !== undefined && own !== connective;
}

function membership(column: Column, list: Expr): string | undefined {
  if (list.kind !== 'list' || list.items.length === 0) return undefined;
  const values = allOf(list.items, (item) => literal(item, column));
  return values === undefined ? undefined : `${column.sql} IN (${values.join(', ')})`;
}

const numeric = new Set(['integer', 'float', 'decimal']);

/** A literal as PostgreSQL reads it for that column; atoms are stored as text. `nil` equals nothing in SQL. */
function literal(expr: Expr, column: Column): string | undefined {
  if (column.storage === 'boolean') return asBoolean(expr)?.toString();
  if (numeric.has(column.storage)) return asNumber(expr)?.toString();
  if (column.storage !== 'string' && column.storage !== 'ci_string') return undefined;
  const atom = asAtom(expr);
  const text = atom === 'nil' ? undefined : (atom ?? asString(expr));
  return text === undefined ? undefined : `'${text.replaceAll("'", "''")}'`;
}

/** PostgreSQL 17, appendix C: the words that cannot be a column's name without quotes. */
const reserved = new Set(
  (
    'all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation ' +
    'column concurrently constraint create cross current_catalog current_date current_role current_schema ' +
    'current_time current_timestamp current_user default deferrable desc distinct do else end except false fetch for ' +
    'foreign freeze from full grant group having ilike in initially inner intersect into is isnull join lateral leading ' +
    'left like limit localtime localtimestamp natural not notnull null offset on only or order outer overlaps placing ' +
    'primary references returning right select session_user similar some symmetric system_user table tablesample then ' +
    'to trailing true union unique user using variadic verbose when where window with'
  ).split(' '),
);
