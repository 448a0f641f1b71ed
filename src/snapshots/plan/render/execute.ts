import type { Operation } from '../../../ecto/operation.ts';
import type { Place } from '../change.ts';

type Subject = Pick<Place, 'table' | 'schema' | 'origin'>;

export function executeLine({ table, schema, origin }: Subject, sql: string): Operation {
  return {
    kind: 'execute',
    table,
    prefix: schema ?? undefined,
    sql,
    exact: !sql.includes('#{'),
    form: 'string',
    ...origin,
  };
}

/** The generator puts the text into a heredoc as it is: `#{…}` in it is run. */
export function executeText({ table, schema, origin }: Subject, sql: string): Operation {
  const text = sql.trim();
  const exact = !text.includes('#{');
  return { kind: 'execute', table, prefix: schema ?? undefined, sql: text, exact, form: 'heredoc', ...origin };
}

export function inSchema(name: string, schema: string | null): string {
  return schema === null ? name : `${schema}.${name}`;
}
