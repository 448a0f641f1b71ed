const named: Readonly<Record<string, string>> = {
  ...{ n: '\n', t: '\t', r: '\r', s: ' ', 0: '\0', e: '\u001b', a: '\u0007', b: '\b', d: '\u007f', f: '\f', v: '\v' },
  // A backslash at the end of a line joins it with the next one.
  '\n': '',
};

/** What an escape sequence of a string stands for. */
export function unescapeSequence(sequence: string): string {
  const code = /^\\[xu]\{?([0-9a-fA-F]+)\}?$/.exec(sequence)?.[1];
  if (code !== undefined) {
    const point = Number.parseInt(code, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : sequence;
  }
  const letter = sequence.slice(1);
  return named[letter] ?? letter;
}

/** The text between the quotes of a string, without its escapes. */
export function unescapeText(text: string): string {
  return text.replace(/\\(?:[xu]\{[0-9a-fA-F]+\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{1,2}|[\s\S])/g, unescapeSequence);
}

/** Heredocs lose the indentation of their closing line, and the line break after the opening quotes. */
export function withoutIndent(content: string): string {
  const lines = content.split('\n');
  const indent = /^[ \t]*$/.test(lines.at(-1) ?? '') ? (lines.at(-1) ?? '').length : 0;
  return lines
    .slice(1)
    .map((line) => line.slice(Math.min(indent, /^[ \t]*/.exec(line)?.[0].length ?? 0)))
    .join('\n');
}
