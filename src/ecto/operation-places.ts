import type { ColumnOperation, Operation } from './operation.ts';
import { printMigration, type MigrationText } from './print-migration.ts';
import { printColumn, printOperation } from './print-operation.ts';
import { printSqlScript, printStatement } from './print-sql-script.ts';

/** Where a printed text begins to speak of an operation. */
export interface OperationLine {
  /** Counts from 1; notes stand above it. */
  readonly line: number;
  readonly operation: Operation | ColumnOperation;
}

/** The lines of the operations, and of the columns in their blocks, of a migration as `printMigration` prints it. */
export function migrationLines(migration: MigrationText): OperationLine[] {
  const search = new Search(printMigration(migration));
  return [...migration.up, ...migration.down].flatMap((operation) => {
    const at = search.skip(printOperation(operation, 4));
    if (at === undefined) return [];
    const inner = new Search(at.text);
    return [
      { line: at.line + noteHeight(operation), operation },
      ...columnsOf(operation).flatMap((column) => {
        const place = inner.skip(printColumn(column, 6));
        return place === undefined ? [] : [{ line: at.line + place.line - 1 + noteHeight(column), operation: column }];
      }),
    ];
  });
}

/** The first lines of the statements of a script, remarks included, as `printSqlScript` prints it. */
export function scriptLines(operations: readonly Operation[]): OperationLine[] {
  const search = new Search(printSqlScript(operations));
  return operations.flatMap((operation) => {
    const at = search.skip(printStatement(operation));
    return at === undefined ? [] : [{ line: at.line, operation }];
  });
}

/** Finds parts of a text one after the other, whatever stands between them. */
class Search {
  readonly #text: string;
  #offset = 0;
  #line = 1;

  constructor(text: string) {
    this.#text = text;
  }

  skip(part: string): { readonly line: number; readonly text: string } | undefined {
    const start = this.#text.indexOf(part, this.#offset);
    if (start === -1) return undefined;
    const line = this.#line + breaksIn(this.#text.slice(this.#offset, start));
    this.#offset = start + part.length;
    this.#line = line + breaksIn(part);
    return { line, text: part };
  }
}

function columnsOf(operation: Operation): readonly ColumnOperation[] {
  if (operation.kind === 'create-table') return operation.columns;
  return operation.kind === 'alter-table' ? operation.changes : [];
}

function noteHeight({ note }: Pick<Operation, 'note'>): number {
  return note === undefined ? 0 : breaksIn(note) + 1;
}

function breaksIn(text: string): number {
  return text.split('\n').length - 1;
}
