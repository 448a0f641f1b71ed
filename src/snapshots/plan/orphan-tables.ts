import type { Snapshot } from '../snapshot.ts';
import type { ChangeOf } from './change.ts';
import { sortDrops } from './drop-order.ts';
import type { Interview } from './question.ts';
import { byTable, findStored, storedTables, tableKey, tableName, type TablePlace } from './stored-snapshots.ts';
import type { PlannedRepo } from './planned-repo.ts';
import type { StoredSnapshot } from '../store.ts';

/** What becomes of tables that no resource has any more. */
export interface OrphanPlan {
  readonly drops: readonly ChangeOf<'drop-table'>[];
  /** New tables and the ones that they were, by `tableKey` of the new one. */
  readonly renames: ReadonlyMap<string, Snapshot>;
  /** Tables of another schema; undefined where the user says that it is another table. */
  readonly moves: ReadonlyMap<string, Snapshot | undefined>;
  /** Their snapshots go: dropped, renamed and moved ones. */
  readonly settled: readonly Snapshot[];
  /** They stay, and the newest snapshot remembers it. */
  readonly kept: readonly StoredSnapshot[];
}

/** Asks about each table that has snapshots and no resource, in the order of their names. */
export function planOrphans(
  { stored, read }: Pick<PlannedRepo, 'stored' | 'read'>,
  tenant: boolean,
  current: ReadonlySet<string>,
  managed: readonly TablePlace[],
  interview: Interview,
): OrphanPlan {
  const known = storedTables(stored, tenant);
  const orphans = known.filter((place) => !current.has(tableKey(place)));
  const knownKeys = new Set(known.map(tableKey));
  const added = managed.filter((place) => !knownKeys.has(tableKey(place))).sort(byTable);
  const drops: ChangeOf<'drop-table'>[] = [];
  const renames = new Map<string, Snapshot>();
  const moves = new Map<string, Snapshot | undefined>();
  const settled: Snapshot[] = [];
  const kept: StoredSnapshot[] = [];
  for (const orphan of orphans) {
    const file = findStored(stored, orphan);
    const snapshot = file === undefined ? undefined : read(file);
    if (file === undefined || snapshot === undefined || snapshot.dropTableOptedOut) continue;
    const moveTargets = added.filter(({ table, schema }) => table === orphan.table && schema !== orphan.schema);
    const [moveTarget] = moveTargets;
    if (moveTarget !== undefined && moveTargets.length === 1) {
      const isMoved = asksToMove(orphan, moveTarget, interview);
      moves.set(tableKey(moveTarget), isMoved ? snapshot : undefined);
      if (isMoved) {
        settled.push(snapshot);
        continue;
      }
    } else {
      const candidates = added.filter(
        (place) => place.schema === orphan.schema && place.table !== orphan.table && !renames.has(tableKey(place)),
      );
      const target = findNewName(orphan, candidates, interview);
      if (target !== undefined) {
        renames.set(tableKey(target), snapshot);
        settled.push(snapshot);
        continue;
      }
    }
    if (asksToDrop(snapshot, interview)) {
      drops.push(dropOf(snapshot));
      settled.push(snapshot);
    } else kept.push(file);
  }
  return { drops: sortDrops(drops, settled), renames, moves, settled, kept };
}

function dropOf({ table, schema, multitenancy }: Snapshot): ChangeOf<'drop-table'> {
  return { kind: 'drop-table', table, schema, multitenancy, oldMultitenancy: multitenancy };
}

export function asksToMove(from: TablePlace, to: TablePlace, interview: Interview): boolean {
  const [old, table] = [tableName(from), tableName(to)];
  const prompt = `Are you moving ${old} to ${table}?`;
  return interview.agrees({ kind: 'move-table', prompt, table: old, from: old, to: table });
}

function findNewName(
  orphan: TablePlace,
  candidates: readonly TablePlace[],
  interview: Interview,
): TablePlace | undefined {
  const [first, ...others] = candidates;
  if (first === undefined) return undefined;
  const table = tableName(orphan);
  if (others.length === 0) {
    const to = tableName(first);
    const prompt = `Are you renaming ${table} to ${to}?`;
    return interview.agrees({ kind: 'rename-table-to', prompt, table, from: table, to }) ? first : undefined;
  }
  const prompt = `Are you renaming ${table}?`;
  if (!interview.agrees({ kind: 'rename-table', prompt, table, from: table })) return undefined;
  const options = candidates.map((place) => place.table);
  const chosen = interview.choose({
    kind: 'new-table-name',
    prompt: `What are you renaming it to?: ${options.join(', ')}`,
    table,
    from: table,
    options,
  });
  return candidates.find((place) => place.table === chosen);
}

function asksToDrop(snapshot: Snapshot, interview: Interview): boolean {
  const table = tableName(snapshot);
  const prompt =
    `Table ${table} no longer has a resource. ` +
    'Generate a migration to DROP this table? This will permanently remove the table and its data.';
  return interview.agrees({ kind: 'drop-table', prompt, table });
}
