import { ectoTypeSql } from './column-type-sql.ts';
import { parseLiteral, type Literal } from './literal-code.ts';
import type { TypeName } from './operation.ts';

/**
 * The SQL of a default that is written as Elixir; undefined for code that only Elixir can run, and for values that Ecto
 * refuses (ecto_sql 3.14, `default_type/2` of the PostgreSQL adapter).
 */
export function defaultSql(code: string, type: TypeName): string | undefined {
  const literal = parseLiteral(code);
  if (literal === undefined) return undefined;
  return literal.kind === 'atom' && literal.name === 'nil' ? 'NULL' : literalSql(literal, type);
}

function literalSql(literal: Literal, type: TypeName): string | undefined {
  switch (literal.kind) {
    case 'fragment':
      return literal.sql;
    case 'string':
      return literal.text.includes('\0') ? undefined : quotedText(literal.text);
    case 'number':
      return literal.text;
    case 'atom':
      return literal.name === 'true' || literal.name === 'false' ? literal.name : undefined;
    case 'list':
      return typeof type === 'string' ? undefined : arraySql(literal.items, type);
    case 'map': {
      const json = type === 'map' ? jsonOf(literal) : undefined;
      return json === undefined ? undefined : quotedText(json);
    }
    case 'tuple':
      return undefined;
  }
}

/** `ARRAY[…]` at every depth. */
function arraySql(items: readonly Literal[], type: readonly ['array', TypeName]): string | undefined {
  const inner = items.map((item) => literalSql(item, type[1]));
  return inner.includes(undefined) ? undefined : `ARRAY[${inner.join(',')}]::${ectoTypeSql(type)}`;
}

function jsonOf(literal: Literal): string | undefined {
  switch (literal.kind) {
    case 'string':
      return JSON.stringify(literal.text);
    case 'number':
      return literal.text;
    case 'atom':
      if (['true', 'false'].includes(literal.name)) return literal.name;
      return literal.name === 'nil' ? 'null' : JSON.stringify(literal.name);
    case 'list':
      return wrapped('[', literal.items.map(jsonOf), ']');
    case 'map':
      return wrapped(
        '{',
        literal.pairs.map(([key, value]) => {
          const name = key.kind === 'string' ? key.text : key.kind === 'atom' ? key.name : undefined;
          const json = jsonOf(value);
          return name === undefined || json === undefined ? undefined : `${JSON.stringify(name)}:${json}`;
        }),
        '}',
      );
    case 'tuple':
    case 'fragment':
      return undefined;
  }
}

function wrapped(open: string, items: readonly (string | undefined)[], close: string): string | undefined {
  return items.includes(undefined) ? undefined : open + items.join(',') + close;
}

export function quotedText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
