import { columnOperations, createdColumns } from './column-operations.ts';
import { statementEffect } from './effect.ts';
import { indexOperation } from './index-operation.ts';
import type { Operation } from './operation.ts';
import { textOption } from './options.ts';
import { ifSet, type Reading } from './reading.ts';
import type { Command, CreateConstraint, CreateTable, DropConstraint, RepoCall, Statement } from './statement.ts';

/** The operation of a statement; undefined where it is no more than its text, and then the reading knows why. */
export function statementOperation(statement: Statement, reading: Reading): Operation | undefined {
  switch (statement.kind) {
    case 'create-table':
      return createTable(statement, reading);
    case 'alter-table': {
      const { name, prefix } = statement.table;
      if (name === undefined) return reading.unclear(statement, 'the name of the table');
      const changes = columnOperations(statement.changes, statement.table, reading);
      const comment = textOption({ items: statement.table.options }, 'comment');
      return { kind: 'alter-table', table: name, prefix: reading.prefix(prefix), comment, changes };
    }
    case 'drop-table': {
      const { table, ifExists, cascade } = statement;
      if (table.name === undefined) return reading.unclear(statement, 'the name of the table');
      const prefix = reading.prefix(table.prefix);
      return { kind: 'drop-table', table: table.name, prefix, ifExists: ifSet(ifExists), cascade: ifSet(cascade) };
    }
    case 'create-index':
    case 'drop-index':
    case 'rename-index':
      return indexOperation(statement, reading);
    case 'create-constraint':
      return createConstraint(statement, reading);
    case 'drop-constraint':
      return dropConstraint(statement, reading);
    case 'rename-table': {
      const { table, to } = statement;
      if (table.name === undefined || to.name === undefined) return reading.unclear(statement, 'the name of a table');
      return { kind: 'rename-table', table: table.name, prefix: reading.prefix(table.prefix), to: to.name };
    }
    case 'rename-column': {
      const { table, column, to } = statement;
      if (table.name === undefined) return reading.unclear(statement, 'the name of the table');
      if (column === undefined || to === undefined) return reading.unclear(statement, 'the name of a column');
      return { kind: 'rename-column', table: table.name, prefix: reading.prefix(table.prefix), column, to };
    }
    case 'execute':
      return execute(statement.command, reading);
    case 'repo':
      return repoCall(statement, reading);
    case 'unknown':
      reading.assume(statement.start, 'This code is not followed: what it does is not known.');
      return undefined;
    case 'raise':
    case 'flush':
    case 'inert':
      return undefined;
  }
}

function createTable({ table, columns, ifNotExists }: CreateTable, reading: Reading): Operation | undefined {
  if (table.name === undefined) return reading.unclear(table, 'the name of the table');
  const written = { items: table.options };
  const [comment, options] = [textOption(written, 'comment'), textOption(written, 'options')];
  const modifiers = textOption(written, 'modifiers');
  // The key is read as a column; the engine is MySQL's.
  reading.options(table.options, { prefix: '', primary_key: '', engine: '', comment, options, modifiers });
  return {
    kind: 'create-table',
    table: table.name,
    prefix: reading.prefix(table.prefix),
    ...{ options, modifiers, comment },
    ifNotExists: ifSet(ifNotExists),
    columns: createdColumns(columns, table, reading),
  };
}

function createConstraint({ constraint }: CreateConstraint, reading: Reading): Operation | undefined {
  const { table, name, check, exclude, validate, prefix, options, known } = constraint;
  if (table === undefined || name === undefined) return reading.unclear(constraint, 'the constraint');
  if (!known) reading.assume(constraint.start, 'The options of the constraint are computed.');
  const comment = textOption({ items: options }, 'comment');
  reading.options(options, { prefix: '', validate: '', check, exclude, comment });
  const isOpen = validate ? undefined : false;
  return {
    kind: 'create-constraint',
    ...{
      table,
      prefix: reading.prefix(prefix),
      name,
      check: check === undefined ? check : inHeredoc(check),
      exclude,
      validate: isOpen,
      comment,
    },
  };
}

function inHeredoc(sql: string): string {
  return sql.trim().replace(/\\/g, '\\\\').replace(/#\{/g, '\\#{');
}

function dropConstraint({ constraint, ifExists, cascade }: DropConstraint, reading: Reading): Operation | undefined {
  const { table, name, prefix } = constraint;
  if (table === undefined || name === undefined) return reading.unclear(constraint, 'the constraint');
  return {
    kind: 'drop-constraint',
    ...{ table, prefix: reading.prefix(prefix), name, constraint: 'unknown', ifExists, cascade: ifSet(cascade) },
  };
}

/** The operation of a command; undefined where it is not known what is sent. */
export function execute(command: Command, reading: Reading): Operation | undefined {
  switch (command.kind) {
    case 'sql':
      if (!command.exact && !command.needsPrefix) reading.assume(command.start, 'A part of the SQL is computed.');
      return { kind: 'execute', sql: command.text, exact: command.exact, form: 'string' };
    case 'file':
      reading.assume(
        command.start,
        `The SQL stands in a file, which is not read: ${command.file ?? 'a computed name'}.`,
      );
      return undefined;
    case 'function':
      reading.assume(command.start, 'A function runs: what it does is not known.');
      return undefined;
    case 'computed':
      reading.assume(command.start, 'The SQL is computed.');
      return undefined;
  }
}

/** Reading and writing of rows is told as code; only what cannot be told from its name is not known. */
function repoCall(call: RepoCall, reading: Reading): Operation | undefined {
  reading.note('The repository runs this at once, before the commands that wait for the end of the function.');
  if (call.command !== undefined) return execute(call.command, reading);
  if (statementEffect(call) === 'unknown') reading.assume(call.start, `What \`${call.function}\` does is not known.`);
  return undefined;
}
