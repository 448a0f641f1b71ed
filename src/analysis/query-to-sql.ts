import type { QueryParameter } from '../ash/demand/demand.ts';
import { told } from '../ash/demand/untold.ts';
import { ashQueryToSql, filterToSql } from '../ash/demand/written/ash-query.ts';
import { ectoQueryToSql, isEctoQuery } from '../ash/demand/written/ecto-query.ts';
import { findNamed } from '../ash/demand/written/find-named.ts';
import { looksLikeSql, refusedSql, tablesIn } from '../ash/demand/written/plain-sql.ts';
import { asModule } from '../elixir/literal.ts';
import { unpipe } from '../elixir/pipes.ts';
import type { Expr } from '../elixir/syntax.ts';
import { demandTables } from './demand-tables.ts';
import type { LineTables } from './line-tables.ts';
import type { Workspace } from './workspace.ts';

export interface QueryTextRequest {
  /** SQL, a query of Ecto or Ash, or a filter. */
  readonly text: string;
  /** The module that a filter alone is about. */
  readonly resource?: string;
}

export type QueryTextAnswer =
  | {
      readonly ok: true;
      readonly sql: string;
      readonly parameters: readonly QueryParameter[];
      /** Tables of the project's resources that it reads. */
      readonly tables: readonly string[];
    }
  /** A full sentence that names the part. */
  | { readonly ok: false; readonly reason: string };

/** The SQL that somebody's query means, as far as its text says it. */
export function queryToSql(
  workspace: Workspace,
  lines: LineTables,
  { text, resource }: QueryTextRequest,
): QueryTextAnswer {
  const { facts, all } = demandTables(workspace, lines);
  if (looksLikeSql(text)) {
    const reason = refusedSql(text);
    if (reason !== undefined) return { ok: false, reason };
    const known = new Set(all.map(({ standing }) => standing.table.name));
    const sql = text.trim().replace(/;$/, '');
    return { ok: true, sql, parameters: [], tables: tablesIn(sql).filter((name) => known.has(name)) };
  }
  const parsed = workspace.parse('query.exs', text);
  if (!parsed.ok) return { ok: false, reason: `The text was not read: ${parsed.reason}.` };
  const [expr, ...others] = parsed.syntax.body;
  if (expr === undefined || parsed.syntax.errors.length > 0)
    return { ok: false, reason: 'This is neither SQL nor Elixir without a syntax error.' };
  if (others.length > 0) return { ok: false, reason: 'There are several expressions: choose one of them.' };
  const made = told(() => {
    if (isEctoQuery(expr)) return ectoQueryToSql(facts, expr);
    if (isAshQuery(expr)) return ashQueryToSql(facts, expr);
    return resource === undefined ? undefined : filterToSql(facts, findNamed(facts.project, resource), expr);
  });
  if (!made.ok) return { ok: false, reason: `This cannot be said as SQL, since ${made.reason}.` };
  if (made.value === undefined)
    return { ok: false, reason: 'A filter alone does not say which resource it is about: choose one.' };
  const { sql, parameters, tables } = made.value;
  return { ok: true, sql, parameters, tables };
}

/** A resource, or a pipe that ends with a function of `Ash` or `Ash.Query`. */
function isAshQuery(expr: Expr): boolean {
  if (asModule(expr) !== undefined) return true;
  const call = unpipe(expr);
  const owner = call.kind === 'call' ? asModule(call.receiver) : undefined;
  return owner === 'Ash' || owner === 'Ash.Query';
}
