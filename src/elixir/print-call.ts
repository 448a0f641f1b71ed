/** An option and its value as code: `['allow_nil?', 'false']`. */
export type PrintedOption = readonly [name: string, value: string];

/**
 * A call without parentheses as the formatter writes it: `head` is the name with its positional arguments, options are
 * keywords or lines of a do-block. `width` is what a line may have.
 */
export function printCall(
  head: string,
  options: readonly PrintedOption[],
  form: 'keywords' | 'block',
  width: number,
): string {
  if (options.length === 0) return head;
  const keywords = options.map(([name, value]) => `${name}: ${value}`);
  const line = [head, ...keywords].join(', ');
  if (form === 'keywords' && line.length <= width) return line;
  const fits = keywords.every((keyword) => keyword.length + 3 <= width);
  if (form === 'keywords' && fits && !head.includes('\n')) return `${head},\n  ${keywords.join(',\n  ')}`;
  const body = options.map(([name, value]) => indent(printOption(name, value, width - 2), '  '));
  return `${head} do\n${setOff(body)}\nend`;
}

/** Joins statements; those of several lines have blank lines around them. */
function setOff(statements: readonly string[]): string {
  return statements.reduce((text, statement, index) => {
    const isSpread = statement.includes('\n') || statements[index - 1]?.includes('\n') === true;
    return `${text}${isSpread ? '\n\n' : '\n'}${statement}`;
  });
}

/** `name value`; keywords lose their brackets, and a list that is too long has each item on a line of its own. */
function printOption(name: string, value: string, width: number): string {
  const bare = /^\[\w+[?!]?: .*\]$/s.test(value) ? value.slice(1, -1) : value;
  const line = `${name} ${bare}`;
  if (line.length <= width) return line;
  const list = /^(\w+[?!]?: )?\[([^[\]"']*)\]$/.exec(bare);
  if (list === null) return line;
  const [, key = '', items = ''] = list;
  const column = key === '' ? '' : ' '.repeat(name.length + 1);
  const broken = items.split(', ').map((item) => `\n${column}  ${item}`);
  return `${name} ${key}[${broken.join(',')}\n${column}]`;
}

/** `head [:a, :b]`, with each item on a line of its own where it is too long. */
export function printList(head: string, items: readonly string[], width: number): string {
  const line = `${head} [${items.join(', ')}]`;
  return line.length <= width ? line : `${head} [\n  ${items.join(',\n  ')}\n]`;
}

function indent(code: string, by: string): string {
  return code
    .split('\n')
    .map((line) => by + line)
    .join('\n');
}
