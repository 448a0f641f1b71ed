import type { Lines } from '../base/lines.ts';
import type { Span } from '../base/span.ts';
import { isNil } from '../elixir/literal.ts';
import { columnBefore } from './history.ts';
import type { ColumnChange, Definition } from './column.ts';
import type { Migration } from './migration.ts';
import { defaultConfig, type MigrationConfig } from './migration-config.ts';
import type { Cause, Operation } from './operation.ts';
import type { Statement, TableRef } from './statement.ts';
import type { NamedValue, Prefix } from './written.ts';

/** What surrounds the statements that are read. */
export interface ReadingPlace {
  readonly migration: Migration;
  readonly text: string;
  readonly migrations: readonly Migration[];
  readonly lines: Lines;
  /** What the repository's configuration adds to commands; where it is not given, that is assumed to be nothing. */
  readonly config?: MigrationConfig;
}

interface Remark {
  readonly line: number;
  readonly reason: string;
}

const conditional = 'This runs only under a condition, or as often as a loop turns, which is decided at run time.';

/** Collects the operations of one direction and what is to be said of them. */
export class Reading {
  readonly operations: Operation[] = [];
  readonly raises: Remark[] = [];
  readonly opaqueParts: Remark[] = [];
  readonly #place: ReadingPlace;
  /** What is to be said of the operation that is being made. */
  #notes: string[] = [];

  constructor(place: ReadingPlace) {
    this.#place = place;
  }

  get config(): MigrationConfig {
    return this.#place.config ?? defaultConfig;
  }

  /** Adds what a statement came to, with its line; one that came to nothing keeps its place as code. */
  take(statement: Statement, operation: Operation | undefined): void {
    if (statement.conditional) this.assume(statement.start, conditional);
    const notes = new Set(this.#notes);
    this.#notes = [];
    const cause = this.causeOf(statement);
    const note = notes.size === 0 ? {} : { note: [...notes].join('\n') };
    this.operations.push({ ...(operation ?? { kind: 'code', code: this.textOf(statement) }), ...note, cause });
    if (statement.kind === 'raise') {
      const when = statement.conditional ? 'may stop' : 'stops';
      this.raises.push({ line: cause.line, reason: `A rollback ${when} here: the migration raises.` });
    }
  }

  /** A command of `change` that Ecto does not turn around. */
  stop(statement: Statement): void {
    const reason = 'Ecto cannot turn this around: a rollback raises here.';
    this.#notes.push(reason);
    this.raises.push({ line: this.causeOf(statement).line, reason });
    this.take(statement, undefined);
  }

  /** Says something of the operation that is being made. */
  note(text: string): void {
    this.#notes.push(text);
  }

  /** The same, where something is not known. */
  assume(at: number, reason: string): void {
    this.#notes.push(reason);
    this.opaque(at, reason);
  }

  /** The same, where no operation can be made without it. */
  unclear(place: Span, what: string): Operation | undefined {
    this.assume(place.start, `It is computed what this is about: ${what}.`);
    return undefined;
  }

  opaque(at: number, reason: string): void {
    this.opaqueParts.push({ line: this.#place.lines.lineAt(at), reason });
  }

  causeOf({ start }: Span): Cause {
    return { path: this.#place.migration.path, line: this.#place.lines.lineAt(start) };
  }

  textOf({ start, end }: Span): string {
    return this.#place.text.slice(start, end);
  }

  /** How a column was before, from what ran before; undefined where that is not certain. */
  before(table: TableRef, change: ColumnChange): Definition | undefined {
    const { migrations, migration } = this.#place;
    return columnBefore(migrations, migration, table, change);
  }

  prefix(prefix: Prefix): string | undefined {
    switch (prefix.kind) {
      case 'default':
        return prefix.written === undefined || isNil(prefix.written) ? undefined : 'prefix()';
      case 'schema':
        return prefix.name;
      case 'computed':
        this.assume(prefix.written.start, `The schema is computed: \`${this.textOf(prefix.written)}\`.`);
        return undefined;
    }
  }

  /** Says which options are not literal, or none of those that are carried over. */
  options(written: readonly NamedValue[], carried: Readonly<Record<string, unknown>>): void {
    for (const { name, value, start } of written) {
      if (!(name in carried)) this.assume(start, `The option \`${name}\` is not read.`);
      else if (carried[name] === undefined && !isNil(value)) {
        this.assume(start, `The option \`${name}\` is computed: \`${this.textOf(value)}\`.`);
      }
    }
  }
}

/** A flag that is only told where it is set. */
export function ifSet(value: boolean | undefined): true | undefined {
  return value === true ? true : undefined;
}
