/** Names that need no quotes as an atom or a key. */
export const plainName = /^[a-zA-Z_]\w*[?!]?$/;

/** `name:`, or `"a name":`. */
export function printKey(name: string): string {
  return plainName.test(name) ? `${name}:` : `${printString(name)}:`;
}

/** `:name`, `:"a name"`, or one of the three atoms that are words. */
export function printAtom(name: string): string {
  if (['true', 'false', 'nil'].includes(name)) return name;
  return plainName.test(name) ? `:${name}` : `:${printString(name)}`;
}

export function printString(value: string): string {
  const escaped = value
    .replace(/\\/g, '\\\\')
    .replace(/"/g, '\\"')
    .replace(/#\{/g, '\\#{')
    .replace(/\n/g, '\\n')
    .replace(/\t/g, '\\t')
    .replace(/\r/g, '\\r');
  return `"${escaped}"`;
}
