import type { ReferenceTarget } from './operation.ts';
import { nameInSchema, quotedName, quotedNames } from './sql-name.ts';

/** The foreign key of a column; `prefix` is the schema of its table, in which the other one is unless it says more. */
export function referenceSql(column: string, reference: ReferenceTarget, prefix: string | undefined): string {
  const joined = [[column, reference.column] as const, ...(reference.with ?? [])];
  const own = quotedNames(joined.map(([source]) => source));
  const foreign = quotedNames(joined.map(([, destination]) => destination));
  const table = nameInSchema(reference.table, reference.prefix ?? prefix);
  const match = reference.match === undefined ? '' : ` MATCH ${reference.match.toUpperCase()}`;
  const actions = action('DELETE', reference.onDelete) + action('UPDATE', reference.onUpdate);
  const validity = reference.validate === false ? ' NOT VALID' : '';
  return `CONSTRAINT ${quotedName(reference.name)} FOREIGN KEY (${own}) REFERENCES ${table}(${foreign})${match}${actions}${validity}`;
}

const actions: Readonly<Record<string, string>> = {
  ':delete_all': 'CASCADE',
  ':update_all': 'CASCADE',
  ':nilify_all': 'SET NULL',
  ':default_all': 'SET DEFAULT',
  ':restrict': 'RESTRICT',
  nilify: 'SET NULL',
  default: 'SET DEFAULT',
};

function action(event: 'DELETE' | 'UPDATE', code: string | undefined): string {
  const [, word, columns] = /^\{:(nilify|default), \[(.*)\]\}$/.exec(code ?? '') ?? [];
  const done = actions[word ?? code ?? ''];
  if (done === undefined) return '';
  const names = columns?.split(', ').map((column) => column.replace(/^:"?|"$/g, ''));
  return ` ON ${event} ${done}${names === undefined ? '' : ` (${quotedNames(names)})`}`;
}
