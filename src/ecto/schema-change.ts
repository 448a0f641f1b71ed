import { statementEffect } from './effect.ts';
import { effectOf, splitSql } from './sql.ts';
import type { ColumnChange } from './column.ts';
import type { Command, Statement } from './statement.ts';

/** One thing that a statement does to the schema. */
export interface SchemaChange {
  readonly kind: 'creates' | 'drops' | 'other';
  /** `table`, `index`; empty for other changes. */
  readonly noun: string;
  /** It may run again, or may not run at all: `IF NOT EXISTS`, `IF EXISTS`, a condition. */
  readonly tolerant: boolean;
}

const other: SchemaChange = { kind: 'other', noun: '', tolerant: false };

/** What a statement creates and drops. Code and SQL that may do anything count as other changes. */
export function schemaChangesOf(statement: Statement): readonly SchemaChange[] {
  return changesOf(statement).map((change) => ({ ...change, tolerant: change.tolerant || statement.conditional }));
}

function changesOf(statement: Statement): readonly SchemaChange[] {
  switch (statement.kind) {
    case 'create-table':
      return [creates('table', statement.ifNotExists)];
    case 'create-index':
      return [creates('index', statement.ifNotExists)];
    case 'create-constraint':
      return [creates('constraint', false)];
    case 'drop-table':
      return [drops('table', statement.ifExists)];
    case 'drop-index':
      return [drops('index', statement.ifExists)];
    case 'drop-constraint':
      return [drops('constraint', statement.ifExists)];
    case 'alter-table':
      return statement.changes.map(columnChange);
    case 'execute':
      return changesOfCommand(statement.command);
    case 'repo':
      if (statement.command !== undefined) return changesOfCommand(statement.command);
      return statementEffect(statement) === 'unknown' ? [other] : [];
    case 'flush':
    case 'inert':
    case 'raise':
      return [];
    default:
      return [other];
  }
}

function creates(noun: string, tolerant: boolean): SchemaChange {
  return { kind: 'creates', noun, tolerant };
}

function drops(noun: string, tolerant: boolean): SchemaChange {
  return { kind: 'drops', noun, tolerant };
}

function columnChange(change: ColumnChange): SchemaChange {
  if (change.kind === 'add') return creates('column', change.ifNotExists || change.conditional);
  if (change.kind === 'timestamps') return creates('column', change.conditional);
  if (change.kind === 'remove') return drops('column', change.ifExists || change.conditional);
  return other;
}

function changesOfCommand(command: Command): readonly SchemaChange[] {
  return command.kind === 'sql' ? splitSql(command.text).flatMap(changesOfSql) : [other];
}

const nouns =
  'TABLE|INDEX|MATERIALIZED VIEW|VIEW|FUNCTION|PROCEDURE|AGGREGATE|TRIGGER|TYPE|DOMAIN|EXTENSION|SCHEMA|SEQUENCE|POLICY';
const created = new RegExp(`^CREATE (?:OR REPLACE )?(?:(?:UNIQUE|UNLOGGED|RECURSIVE|CONSTRAINT) )?(${nouns}) `);
const dropped = new RegExp(`^DROP (${nouns}) (?:CONCURRENTLY )?(IF EXISTS )?`);
/** A single action: several in one `ALTER TABLE` may undo each other. */
const altered =
  /^ALTER TABLE (?:IF EXISTS )?(?:ONLY )?\S+ (ADD|DROP) (COLUMN|CONSTRAINT) (IF (?:NOT )?EXISTS )?(?!.*, ?(ADD|DROP|ALTER|RENAME|VALIDATE|SET|ENABLE|DISABLE) )/;

function changesOfSql(sql: string): readonly SchemaChange[] {
  const effect = effectOf(sql);
  if (effect === 'none' || effect === 'data') return [];
  const words = sql.replace(/\s+/g, ' ').toUpperCase();
  const isTolerant = effect === 'tolerant-schema';
  const [, noun] = created.exec(words) ?? [];
  if (noun !== undefined) return [creates(noun.toLowerCase(), isTolerant)];
  const [, gone, mayBeGone] = dropped.exec(words) ?? [];
  if (gone !== undefined) return [drops(gone.toLowerCase(), isTolerant || mayBeGone !== undefined)];
  const [, verb, part, isLenient] = altered.exec(words) ?? [];
  if (verb === undefined || part === undefined) return [other];
  const change = verb === 'ADD' ? creates : drops;
  return [change(part.toLowerCase(), isTolerant || isLenient !== undefined)];
}
