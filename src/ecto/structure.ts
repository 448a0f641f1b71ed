import type { Span } from '../base/span.ts';
import type { ColumnChange } from './column.ts';
import { splitSql } from './sql.ts';
import type { AlterTable, Command, Constraint, Statement } from './statement.ts';

/** One thing of the schema that a direction creates or drops. */
export interface StructuralStep {
  readonly effect: 'creates' | 'drops';
  readonly noun: 'table' | 'column' | 'index' | 'constraint';
  /** As a sentence names it: `posts`, `posts.title`, `posts_title_index`. */
  readonly name: string;
  readonly table: string;
  /** Columns that it goes away with. */
  readonly columns: readonly string[];
  /** Whether it may find that there is nothing to do. */
  readonly tolerant: boolean;
  readonly statement: Statement;
  /** The change inside of an `alter table`. */
  readonly change: ColumnChange | undefined;
  readonly at: Span;
}

/** What a direction does to tables, columns, indexes and constraints. */
export interface Structure {
  readonly steps: readonly StructuralStep[];
  /** The text of all SQL, which may do anything to what it names. */
  readonly sql: string;
  /** Something in it cannot be read at all: nothing can be said. */
  readonly isOpaque: boolean;
}

/** The structure of a direction; commands under a condition count as SQL does, by the names in their text. */
export function structureOf(statements: readonly Statement[], text: string): Structure {
  const steps: StructuralStep[] = [];
  const unclear: string[] = [];
  let isOpaque = false;
  for (const statement of statements) {
    const own = statement.conditional ? undefined : stepsOf(statement);
    if (own !== undefined) steps.push(...own);
    else if (statement.kind === 'execute' && isReadable(statement.command)) unclear.push(statement.command.text);
    else if (statement.conditional || statement.kind === 'repo')
      unclear.push(text.slice(statement.start, statement.end));
    else isOpaque = true;
    if (statement.origin !== 'body' && own === undefined) isOpaque = true;
  }
  return { steps, sql: unclear.join('\n'), isOpaque };
}

function isReadable(command: Command): command is Command & { kind: 'sql' } {
  return command.kind === 'sql' && command.exact && splitSql(command.text).length > 0;
}

/** Undefined where it is not certain what is created or dropped. */
function stepsOf(statement: Statement): StructuralStep[] | undefined {
  const common = { statement, change: undefined, columns: [], at: statement.nameSpan, tolerant: false };
  switch (statement.kind) {
    case 'create-table':
    case 'drop-table': {
      const { name } = statement.table;
      if (name === undefined) return undefined;
      const tolerant = statement.kind === 'create-table' ? statement.ifNotExists : statement.ifExists;
      const effect = statement.kind === 'create-table' ? 'creates' : 'drops';
      return [{ ...common, effect, noun: 'table', name, table: name, tolerant }];
    }
    case 'create-index':
    case 'drop-index': {
      const { table, name, columns } = statement.index;
      if (table === undefined || name === undefined || columns === undefined) return undefined;
      const tolerant = statement.kind === 'create-index' ? statement.ifNotExists : statement.ifExists;
      const effect = statement.kind === 'create-index' ? 'creates' : 'drops';
      return [{ ...common, effect, noun: 'index', name, table, tolerant, columns: columns.map((it) => it.name) }];
    }
    case 'create-constraint':
    case 'drop-constraint':
      return constraintSteps(statement.constraint, statement.kind === 'drop-constraint' && statement.ifExists, {
        ...common,
        effect: statement.kind === 'create-constraint' ? 'creates' : 'drops',
      });
    case 'rename-table': {
      const [from, to] = [statement.table.name, statement.to.name];
      if (from === undefined || to === undefined) return undefined;
      return [
        { ...common, effect: 'drops', noun: 'table', name: from, table: from },
        { ...common, effect: 'creates', noun: 'table', name: to, table: to },
      ];
    }
    case 'rename-column': {
      const { column, to } = statement;
      const { name: table } = statement.table;
      if (table === undefined || column === undefined || to === undefined) return undefined;
      return [columnStep('drops', table, column, common), columnStep('creates', table, to, common)];
    }
    case 'rename-index': {
      const { table, name } = statement.index;
      if (table === undefined || name === undefined || statement.to === undefined) return undefined;
      return [
        { ...common, effect: 'drops', noun: 'index', name, table },
        { ...common, effect: 'creates', noun: 'index', name: statement.to, table },
      ];
    }
    case 'alter-table':
      return alterSteps(statement);
    case 'flush':
    case 'inert':
      return [];
    default:
      return undefined;
  }
}

type Common = Pick<StructuralStep, 'statement' | 'change' | 'columns' | 'at' | 'tolerant'>;

function columnStep(effect: StructuralStep['effect'], table: string, column: string, common: Common): StructuralStep {
  return { ...common, effect, noun: 'column', name: `${table}.${column}`, table, columns: [column] };
}

function constraintSteps(
  { table, name, check }: Constraint,
  tolerant: boolean,
  common: Common & Pick<StructuralStep, 'effect'>,
): StructuralStep[] | undefined {
  if (table === undefined || name === undefined) return undefined;
  const columns = [...(check ?? '').matchAll(/\w+/g)].map(([word]) => word);
  return [{ ...common, noun: 'constraint', name, table, tolerant, columns }];
}

function alterSteps(statement: AlterTable): StructuralStep[] | undefined {
  const { name: table } = statement.table;
  if (table === undefined) return undefined;
  const steps = statement.changes.map((change) => changeSteps(change, table, statement));
  return steps.some((own) => own === undefined) ? undefined : steps.flatMap((own) => own ?? []);
}

function changeSteps(change: ColumnChange, table: string, statement: AlterTable): StructuralStep[] | undefined {
  const common = { statement, change, columns: [], at: change.nameSpan, tolerant: false };
  if (change.kind === 'unknown' || change.conditional) return undefined;
  if (change.kind === 'timestamps') {
    return change.columns?.map((column) => columnStep('creates', table, column, common));
  }
  const { name } = change.column;
  if (name === undefined) return undefined;
  switch (change.kind) {
    case 'add':
      return [
        columnStep('creates', table, name, { ...common, tolerant: change.ifNotExists }),
        ...referenceSteps(change.definition.type, undefined, { ...common, columns: [name] }, table, name),
      ];
    case 'remove':
      return [columnStep('drops', table, name, { ...common, tolerant: change.ifExists })];
    case 'modify':
      return referenceSteps(change.definition.type, change.from?.type, { ...common, columns: [name] }, table, name);
  }
}

type Type = (ColumnChange & { kind: 'modify' })['definition']['type'];

/** A reference is a constraint too; `from:` takes the old one away. */
function referenceSteps(
  type: Type,
  from: Type | undefined,
  common: Common,
  table: string,
  column: string,
): StructuralStep[] {
  const nameOf = (it: Type & { kind: 'reference' }): string => it.reference.name ?? `${table}_${column}_fkey`;
  const step = (effect: StructuralStep['effect'], it: Type | undefined): StructuralStep[] =>
    it?.kind === 'reference' ? [{ ...common, effect, noun: 'constraint', name: nameOf(it), table }] : [];
  return [...step('drops', from), ...step('creates', type)];
}
