/** What a `CREATE INDEX` statement makes, with names in the form in which PostgreSQL keeps them. */
export interface SqlIndex {
  readonly name: string | undefined;
  readonly table: string;
  readonly unique: boolean;
  /** `btree` when the statement names none. */
  readonly method: string;
  readonly fields: readonly SqlIndexField[];
  readonly where: string | undefined;
}

/** `sql` marks an expression; a plain column has its name only, without order or operator class. */
export interface SqlIndexField {
  readonly name: string;
  readonly sql: boolean;
}

const identifier = '(?:"[^"]+"|[a-z_][a-z0-9_$]*)';
const head = new RegExp(
  `create\\s+(unique\\s+)?index\\s+(?:concurrently\\s+)?(?:if\\s+not\\s+exists\\s+)?(${identifier}\\s+)?` +
    `on\\s+(?:only\\s+)?(?:${identifier}\\.)?(${identifier})\\s*(?:using\\s+(\\w+)\\s*)?\\(`,
  'gi',
);
/** An exclusion constraint is kept by an index too. */
const exclusion = new RegExp(
  `alter\\s+table\\s+(?:if\\s+exists\\s+)?(?:only\\s+)?(?:${identifier}\\.)?(${identifier})\\s[^;]*?` +
    `(?:constraint\\s+(${identifier})\\s+)?exclude\\s+(?:using\\s+(\\w+)\\s*)?\\(`,
  'gi',
);
const plainField = new RegExp(
  `^(${identifier})(?:\\s+\\w+_ops)?(?:\\s+(?:asc|desc))?(?:\\s+nulls\\s+\\w+)?(?:\\s+with\\s+\\S+)?$`,
  'i',
);

/** Whether the text makes an index at all, in a form that we can read or not. */
export function mentionsIndex(sql: string): boolean {
  return /\bcreate\s+(unique\s+)?index\b/i.test(sql);
}

/** The indexes that statements in a text make; what it cannot read it leaves out. */
export function parseIndexes(sql: string): SqlIndex[] {
  const created = [...sql.matchAll(head)].flatMap((match) => {
    const [, unique, name, table, method] = match;
    return parseIndex(sql, match, { unique: unique !== undefined, name, table, method }) ?? [];
  });
  const excluding = [...sql.matchAll(exclusion)].flatMap((match) => {
    const [, table, name, method] = match;
    return parseIndex(sql, match, { unique: false, name, table, method }) ?? [];
  });
  return [...created, ...excluding];
}

interface Head {
  readonly unique: boolean;
  readonly name: string | undefined;
  readonly table: string | undefined;
  readonly method: string | undefined;
}

/** Reads on from the parenthesis that a match ends with. */
function parseIndex(sql: string, match: RegExpExecArray, { unique, name, table, method }: Head): SqlIndex | undefined {
  const open = match.index + match[0].length - 1;
  const close = closingParenthesis(sql, open);
  if (table === undefined || close === undefined) return undefined;
  const rest = sql.slice(close + 1).split(';')[0] ?? '';
  return {
    name: name === undefined ? undefined : unquote(name.trim()),
    table: unquote(table),
    unique,
    method: (method ?? 'btree').toLowerCase(),
    fields: splitFields(sql.slice(open + 1, close)).map(parseField),
    where: /\bwhere\b([\s\S]*)$/i.exec(rest)?.[1]?.trim(),
  };
}

function parseField(text: string): SqlIndexField {
  const column = plainField.exec(text)?.[1];
  return column === undefined ? { name: text, sql: true } : { name: unquote(column), sql: false };
}

function unquote(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1) : name.toLowerCase();
}

function closingParenthesis(sql: string, open: number): number | undefined {
  let depth = 0;
  for (let at = open; at < sql.length; at++) {
    if (sql[at] === '(') depth++;
    if (sql[at] === ')' && --depth === 0) return at;
  }
  return undefined;
}

function splitFields(list: string): string[] {
  const fields: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at <= list.length; at++) {
    if (list[at] === '(') depth++;
    if (list[at] === ')') depth--;
    if (at < list.length && (list[at] !== ',' || depth > 0)) continue;
    fields.push(list.slice(start, at).trim());
    start = at + 1;
  }
  return fields;
}
