import type { Resource } from '../ash/model.ts';
import { appendToSection } from '../elixir/edits.ts';
import { printAtom, printString } from '../elixir/print.ts';
import type { Fix } from './finding.ts';
import type { RuleContext } from './rule.ts';

/** A custom index as it is to be written. The tenant's column, which AshPostgres puts in front, is not among the columns. */
export interface NewIndex {
  /** Columns, or SQL of an expression or of a column with its operator class. */
  readonly columns: readonly string[];
  readonly using: string;
  readonly where: string | undefined;
}

/** Declares an index in `custom_indexes`; the next migration makes it. */
export function addIndex(index: NewIndex, resource: Resource, context: RuleContext): Fix[] {
  const { path, span, sections, postgres } = resource;
  const statement = printIndex(index, postgres?.table ?? '');
  const edit = appendToSection(context.textOf(path), span, sections, ['postgres', 'custom_indexes'], statement, path);
  if (edit === undefined) return [];
  return [{ title: `Add \`${statement}\``, safe: false, edits: [{ path, edits: [edit] }] }];
}

function printIndex({ columns, using, where }: NewIndex, table: string): string {
  const isPlain = columns.every((column) => /^[a-z_][a-z0-9_]*$/.test(column));
  const fields = columns.map((column) => (/^[a-z_][a-z0-9_]*$/.test(column) ? printAtom(column) : printString(column)));
  const options = [
    ...(isPlain ? [] : [`name: ${printString(nameOf(columns, using, table))}`]),
    ...(where === undefined ? [] : [`where: ${printString(where)}`]),
    ...(using === 'btree' ? [] : [`using: ${printString(using)}`]),
  ];
  return [`index [${fields.join(', ')}]`, ...options].join(', ');
}

/** Only letters, digits and underscores make a name, and 63 bytes of it count; an operator class is no part of it. */
function nameOf(columns: readonly string[], using: string, table: string): string {
  const plain = columns.map((column) => column.replace(/\s+\w+_ops\b/g, ''));
  const words = [table, ...plain, ...(using === 'btree' ? [] : [using]), 'index']
    .join('_')
    .replace(/[^A-Za-z0-9]+/g, '_');
  return words.length <= 63 ? words : `${words.slice(0, 57).replace(/_$/, '')}_index`;
}
