const parts = /("(?:[^"]|"")*")|--[^\n]*|\/\*[\s\S]*?\*\/|\b[eE]'(?:[^'\\]|\\[\s\S]|'')*'|'(?:[^']|'')*'/g;

/**
 * A statement without its comments and its texts in quotes. Names in double quotes stay, and so do bodies between
 * dollar signs: those are code of their own.
 */
export function sqlCode(statement: string): string {
  return statement.replace(parts, (_, name: string | undefined) => name ?? ' ');
}
