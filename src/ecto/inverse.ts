import { printAtom, printString } from '../elixir/print.ts';
import { lineLength } from '../elixir/formatter.ts';
import type { ColumnChange, Definition, ModifyColumn } from './column.ts';
import { statementEffect } from './effect.ts';
import { layOut, spaces, tupleCode, type Code, type CommandCode, type Keyword } from './layout.ts';
import { constraintCode, definitionCode, indexCode, keywordsCode, tableCode, typeCode } from './print.ts';
import { withoutDemand } from './required.ts';
import { inverseSql } from './sql.ts';
import type { AlterTable, Command, Execute, Statement, TableRef } from './statement.ts';
import type { NamedValue, Written } from './written.ts';

/** How a column was defined before a change; undefined when that is not certain. */
export type ColumnLookup = (table: TableRef, change: ColumnChange) => Definition | undefined;

/** The commands that undo statements, in reverse order; undefined as soon as one of them has no certain inverse. */
export function inverseOf(
  statements: readonly Statement[],
  before: ColumnLookup,
  indent: number,
): readonly string[] | undefined {
  const inverses: string[] = [];
  for (const statement of statements.toReversed()) {
    if (statement.kind === 'flush' || statement.kind === 'inert' || isReading(statement)) continue;
    const inverse = statement.conditional ? undefined : inverseStatement(statement, before, indent);
    if (inverse === undefined) return undefined;
    inverses.push(inverse);
  }
  return inverses.length === 0 ? undefined : inverses;
}

function isReading(statement: Statement): boolean {
  return statement.kind === 'repo' && statementEffect(statement) === 'none';
}

function inverseStatement(statement: Statement, before: ColumnLookup, indent: number): string | undefined {
  switch (statement.kind) {
    case 'create-table':
      return command(statement, statement.ifNotExists ? 'drop_if_exists' : 'drop', tableCode(statement.table), indent);
    case 'create-index':
      return command(statement, statement.ifNotExists ? 'drop_if_exists' : 'drop', indexCode(statement.index), indent);
    case 'create-constraint':
      return command(statement, 'drop', constraintCode(statement.constraint), indent);
    case 'rename-table': {
      const [from, to] = [tableCode(statement.to), tableCode(statement.table)];
      if (from === undefined || to === undefined) return undefined;
      return layOut({ ...shape(statement, 'rename'), args: [from], keywords: [{ name: 'to', value: to }] }, indent);
    }
    case 'rename-column': {
      const table = tableCode(statement.table);
      if (table === undefined || statement.column === undefined || statement.to === undefined) return undefined;
      const args = [table, { flat: printAtom(statement.to) }];
      const to = { name: 'to', value: { flat: printAtom(statement.column) } };
      return layOut({ ...shape(statement, 'rename'), args, keywords: [to] }, indent);
    }
    case 'alter-table':
      return inverseAlter(statement, before, indent);
    case 'execute':
      return inverseExecute(statement, indent);
    default:
      return undefined;
  }
}

function shape(written: Written, name: string): Pick<CommandCode, 'name' | 'parens'> {
  return { name, parens: written.parens };
}

function command(written: Written, name: string, object: Code | undefined, indent: number): string | undefined {
  if (object === undefined) return undefined;
  const line = layOut({ ...shape(written, name), args: [{ flat: object.flat }], keywords: [] }, indent);
  if (indent + line.length <= lineLength || object.broken === undefined) return line;
  return layOut({ ...shape(written, name), args: [object], keywords: [] }, indent);
}

function inverseAlter(statement: AlterTable, before: ColumnLookup, indent: number): string | undefined {
  const table = tableCode(statement.table);
  if (table === undefined) return undefined;
  const lines: string[] = [];
  for (const change of statement.changes.toReversed()) {
    const inverse = inverseChange(change, statement, before);
    if (inverse === undefined || change.kind === 'unknown' || change.conditional) return undefined;
    lines.push(...inverse.map((code) => spaces(indent + 2) + layOut(code, indent + 2)));
  }
  return lines.length === 0 ? undefined : `alter ${table.flat} do\n${lines.join('\n')}\n${spaces(indent)}end`;
}

function inverseChange(change: ColumnChange, alter: AlterTable, before: ColumnLookup): CommandCode[] | undefined {
  if (change.kind === 'unknown') return undefined;
  if (change.kind === 'timestamps') {
    return change.columns?.toReversed().map((column) => removal(alter, 'remove', column));
  }
  const { name } = change.column;
  if (name === undefined) return undefined;
  switch (change.kind) {
    case 'add':
      return [removal(change, change.ifNotExists ? 'remove_if_exists' : 'remove', name)];
    case 'remove':
      return change.ifExists ? undefined : addAgain(change, name, change.definition ?? before(alter.table, change));
    case 'modify':
      if (change.definition.type.kind === 'reference' || change.from?.type.kind === 'reference') return undefined;
      return columnCommand(
        change,
        'modify',
        name,
        change.from ?? definitionForFrom(change, before(alter.table, change)),
      );
  }
}

/** The values are gone, so that the rows have none for a column that needs one. */
function addAgain(change: ColumnChange, name: string, definition: Definition | undefined): CommandCode[] | undefined {
  return columnCommand(change, 'add', name, definition === undefined ? undefined : withoutDemand(definition));
}

function removal(written: Written, word: string, column: string): CommandCode {
  return { ...shape(written, word), args: [{ flat: printAtom(column) }], keywords: [] };
}

function columnCommand(
  written: Written,
  word: string,
  column: string,
  definition: Definition | undefined,
): CommandCode[] | undefined {
  const code = definition === undefined ? undefined : definitionCode(definition);
  if (code === undefined) return undefined;
  return [{ ...shape(written, word), args: [{ flat: printAtom(column) }, code.type], keywords: code.keywords }];
}

function inverseExecute(statement: Execute, indent: number): string | undefined {
  const sql = statement.reverse === undefined ? inverseSqlOf(statement.command) : textOf(statement.reverse);
  if (sql === undefined) return undefined;
  return layOut({ ...shape(statement, 'execute'), args: [{ flat: printString(sql) }], keywords: [] }, indent);
}

export function inverseSqlOf(command: Command): string | undefined {
  const text = textOf(command);
  return text === undefined ? undefined : inverseSql(text);
}

function textOf(command: Command): string | undefined {
  return command.kind === 'sql' && command.exact ? command.text.trim() : undefined;
}

/**
 * The definition to go back to: the type with its size, and of the options those that `modify` sets, since it leaves
 * the others alone in both directions.
 */
export function definitionForFrom(change: ModifyColumn, before: Definition | undefined): Definition | undefined {
  if (before === undefined || before.type.kind === 'reference') return undefined;
  const kept = before.options.filter((option) => ['size', 'precision', 'scale'].includes(option.name));
  const restored: NamedValue[] = [];
  for (const { name, start, end } of change.definition.options) {
    if (['size', 'precision', 'scale'].includes(name)) continue;
    const unset = name === 'null' ? 'true' : name === 'default' ? 'nil' : undefined;
    if (unset === undefined) return undefined;
    const written = before.options.find((option) => option.name === name);
    restored.push(written ?? { name, start, end, value: { kind: 'atom', start, end, name: unset } });
  }
  const options = [...kept, ...restored];
  return { ...before, options };
}

/** The value of `from:` that makes a `modify` reversible. */
export function fromCode(change: ModifyColumn, before: Definition | undefined): Code | undefined {
  const definition = definitionForFrom(change, before);
  const type = definition === undefined ? undefined : typeCode(definition.type);
  const keywords = definition === undefined ? undefined : keywordsCode(definition.options);
  if (type === undefined || keywords === undefined) return undefined;
  const isPlain = keywords.length === 0 && change.definition.options.length === 0;
  return isPlain ? type : tupleCode(type.flat, keywords.map(printKeyword));
}

function printKeyword({ name, value }: Keyword): string {
  return `${name}: ${value.flat}`;
}
