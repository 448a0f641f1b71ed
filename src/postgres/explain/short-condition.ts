/** Characters. */
const longestText = 24;
const longestCondition = 110;
/** More is not even looked at: the patterns below take time with the square of the length where a text is hostile. */
const longestRead = 2_000;

/** A condition as PostgreSQL prints it, without the types of its texts and cut to a line. */
export function shortCondition(condition: string): string {
  const plain = condition
    .slice(0, longestRead)
    .replace(/'((?:[^']|'')*)'::(?:text|uuid|character varying|citext|"char"|bpchar)(?!\[|\w)/g, "'$1'")
    .replace(/'((?:[^']|'')*)'/g, (_, text: string) => `'${cut(text, longestText)}'`)
    .replace(/\((\w+)\)::text/g, '$1');
  return cut(withoutOuterParentheses(plain), longestCondition);
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

function withoutOuterParentheses(text: string): string {
  if (!text.startsWith('(') || !text.endsWith(')')) return text;
  let depth = 0;
  for (let at = 0; at < text.length - 1; at += 1) {
    if (text[at] === '(') depth += 1;
    if (text[at] === ')' && (depth -= 1) === 0) return text;
  }
  return text.slice(1, -1);
}
