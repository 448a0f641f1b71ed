/** A short name for some texts: the same for the same texts. It tells pieces apart, and proves nothing. */
export function contentId(parts: readonly string[]): string {
  const text = parts.map((part) => `${part.length}:${part}`).join('');
  return hash(text, 0x811c9dc5) + hash(text, 0x9747b28c);
}

/** FNV-1a with a starting value, eight hexadecimal digits. */
function hash(text: string, start: number): string {
  let value = start;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return (value >>> 0).toString(16).padStart(8, '0');
}
