import type { AttributeChange, Change, ChangeOf } from './change.ts';
import { providedBy, requiredBy } from './facts.ts';

/** One command of a migration: a block of columns, a dropped table, or a change that stands alone. */
export type Phase =
  | { readonly kind: 'create'; readonly table: ChangeOf<'create-table'>; readonly changes: readonly AttributeChange[] }
  | { readonly kind: 'alter'; readonly changes: readonly AttributeChange[] }
  | { readonly kind: 'single'; readonly change: SingleChange };

export type SingleChange = Exclude<
  Change,
  { readonly kind: 'create-table' | 'add-attribute' | 'alter-attribute' | 'remove-attribute' }
>;

/** Groups sorted changes into commands. */
export function groupPhases(changes: readonly Change[]): Phase[] {
  return group(mergeReferences(changes));
}

/** A column that is added and gets its foreign key right after gets both at once (`streamline`). */
function mergeReferences(changes: readonly Change[]): Change[] {
  const result: Change[] = [];
  let rest = changes;
  for (let change = rest[0]; change !== undefined; change = rest[0]) {
    rest = rest.slice(1);
    const alter = change.kind === 'add-attribute' ? laterReference(change, rest) : undefined;
    if (change.kind === 'add-attribute' && alter !== undefined) {
      result.push({ ...change, attribute: { ...change.attribute, references: alter.attribute.references } });
      rest = rest.filter((other) => other !== alter);
    } else result.push(change);
  }
  return result;
}

function laterReference(
  { attribute, table, schema }: ChangeOf<'add-attribute'>,
  rest: readonly Change[],
): ChangeOf<'alter-attribute'> | undefined {
  const end = rest.findIndex((change) => change.table !== table || change.schema !== schema);
  const own = end === -1 ? rest : rest.slice(0, end);
  const alter = own.find(
    (change): change is ChangeOf<'alter-attribute'> =>
      change.kind === 'alter-attribute' &&
      change.attribute.source === attribute.source &&
      change.old.source === attribute.source &&
      change.attribute.references !== null,
  );
  if (alter === undefined) return undefined;
  const required = new Set(requiredBy(alter));
  const between = own.slice(0, own.indexOf(alter));
  return between.some((change) => providedBy(change).some((fact) => required.has(fact))) ? undefined : alter;
}

function group(changes: readonly Change[]): Phase[] {
  const phases: Phase[] = [];
  let open: Open | undefined;
  const close = (): void => {
    if (open !== undefined && open.changes.length > 0) phases.push(phaseOf(open));
    open = undefined;
  };
  for (const change of changes) {
    if (change.kind === 'create-table') {
      close();
      open = { created: change, table: change.table, schema: change.schema, changes: [] };
    } else if (open !== undefined && isAttributeChange(change) && belongsIn(open, change)) open.changes.push(change);
    else {
      close();
      if (isAttributeChange(change) && change.kind !== 'rename-attribute')
        open = { created: undefined, table: change.table, schema: change.schema, changes: [change] };
      else phases.push({ kind: 'single', change });
    }
  }
  close();
  return phases;
}

interface Open {
  readonly created: ChangeOf<'create-table'> | undefined;
  readonly table: string;
  readonly schema: string | null;
  readonly changes: AttributeChange[];
}

function phaseOf({ created, changes }: Open): Phase {
  return created === undefined ? { kind: 'alter', changes } : { kind: 'create', table: created, changes };
}

function isAttributeChange(change: Change): change is AttributeChange {
  return ['add-attribute', 'alter-attribute', 'remove-attribute', 'rename-attribute'].includes(change.kind);
}

/** A rename lands in an open block as well, where Ecto refuses it. */
function belongsIn(open: Open, { kind, table, schema }: AttributeChange): boolean {
  const isKind = open.created === undefined || kind === 'add-attribute' || kind === 'remove-attribute';
  return isKind && open.table === table && open.schema === schema;
}
