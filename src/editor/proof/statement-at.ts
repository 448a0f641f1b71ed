/**
 * The statement around a place where nothing is selected. In Elixir SQL stands between `"""`; anything else there is
 * not guessed at.
 */
export function statementAt(text: string, offset: number, isSql: boolean): string | undefined {
  const part = isSql ? { text, offset } : heredocAt(text, offset);
  if (part === undefined) return undefined;
  let start = 0;
  for (const statement of part.text.split(/(?<=;[ \t]*\r?\n)|(?<=\n[ \t]*\r?\n)/)) {
    const end = start + statement.length;
    const isHere = part.offset < end || end === part.text.length;
    if (isHere) return beginsStatement.test(statement) ? statement.trim() : undefined;
    start = end;
  }
  return undefined;
}

/** Comments may stand before it. */
const beginsStatement = /^(?:\s|--.*\n)*\(?\s*(?:select|with|values|table|insert|update|delete|merge)\b/i;

interface Part {
  readonly text: string;
  /** The place, counted from the start of the part. */
  readonly offset: number;
}

function heredocAt(text: string, offset: number): Part | undefined {
  let [start, from] = [0, undefined as number | undefined];
  for (const line of text.split(/(?<=\n)/)) {
    const end = start + line.length;
    if (from === undefined) {
      if (/"""\s*$/.test(line)) from = end;
    } else if (/^\s*"""/.test(line)) {
      if (offset < start) return offset < from ? undefined : { text: text.slice(from, start), offset: offset - from };
      from = undefined;
    }
    start = end;
  }
  return undefined;
}
