import { splitSql } from '../../ecto/sql.ts';

export type ExplainableStatement =
  { readonly ok: true; readonly sql: string } | { readonly ok: false; readonly reason: string };

/** What EXPLAIN takes, and what may be rolled back. */
const explainable = /^\(*\s*(?:SELECT|WITH|VALUES|TABLE|INSERT|UPDATE|DELETE|MERGE)\b/i;

/** The one statement of a text, without comments and without a semicolon, or why it cannot be explained. */
export function explainableStatement(text: string): ExplainableStatement {
  const [sql, ...more] = splitSql(text);
  if (sql === undefined) return { ok: false, reason: 'There is no statement to explain.' };
  if (more.length > 0)
    return { ok: false, reason: `There are ${more.length + 1} statements. Give one of them to explain.` };
  if (/^EXPLAIN\b/i.test(sql)) return { ok: false, reason: 'Give the statement itself, without `EXPLAIN`.' };
  if (!explainable.test(sql)) {
    const word = /^\w*/.exec(sql)?.[0].toUpperCase() ?? '';
    return {
      ok: false,
      reason: `\`${word}\` has no plan. Give a statement that begins with SELECT, WITH, VALUES, INSERT, UPDATE, DELETE or MERGE.`,
    };
  }
  return { ok: true, sql };
}
