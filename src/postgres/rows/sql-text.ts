/** A text in single quotes; backslashes stand for themselves, as they do since PostgreSQL 9.1. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

export function sqlTextOrNull(text: string | null): string {
  return text === null ? 'NULL' : sqlText(text);
}
