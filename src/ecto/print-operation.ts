import { printAtom, printString } from '../elixir/print.ts';
import { printCode, printCommand as command, spaces, type Code, type CodeKeyword } from './code.ts';
import type { ColumnOperation, IndexColumnName, Operation, ReferenceTarget, TypeName } from './operation.ts';

/**
 * The command of a migration, as AshPostgres and the formatter write it at an indentation; the first line is indented
 * as well.
 */
export function printOperation(operation: Operation, indent: number): string {
  return printNote(operation.note, indent) + printCommand(operation, indent);
}

/** What is not known stands above the command that assumes it. */
function printNote(note: string | undefined, indent: number): string {
  return note === undefined ? '' : `${indented(note.replace(/^/gm, '# '), indent)}\n`;
}

function printCommand(operation: Operation, indent: number): string {
  switch (operation.kind) {
    case 'create-table':
      return printTable('create', operation, operation.columns, indent);
    case 'alter-table':
      return printTable('alter', operation, operation.changes, indent);
    case 'drop-table':
      return command(dropWord(operation), [tableCode(operation)], dropMode(operation), indent);
    case 'rename-table': {
      const to = tableCode({ table: operation.to, prefix: operation.prefix });
      return command('rename', [tableCode(operation)], [['to', to]], indent);
    }
    case 'rename-column':
      return printRename(operation, indent);
    case 'create-index':
      return command(createWord(operation), [indexCode(operation, createOptions(operation))], [], indent);
    case 'drop-index': {
      const index = indexCode(operation, targetOptions(operation));
      return command(dropWord(operation), [index], dropMode(operation), indent);
    }
    case 'rename-index':
      return printRenameIndex(operation, indent);
    case 'create-constraint':
      return printCheck(operation, indent);
    case 'drop-constraint':
      return printDropConstraint(operation, indent);
    case 'execute':
      return printExecute(operation, indent);
    case 'code':
      return indented(operation.code, indent);
  }
}

/** Statements below each other; those of several lines have blank lines around them, as the formatter wants it. */
export function printBlock(statements: readonly string[]): string {
  return statements.reduce((text, statement, index) => {
    if (index === 0) return statement;
    const isSpread = statement.includes('\n') || statements[index - 1]?.includes('\n') === true;
    return `${text}${isSpread ? '\n\n' : '\n'}${statement}`;
  }, '');
}

type Named = Pick<Operation & { kind: 'drop-table' }, 'table' | 'prefix'>;

function printTable(
  word: 'create' | 'alter',
  operation: Operation & { kind: 'create-table' | 'alter-table' },
  columns: readonly ColumnOperation[],
  indent: number,
): string {
  const options: Option[] = [
    ['primary_key', word === 'create' ? 'false' : undefined],
    ['prefix', prefixCode(operation.prefix)],
    ['comment', operation.kind === 'create-table' ? text(operation.comment) : undefined],
    ['options', operation.kind === 'create-table' ? text(operation.options) : undefined],
  ];
  const table: Code = { name: 'table', args: [printAtom(operation.table)], keywords: ordered(options, undefined) };
  const body = printBlock(columns.map((column) => printColumn(column, indent + 2)));
  const name = operation.kind === 'create-table' ? createWord(operation) : word;
  return `${command(name, [table], [], indent)} do\n${body}\n${spaces(indent)}end`;
}

/** A line of a block, with its note above it. */
export function printColumn(column: ColumnOperation, indent: number): string {
  return printNote(column.note, indent) + printColumnCommand(column, indent);
}

function printColumnCommand(column: ColumnOperation, indent: number): string {
  if (column.kind === 'rename-column') return printRename(column, indent);
  if (column.kind === 'remove')
    return `${spaces(indent)}remove${column.ifExists === true ? '_if_exists' : ''} ${printAtom(column.column)}`;
  const { type } = column;
  const isReference = typeof type === 'object' && 'table' in type;
  const options = ordered(
    [
      ['null', flag(column.null)],
      ['default', defaultCode(column.default)],
      ['size', number(column.size)],
      ['precision', number(column.precision)],
      ['scale', number(column.scale)],
      ['primary_key', flag(column.primaryKey)],
      ['generated', text(column.generated)],
      ['comment', text(column.comment)],
      ['collation', text(column.collation)],
    ],
    column.written,
  );
  const args = [printAtom(column.column), isReference ? referenceCode(type) : printType(type)];
  const isTolerant = column.kind === 'add' && column.ifNotExists === true;
  return command(isTolerant ? 'add_if_not_exists' : column.kind, args, options, indent);
}

function referenceCode(reference: ReferenceTarget): Code {
  const joined = reference.with?.map(([own, foreign]) => `${own}: ${printAtom(foreign)}`);
  const options: Option[] = [
    ['column', printAtom(reference.column)],
    ['with', joined === undefined ? undefined : { items: joined }],
    ['match', reference.match === undefined ? undefined : printAtom(reference.match)],
    ['name', printString(reference.name)],
    ['type', printType(reference.type)],
    ['prefix', prefixCode(reference.prefix)],
    ['size', number(reference.size)],
    ['precision', number(reference.precision)],
    ['scale', number(reference.scale)],
    ['on_delete', reference.onDelete],
    ['on_update', reference.onUpdate],
    ['validate', flag(reference.validate)],
  ];
  return { name: 'references', args: [printAtom(reference.table)], keywords: ordered(options, reference.written) };
}

function printRename(operation: Named & { readonly column: string; readonly to: string }, indent: number): string {
  const args = [tableCode(operation), printAtom(operation.column)];
  return command('rename', args, [['to', printAtom(operation.to)]], indent);
}

function tableCode({ table, prefix }: Named): Code {
  return { name: 'table', args: [printAtom(table)], keywords: ordered([['prefix', prefixCode(prefix)]], undefined) };
}

type IndexOperation = Operation & { kind: 'create-index' | 'drop-index' };

function indexCode(operation: IndexOperation, keywords: readonly CodeKeyword[]): Code {
  const { form, columns, table } = operation;
  const directions = columns.flatMap(({ order, ...column }): CodeKeyword[] =>
    order === undefined ? [] : [[order, printIndexColumn(column)]],
  );
  // The formatter takes the brackets from a list of nothing but keywords at the end.
  if (keywords.length === 0 && directions.length === columns.length)
    return { name: form, args: [printAtom(table)], keywords: directions };
  return { name: form, args: [printAtom(table), { items: columns.map(printIndexColumn) }], keywords };
}

function createWord({ ifNotExists }: { readonly ifNotExists?: boolean | undefined }): string {
  return ifNotExists === true ? 'create_if_not_exists' : 'create';
}

function dropWord({ ifExists }: { readonly ifExists?: boolean | undefined }): string {
  return ifExists === true ? 'drop_if_exists' : 'drop';
}

function dropMode({ cascade }: { readonly cascade?: boolean | undefined }): CodeKeyword[] {
  return cascade === true ? [['mode', ':cascade']] : [];
}

/** Ecto looks at nothing but the name; the columns have to be there. */
function printRenameIndex({ table, name, prefix, to }: Operation & { kind: 'rename-index' }, indent: number): string {
  const options: Option[] = [
    ['name', text(name)],
    ['prefix', prefixCode(prefix)],
  ];
  const index: Code = { name: 'index', args: [printAtom(table), { items: [] }], keywords: ordered(options, undefined) };
  return command('rename', [index], [['to', printString(to)]], indent);
}

function printIndexColumn({ name, kind, order }: IndexColumnName): string {
  const column = kind === 'sql' ? printString(name) : printAtom(name);
  return order === undefined ? column : `${order}: ${column}`;
}

function createOptions(index: Operation & { kind: 'create-index' }): CodeKeyword[] {
  const values: Option[] = [
    ['name', text(index.name)],
    ['unique', index.form === 'index' && index.unique ? 'true' : undefined],
    ['concurrently', flag(index.concurrently)],
    ['using', text(index.using)],
    ['where', text(index.where)],
    ['include', index.include === undefined ? undefined : { items: index.include.map(printString) }],
    ['nulls_distinct', flag(index.nullsDistinct)],
    ['prefix', prefixCode(index.prefix)],
    ['only', flag(index.only)],
    ['options', text(index.options)],
    ['comment', text(index.comment)],
  ];
  const first = index.form === 'unique_index' ? ['name', 'prefix', 'nulls_distinct', 'where', 'concurrently'] : [];
  const others = values.map(([name]) => name).filter((name) => !first.includes(name));
  return ordered(values, index.written ?? [...first, ...others]);
}

function targetOptions({ name, prefix, concurrently }: Operation & { kind: 'drop-index' }): CodeKeyword[] {
  const options: Option[] = [
    ['name', text(name)],
    ['concurrently', flag(concurrently)],
    ['prefix', prefixCode(prefix)],
  ];
  return ordered(options, undefined);
}

/** The condition is put into a heredoc as it is, without escapes. */
function printCheck(
  { table, name, check, exclude, validate, comment, prefix }: Operation & { kind: 'create-constraint' },
  indent: number,
): string {
  const inner = indent + 'create '.length;
  const heredoc = `"""\n${indented(check ?? '', inner + 4)}\n${spaces(inner + 2)}"""`;
  const options = [
    ...(check === undefined ? [] : [`check: ${heredoc}`]),
    ...(exclude === undefined ? [] : [`exclude: ${printString(exclude)}`]),
    ...(validate === undefined ? [] : [`validate: ${String(validate)}`]),
    ...(comment === undefined ? [] : [`comment: ${printString(comment)}`]),
    ...(prefix === undefined ? [] : [`prefix: ${printPrefix(prefix)}`]),
  ];
  const lines = options.map((option) => spaces(inner + 2) + option).join(',\n');
  return `${spaces(indent)}create constraint(${printAtom(table)}, ${printAtom(name)},\n${lines}\n${spaces(inner)})`;
}

/** AshPostgres names a check by an atom, a key by a string, and for a primary key the table by a string as well. */
function printDropConstraint(operation: Operation & { kind: 'drop-constraint' }, indent: number): string {
  const { table, name, constraint, prefix } = operation;
  const args = [
    constraint === 'primary-key' ? printString(table) : printAtom(table),
    constraint === 'check' ? printAtom(name) : printString(name),
  ];
  const keywords = ordered([['prefix', prefixCode(prefix)]], undefined);
  return command(dropWord(operation), [{ name: 'constraint', args, keywords }], dropMode(operation), indent);
}

function printExecute({ sql, exact, form }: Operation & { kind: 'execute' }, indent: number): string {
  if (form === 'heredoc') return indented(`execute("""\n${sql}\n""")`, indent);
  const string = exact ? printString(sql) : `"${sql.replace(/"/g, '\\"')}"`;
  return spaces(indent) + printCode({ name: 'execute', args: [string], keywords: [] }, indent, '');
}

type Option = readonly [name: string, value: Code | undefined];

function ordered(options: readonly Option[], written: readonly string[] | undefined): CodeKeyword[] {
  const names = written ?? options.map(([name]) => name);
  return names.flatMap((name): CodeKeyword[] => {
    const value = options.find(([other]) => other === name)?.[1];
    return value === undefined ? [] : [[name, value]];
  });
}

/** Only a list of strings is long enough to be broken. */
function defaultCode(code: string | undefined): Code | undefined {
  const items = /^\[("[^"\\]*"(, "[^"\\]*")*)\]$/.exec(code ?? '')?.[1];
  return items === undefined ? code : { items: items.match(/"[^"]*"/g) ?? [] };
}

/** `:text`, `{:array, :text}` */
export function printType(type: TypeName): string {
  return typeof type === 'string' ? printAtom(type) : `{:array, ${printType(type[1])}}`;
}

function printPrefix(prefix: string): string {
  return prefix === 'prefix()' ? prefix : printString(prefix);
}

function prefixCode(prefix: string | undefined): string | undefined {
  return prefix === undefined ? undefined : printPrefix(prefix);
}

function text(value: string | undefined): string | undefined {
  return value === undefined ? undefined : printString(value);
}

function number(value: number | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}

function flag(value: boolean | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}

/** Blank lines stay empty. */
function indented(code: string, indent: number): string {
  return code
    .split('\n')
    .map((line) => (line === '' ? line : spaces(indent) + line))
    .join('\n');
}
