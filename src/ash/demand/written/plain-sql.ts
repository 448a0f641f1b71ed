/** Whether a text is meant as SQL: no query of Elixir starts with one of these words and a space. */
export function looksLikeSql(text: string): boolean {
  return /^\s*(?:--[^\n]*\n\s*|\/\*[\s\S]*?\*\/\s*)*(select|insert|update|delete|with|values|table)\b/i.test(text);
}

/** What stands outside of texts, quoted names and comments; those become spaces. */
export function bareSql(sql: string): string {
  const quotedParts = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|(\$\w*\$)[\s\S]*?\1/g;
  return sql.replace(quotedParts, (part) => ' '.repeat(part.length));
}

/** Why a text is not one statement whose plan can be shown; undefined where it is. */
export function refusedSql(sql: string): string | undefined {
  const bare = bareSql(sql).replace(/;\s*$/, '');
  if (bare.includes(';')) return 'There are several statements: choose one of them.';
  if (/\$\d/.test(bare)) return 'It has parameters such as `$1`: write values in their place.';
  return undefined;
}

/** Names behind the words that name tables, in the order of the text. */
export function tablesIn(sql: string): string[] {
  const names = [
    ...sql.matchAll(/\b(?:from|join|into|update)\s+(?:only\s+)?((?:"[^"]+"|\w+)(?:\.(?:"[^"]+"|\w+))?)/gi),
  ];
  const last = names.map(([, name = '']) => (name.split('.').at(-1) ?? '').replaceAll('"', ''));
  return [...new Set(last)];
}
