/** `"posts"` */
export function quotedName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** `"blog"."posts"`; where the schema is the one that a migration runs in, the search path leads to it. */
export function nameInSchema(name: string, prefix: string | undefined): string {
  return prefix === undefined || prefix === 'prefix()' ? quotedName(name) : `${quotedName(prefix)}.${quotedName(name)}`;
}

export function quotedNames(names: readonly string[]): string {
  return names.map(quotedName).join(', ');
}
