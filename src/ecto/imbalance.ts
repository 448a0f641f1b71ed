import { commentsIn, forwardOf, type Direction, type Migration } from './migration.ts';
import type { Statement } from './statement.ts';
import { structureOf, type StructuralStep, type Structure } from './structure.ts';

/**
 * How `down` differs from the opposite of `up`: it leaves something there (`stays`) or away (`missing`), drops what was
 * there before (`lost`), or creates what was not (`added`).
 */
export interface Imbalance {
  readonly kind: 'stays' | 'missing' | 'lost' | 'added';
  readonly step: StructuralStep;
}

/** Only what is certain: names that SQL, conditions or comments speak of are left out. */
export function imbalancesOf(migration: Migration, text: string): Imbalance[] {
  const { up, down } = migration;
  if (up === undefined || down === undefined) return [];
  const forward = structureOf(forwardOf(migration), text);
  const backward = structureOf(backwardOf(down), text);
  if (forward.isOpaque || backward.isOpaque || backward.steps.length === 0) return [];
  const excused = excuses(migration, forward, backward);
  const ups = netOf(forward.steps);
  const downs = netOf(backward.steps);
  return [...new Set([...ups.keys(), ...downs.keys()])].flatMap((key): Imbalance[] => {
    const found = compare(ups.get(key), downs.get(key));
    return found === undefined || excused(found) ? [] : [found];
  });
}

export function backwardOf(down: Direction): readonly Statement[] {
  return down.statements.filter(({ only }) => only !== 'up');
}

/** The first and the last thing that happens to an object. */
interface Net {
  readonly first: StructuralStep;
  readonly last: StructuralStep;
}

function netOf(steps: readonly StructuralStep[]): Map<string, Net> {
  const net = new Map<string, Net>();
  for (const step of steps) {
    const key = step.noun === 'constraint' ? `constraint ${step.table}.${step.name}` : `${step.noun} ${step.name}`;
    net.set(key, { first: net.get(key)?.first ?? step, last: step });
  }
  return net;
}

function compare(up: Net | undefined, down: Net | undefined): Imbalance | undefined {
  const [forward, backward] = [directionOf(up), directionOf(down)];
  if (forward === backward) return forward === undefined ? undefined : again(down);
  if (forward === undefined) return again(down);
  if (backward !== undefined || down !== undefined || up === undefined || up.last.tolerant) return undefined;
  return { kind: forward === 'creates' ? 'stays' : 'missing', step: up.last };
}

/** What `down` does to something that `up` leaves alone, or did the same to. */
function again(down: Net | undefined): Imbalance | undefined {
  if (down === undefined || directionOf(down) === undefined || down.last.tolerant) return undefined;
  return { kind: down.last.effect === 'drops' ? 'lost' : 'added', step: down.last };
}

/** Dropping and creating again leaves a thing in place. */
function directionOf(net: Net | undefined): StructuralStep['effect'] | undefined {
  return net === undefined || net.first.effect !== net.last.effect ? undefined : net.last.effect;
}

/** What comes and goes with its table or its column, and what is named where we cannot follow. */
function excuses(migration: Migration, up: Structure, down: Structure): (imbalance: Imbalance) => boolean {
  const all = [...up.steps, ...down.steps];
  const tables = new Set(all.filter(({ noun }) => noun === 'table').map(({ name }) => name));
  const goneColumns = new Set(
    all.filter(({ noun, effect }) => noun === 'column' && effect === 'drops').map(({ name }) => name),
  );
  const { down: direction } = migration;
  const comments = direction === undefined ? [] : commentsIn(migration, direction).map(({ text }) => text);
  const said = [up.sql, down.sql, ...comments].join('\n');
  return ({ step }) => {
    if (step.noun !== 'table' && tables.has(step.table)) return true;
    if (step.noun === 'constraint' && step.name.endsWith('_pkey')) return true;
    const goesAlong =
      step.noun !== 'column' && step.columns.some((column) => goneColumns.has(`${step.table}.${column}`));
    return (
      goesAlong || isNamedIn(said, step.name.slice(step.name.indexOf('.') + 1)) || isGeneratorsTable(step, comments)
    );
  };
}

function isNamedIn(text: string, name: string): boolean {
  return new RegExp(`(^|\\W)${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(\\W|$)`).test(text);
}

/** The generator's comment in place of a dropped table has a rule of its own. */
function isGeneratorsTable({ noun, effect }: StructuralStep, comments: readonly string[]): boolean {
  return (
    noun === 'table' && effect === 'drops' && comments.some((text) => text.includes('recreating the table manually'))
  );
}
