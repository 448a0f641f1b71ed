import { printDatabaseType } from './database-type.ts';
import { databaseTypeOf } from './type-name.ts';
import type { TypeName } from './operation.ts';

/** The SQL of a default that is written as Elixir; undefined for code that only Elixir can run. */
export function defaultSql(code: string, type: TypeName): string | undefined {
  const text = code.trim();
  const fragment = /^fragment\("((?:[^"\\]|\\.)*)"\)$/s.exec(text)?.[1];
  if (fragment !== undefined) return unescaped(fragment);
  const string = /^"((?:[^"\\]|\\.)*)"$/s.exec(text)?.[1];
  if (string !== undefined) return quoted(unescaped(string));
  if (text === 'nil') return 'NULL';
  if (/^(true|false|-?\d[\d_]*(\.\d+)?(e-?\d+)?)$/i.test(text)) return text.replaceAll('_', '');
  if (text === '%{}') return "'{}'";
  return typeof type === 'string' ? undefined : listSql(text, type);
}

/** Ecto makes `ARRAY[…]` of a list, at every depth. */
function listSql(text: string, type: readonly ['array', TypeName]): string | undefined {
  const inner = /^\[(.*)\]$/s.exec(text)?.[1];
  if (inner === undefined) return undefined;
  const items = splitList(inner).map((item) => defaultSql(item, type[1]));
  if (items.some((item) => item === undefined)) return undefined;
  const database = databaseTypeOf({ type });
  return database === undefined ? undefined : `ARRAY[${items.join(',')}]::${printDatabaseType(database)}`;
}

function splitList(text: string): string[] {
  const items: string[] = [];
  let [depth, item] = [0, ''];
  for (const [part] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]]|,|[^[\],"]+/g)) {
    if (part === '[') depth++;
    if (part === ']') depth--;
    if (part === ',' && depth === 0) {
      items.push(item);
      item = '';
    } else item += part;
  }
  return [...items, item].map((one) => one.trim()).filter((one) => one !== '');
}

/** An Elixir string without its escapes. */
export function unescaped(text: string): string {
  const named: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', s: ' ', 0: '\0' };
  return text.replace(/\\(.)/gs, (_, letter: string) => named[letter] ?? letter);
}

export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
