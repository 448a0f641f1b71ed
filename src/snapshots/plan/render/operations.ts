import type { Operation } from '../../../ecto/operation.ts';
import type { Phase } from '../phases.ts';
import { columnDown, columnUp } from './column-operation.ts';
import { blockPrefix, createSchemaOf, dropTable, singleOperations } from './single-operations.ts';

/** The commands of both directions; backward they come in the opposite order. */
export function operationsOf(phases: readonly Phase[]): {
  readonly up: readonly Operation[];
  readonly down: readonly Operation[];
} {
  return { up: phases.flatMap(forward), down: phases.toReversed().flatMap(backward) };
}

function forward(phase: Phase): Operation[] {
  switch (phase.kind) {
    case 'create': {
      const { table: change, changes } = phase;
      const isTenant = change.multitenancy.strategy === 'context';
      const schema = !isTenant && change.createSchema ? change.schema : null;
      return [
        ...(schema === null ? [] : [createSchemaOf(change, schema)]),
        {
          kind: 'create-table',
          table: change.table,
          prefix: blockPrefix(change),
          options: change.options ?? undefined,
          columns: changes.map(columnUp),
          ...change.origin,
        },
      ];
    }
    case 'alter':
      return alteration(phase, (changes) => changes.map(columnUp));
    case 'single':
      return singleOperations(phase.change, 'up');
  }
}

function backward(phase: Phase): Operation[] {
  switch (phase.kind) {
    case 'create':
      return [dropTable(phase.table)];
    case 'alter':
      return alteration(phase, (changes) => changes.toReversed().map(columnDown));
    case 'single':
      return singleOperations(phase.change, 'down');
  }
}

type AlterPhase = Phase & { readonly kind: 'alter' };

function alteration(
  { changes }: AlterPhase,
  render: (changes: AlterPhase['changes']) => (Operation & { kind: 'alter-table' })['changes'],
): Operation[] {
  const [first] = changes;
  if (first === undefined) return [];
  return [
    { kind: 'alter-table', table: first.table, prefix: blockPrefix(first), changes: render(changes), ...first.origin },
  ];
}
