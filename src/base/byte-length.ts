/** PostgreSQL keeps this many bytes of a name and drops the rest (`NAMEDATALEN` less one). */
export const longestIdentifier = 63;

/** How many bytes a text has in UTF-8. */
export function byteLength(text: string): number {
  let size = 0;
  for (const character of text) size += bytesOf(character);
  return size;
}

/** The beginning of a text that has no more than so many bytes. */
export function firstBytes(text: string, limit: number): string {
  let kept = '';
  let size = 0;
  for (const character of text) {
    size += bytesOf(character);
    if (size > limit) break;
    kept += character;
  }
  return kept;
}

function bytesOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}
