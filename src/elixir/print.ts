/** Names that need no quotes as an atom or a key. */
export const plainName = /^[a-zA-Z_]\w*[?!]?$/;

/** `name:`, or `"a name":`. */
export function printKey(name: string): string {
  return plainName.test(name) ? `${name}:` : `${printString(name)}:`;
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
