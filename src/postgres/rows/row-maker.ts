import type { LiveColumn, LiveForeignKey, LiveTable } from './live-schema.ts';
import { createRandom, type Random } from './random.ts';
import { ordinaryValue, specialValues, type Types } from './sample-values.ts';
import { isOptional } from './seed-order.ts';

/** Undefined is left to the database. */
export type Cell = string | null | undefined;
export type Cells = ReadonlyMap<string, Cell>;

/** How daring the values are; the least ones leave out whatever may be left out. */
export type Mode = 'varied' | 'plain' | 'least';

/** Keys that a foreign key can refer to, by table: rows of its columns. */
export type Parents = ReadonlyMap<string, readonly Readonly<Record<string, string | null>>[]>;

export interface RowMaker {
  /** The columns that it gives values for. */
  readonly columns: readonly LiveColumn[];
  /** Undefined where a foreign key has nothing to refer to. `attempt` counts from 0; another one gives other values. */
  make(row: number, attempt: number, mode: Mode): Cells | undefined;
}

export interface RowMakerSetup {
  readonly table: LiveTable;
  readonly types: Types;
  readonly seed: string;
  readonly parents: Parents;
  /** Foreign keys to leave empty for now. */
  readonly later: ReadonlySet<LiveForeignKey>;
  /** Columns that the database would make, and that have to be known beforehand. */
  readonly explicit: ReadonlySet<string>;
  /** Values of keys that others refer to already, by row. */
  readonly promised: readonly Cells[];
}

export function createRowMaker(setup: RowMakerSetup): RowMaker {
  const { table, explicit, promised } = setup;
  const columns = table.columns.filter(
    ({ name, made }) => made === undefined || (made !== 'generated' && explicit.has(name)),
  );
  const foreign = new Set(table.foreignKeys.flatMap((key) => key.columns));
  const unique = new Set(table.keys.flatMap((key) => key.columns));
  return {
    columns,
    make: (row, attempt, mode) => {
      const random = createRandom(setup.seed, table.sql, row, attempt, mode);
      const cells = new Map<string, Cell>();
      for (const column of columns.filter(({ name }) => !foreign.has(name))) {
        const isUnique = unique.has(column.name);
        cells.set(column.name, freeCell(column, { row, attempt, mode, isUnique, random, types: setup.types }));
      }
      for (const [name, cell] of promised[row] ?? []) cells.set(name, cell);
      return setForeignKeys(cells, setup, mode, row, random) ? cells : undefined;
    },
  };
}

interface Place {
  readonly row: number;
  readonly attempt: number;
  readonly mode: Mode;
  readonly isUnique: boolean;
  readonly random: Random;
  readonly types: Types;
}

/** What to try for a type that nothing is known of. */
const guesses = ['', '1', 'a', '{}', '0', '(0,0)'];

/** The first row is full; the second one has what it must have; the third repeats the first where it may. */
function freeCell(column: LiveColumn, place: Place): Cell {
  const { row, attempt, mode, isUnique, random, types } = place;
  if (mode === 'least' && column.nullable) return null;
  if (mode === 'least' && column.hasDefault) return undefined;
  if (column.nullable && (row === 1 || (row > 2 && random.next() < 0.2))) return null;
  const varies = mode === 'varied' && attempt === 0;
  if (varies && column.hasDefault && row === 5 && !isUnique) return undefined;
  const special = specialValues(column, types)[row - 3];
  if (varies && special !== undefined) return special;
  const k = varies && row === 2 && !isUnique ? 0 : row + attempt * 11;
  const value = ordinaryValue(column, k, types);
  if (value !== undefined) return value;
  if (column.nullable) return null;
  return column.hasDefault ? undefined : guesses[attempt % guesses.length];
}

function setForeignKeys(
  cells: Map<string, Cell>,
  setup: RowMakerSetup,
  mode: Mode,
  row: number,
  random: Random,
): boolean {
  const { table } = setup;
  const keys = [...table.foreignKeys].sort((a, b) => b.columns.length - a.columns.length);
  const isSet = keys.every((key) => {
    if (setup.later.has(key) && isOptional(key, table)) return setEmpty(key, cells, table);
    if (key.target === table.oid && !isOptional(key, table)) return setToItself(key, cells);
    const wanted = mode !== 'least' && row !== 1 && random.next() >= 0.15;
    const fitting = (setup.parents.get(key.target) ?? []).filter((parent) =>
      key.columns.every((name, index) => {
        const own = cells.get(name);
        return own === undefined || own === parent[key.targetColumns[index] ?? ''];
      }),
    );
    const parent = wanted || !isOptional(key, table) ? random.pick(fitting) : undefined;
    if (parent === undefined) return setEmpty(key, cells, table);
    key.columns.forEach((name, index) => cells.set(name, parent[key.targetColumns[index] ?? ''] ?? null));
    return true;
  });
  if (isSet) setWhatIsLeft(cells, setup, random);
  return isSet;
}

/** Columns that must have a value beside an empty one, which alone makes the whole key refer to nothing. */
function setWhatIsLeft(cells: Map<string, Cell>, { table, types, parents }: RowMakerSetup, random: Random): void {
  for (const key of table.foreignKeys) {
    const parent = random.pick(parents.get(key.target) ?? []);
    for (const [index, name] of key.columns.entries()) {
      const column = table.columns.find((own) => own.name === name);
      if (cells.has(name) || column === undefined || column.hasDefault) continue;
      const value = parent?.[key.targetColumns[index] ?? ''] ?? ordinaryValue(column, 0, types);
      cells.set(name, column.nullable ? null : value);
    }
  }
}

/** One empty column is enough, unless all have to be; those that another foreign key has set stay. */
function setEmpty(key: LiveForeignKey, cells: Map<string, Cell>, table: LiveTable): boolean {
  const isNullable = (name: string): boolean => table.columns.find((own) => own.name === name)?.nullable === true;
  if (!isOptional(key, table)) return false;
  if (key.isFull) {
    for (const name of key.columns) cells.set(name, null);
    return true;
  }
  const free = key.columns.filter((name) => isNullable(name) && (cells.get(name) ?? null) === null);
  for (const name of free) cells.set(name, null);
  if (free.length > 0) return true;
  const taken = key.columns.find(isNullable);
  if (taken !== undefined) cells.set(taken, null);
  return taken !== undefined;
}

function setToItself(key: LiveForeignKey, cells: Map<string, Cell>): boolean {
  key.columns.forEach((name, index) => {
    if (!cells.has(name)) cells.set(name, cells.get(key.targetColumns[index] ?? ''));
  });
  return true;
}
