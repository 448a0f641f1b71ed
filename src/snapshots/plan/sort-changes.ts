import type { Change } from './change.ts';
import { cycleMessage } from './cycle-message.ts';
import { isEarly, providedBy, requiredBy } from './facts.ts';
import { refuse } from './refusal.ts';

/**
 * Puts changes in the order in which they run: each behind those that it waits for, and otherwise as they came
 * (`toposort_operations`).
 */
export function sortChanges(changes: readonly Change[]): Change[] {
  const waitsFor = dependenciesOf(changes);
  const dependants = changes.map((): number[] => []);
  for (const [index, needed] of waitsFor.entries()) for (const other of needed) dependants[other]?.push(index);
  const missing = waitsFor.map((needed) => needed.size);
  const ready = missing.flatMap((count, index) => (count === 0 ? [index] : []));
  const sorted: Change[] = [];
  for (let next = ready.shift(); next !== undefined; next = ready.shift()) {
    const change = changes[next];
    if (change !== undefined) sorted.push(change);
    for (const dependant of dependants[next] ?? []) {
      const left = (missing[dependant] ?? 0) - 1;
      missing[dependant] = left;
      if (left === 0) ready.push(dependant);
    }
    ready.sort((a, b) => a - b);
  }
  if (sorted.length === changes.length) return sorted;
  return refuse(cycleMessage(changes.filter((change) => !sorted.includes(change))));
}

function dependenciesOf(changes: readonly Change[]): ReadonlySet<number>[] {
  const providers = new Map<string, number[]>();
  for (const [index, change] of changes.entries())
    for (const fact of providedBy(change)) providers.set(fact, [...(providers.get(fact) ?? []), index]);
  const byFact = changes.map((change) => requiredBy(change).flatMap((fact) => providers.get(fact) ?? []));
  const early = changes.flatMap((change, index) => (isEarly(change) ? [index] : []));
  // What an early change waits for cannot come behind all early ones.
  const neededEarly = new Set(early.flatMap((index) => byFact[index] ?? []));
  const byDeclaration = statementOrder(changes);
  return changes.map((change, index) => {
    const behindEarly = isEarly(change) || neededEarly.has(index) ? [] : early;
    const needed = new Set([...(byFact[index] ?? []), ...(byDeclaration.get(index) ?? []), ...behindEarly]);
    needed.delete(index);
    return needed;
  });
}

/** Statements of a table are added as they are declared and removed the other way round. */
function statementOrder(changes: readonly Change[]): ReadonlyMap<number, readonly number[]> {
  const waits = new Map<number, number[]>();
  const last = new Map<string, number>();
  for (const [index, change] of changes.entries()) {
    if (change.kind !== 'add-statement' && change.kind !== 'remove-statement') continue;
    const key = JSON.stringify([change.kind, change.schema ?? 'public', change.table]);
    const previous = last.get(key);
    last.set(key, index);
    if (previous === undefined) continue;
    const [first, second] = change.kind === 'add-statement' ? [previous, index] : [index, previous];
    waits.set(second, [...(waits.get(second) ?? []), first]);
  }
  return waits;
}
