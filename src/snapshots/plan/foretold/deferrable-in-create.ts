import type { Operation } from '../../../ecto/operation.ts';
import { causedBy, type Foretold, type ForetoldInput } from './foretold.ts';
import { referenceIn } from './reference-in.ts';

/** A deferrable reference in a new table: `down` alters the constraint behind the table's end (42P01). */
export function foretellDeferrableInCreate({ migrations }: ForetoldInput): Foretold[] {
  return migrations.flatMap(({ up, down }) => [
    ...up.flatMap((operation, position): Foretold[] => {
      const name = alteredConstraint(operation);
      if (name === undefined || !up.slice(position + 1).some((later) => makesKey(later, name))) return [];
      const message = `The migration fails (42704): codegen makes \`${name}\` deferrable before the foreign key is there.`;
      return [foretold(operation, message)];
    }),
    ...down.flatMap((operation, position): Foretold[] => {
      const name = alteredConstraint(operation);
      const isGone = down
        .slice(0, position)
        .some((earlier) => earlier.kind === 'drop-table' && earlier.table === operation.table);
      if (name === undefined || !isGone) return [];
      const message = `The migration cannot be rolled back (42P01): \`down\` alters \`${name}\` after it has dropped \`${operation.table ?? ''}\`.`;
      return [foretold(operation, message)];
    }),
  ]);
}

function foretold(operation: Operation, message: string): Foretold {
  return {
    slug: 'deferrable-in-create',
    severity: message.startsWith('The migration fails') ? 'error' : 'warning',
    table: operation.table ?? '',
    message,
    instead: 'Create the table without `deferrable`, run codegen, and set `deferrable` in a second step.',
    ...causedBy(operation),
  };
}

function alteredConstraint(operation: Operation): string | undefined {
  return operation.kind === 'execute' ? /ALTER CONSTRAINT (\S+) /.exec(operation.sql)?.[1] : undefined;
}

function makesKey(operation: Operation, name: string): boolean {
  const columns =
    operation.kind === 'create-table' ? operation.columns : operation.kind === 'alter-table' ? operation.changes : [];
  return columns.some((column) => referenceIn(column)?.name === name);
}
