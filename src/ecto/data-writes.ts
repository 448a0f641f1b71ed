import { effectOf, splitSql } from './sql.ts';
import type { Command, Statement } from './statement.ts';

/** What a statement does to rows. */
export interface RowWrite {
  /** What is known of the words in it: the SQL, or the code of the call. */
  readonly text: string;
  readonly removesAll: boolean;
  /** It changes rows that were there before, or adds as many as a query finds: their number is not known. */
  readonly isUnbounded: boolean;
}

/** The writes of a statement; none where it only defines things. `text` is that of the file. */
export function rowWritesOf(statement: Statement, text: string): RowWrite[] {
  switch (statement.kind) {
    case 'execute':
      return writesOf(statement.command, text);
    case 'repo':
      if (statement.command !== undefined) return writesOf(statement.command, text);
      if (!/^(insert|update|delete)/.test(statement.function)) return [];
      return [codeWrite(statement.function, text.slice(statement.start, statement.end))];
    default:
      return [];
  }
}

/** Whether the words of a write name a table, or a column. */
export function namesWord({ text }: RowWrite, name: string): boolean {
  return new RegExp(`(^|\\W)${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(\\W|$)`).test(text);
}

/** Whether a write sets a column, or deletes rows by what is in it. */
export function mayFill(write: RowWrite, column: string): boolean {
  const [, assigned] = /\bUPDATE\b[\s\S]*?\bSET\b([\s\S]*?)(?:\bWHERE\b|\bFROM\b|$)/i.exec(write.text) ?? [];
  if (assigned === undefined) return namesWord(write, column);
  return new RegExp(`(^|[\\s,"])${column}"?\\s*=|\\([^()]*\\b${column}\\b[^()]*\\)\\s*=`).test(assigned);
}

function writesOf(command: Command, text: string): RowWrite[] {
  if (command.kind !== 'sql') {
    const code = text.slice(command.start, command.end);
    return /\b(insert|update|delete)\w*[!(]|\b(insert into|update|delete from)\b/i.test(code)
      ? [codeWrite('', code)]
      : [];
  }
  return splitSql(command.text).flatMap((sql) => {
    const effect = effectOf(sql);
    const writes = effect === 'data' || (effect === 'unknown' && /\b(INSERT INTO|UPDATE|DELETE FROM)\b/i.test(sql));
    if (!writes || /^COPY /i.test(sql)) return [];
    const removesAll = /^TRUNCATE\b/i.test(sql) || /^DELETE\s+FROM\s+\S+$/i.test(sql);
    return [{ text: sql, removesAll, isUnbounded: !removesAll && !isListOfRows(sql) }];
  });
}

/** `INSERT INTO … VALUES` adds the rows that stand there. */
function isListOfRows(sql: string): boolean {
  return /^INSERT\b/i.test(sql) && /\bVALUES\b/i.test(sql) && !/\bSELECT\b/i.test(sql);
}

function codeWrite(name: string, text: string): RowWrite {
  const isOneRow = /^(insert|update|delete)!?$/.test(name) || /^insert_or/.test(name);
  return { text, removesAll: false, isUnbounded: !isOneRow && name !== 'insert_all' };
}
