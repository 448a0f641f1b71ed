import type { Change } from './change.ts';

/** What the generator calls its operations. */
const names: Readonly<Record<Change['kind'], string>> = {
  'create-table': 'CreateTable',
  'drop-table': 'DropTable',
  'rename-table': 'RenameTable',
  'move-table': 'MoveTableSchema',
  'add-attribute': 'AddAttribute',
  'alter-attribute': 'AlterAttribute',
  'rename-attribute': 'RenameAttribute',
  'remove-attribute': 'RemoveAttribute',
  'drop-foreign-key': 'DropForeignKey',
  'alter-deferrability': 'AlterDeferrability',
  'serial-sequence': 'SerialSequenceTransition',
  'add-unique-index': 'AddUniqueIndex',
  'remove-unique-index': 'RemoveUniqueIndex',
  'rename-unique-index': 'RenameUniqueIndex',
  'add-custom-index': 'AddCustomIndex',
  'remove-custom-index': 'RemoveCustomIndex',
  'add-reference-index': 'AddReferenceIndex',
  'remove-reference-index': 'RemoveReferenceIndex',
  'add-check': 'AddCheckConstraint',
  'remove-check': 'RemoveCheckConstraint',
  'add-statement': 'AddCustomStatement',
  'remove-statement': 'RemoveCustomStatement',
  'add-primary-key': 'AddPrimaryKey',
  'add-primary-key-down': 'AddPrimaryKeyDown',
  'remove-primary-key': 'RemovePrimaryKey',
  'remove-primary-key-down': 'RemovePrimaryKeyDown',
};

/** What the generator raises for changes that wait for each other, without its advice (`OperationCycleError`). */
export function cycleMessage(changes: readonly Change[]): string {
  const lines = changes.map(({ kind, table, schema }) => {
    const place = schema === null ? '' : ` (schema: ${JSON.stringify(schema)})`;
    return `  - AshPostgres.MigrationGenerator.Operation.${names[kind]} on ${JSON.stringify(table)}${place}`;
  });
  const head =
    'Could not determine a valid order for the following migration operations because they form a dependency cycle:';
  return `${head}\n\n${lines.join('\n')}`;
}
