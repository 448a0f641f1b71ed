import type { IndexColumnName, Operation } from './operation.ts';
import { indexOrders } from './operation.ts';
import { booleanOption, nameOption, textOption } from './options.ts';
import { ifSet, type Reading } from './reading.ts';
import type { CreateIndex, DropIndex, Index, IndexColumn, RenameIndex } from './statement.ts';

/** The operation of a statement about an index; undefined where its table, columns or name are computed. */
export function indexOperation(
  statement: CreateIndex | DropIndex | RenameIndex,
  reading: Reading,
): Operation | undefined {
  const { index } = statement;
  const { table, prefix: written } = index;
  if (table === undefined) return reading.unclear(index, 'the table of the index');
  if (!index.known) reading.assume(index.start, 'The options of the index are computed.');
  if (statement.kind === 'rename-index') {
    if (index.name === undefined || statement.to === undefined) return reading.unclear(index, 'the name of the index');
    return { kind: 'rename-index', table, prefix: reading.prefix(written), name: index.name, to: statement.to };
  }
  const columns = index.columns?.map(indexColumn);
  if (columns === undefined) return reading.unclear(index, 'the columns of the index');
  const target = {
    table,
    prefix: reading.prefix(written),
    columns,
    name: index.nameWritten ? index.name : undefined,
    form: formOf(statement),
    concurrently: ifSet(index.concurrently),
  } as const;
  if (statement.kind === 'create-index') return { ...target, ...created(statement, reading) };
  if (index.nameWritten && index.name === undefined) return reading.unclear(index, 'the name of the index');
  const { ifExists, cascade } = statement;
  return { kind: 'drop-index', ...target, ifExists, cascade: ifSet(cascade) };
}

function created({ index, ifNotExists }: CreateIndex, reading: Reading) {
  const { using, include, nullsDistinct } = index;
  const given = { items: index.options, known: index.known };
  const [comment, options] = [textOption(given, 'comment'), textOption(given, 'options')];
  const only = booleanOption(given, 'only');
  // A condition may be an atom as well.
  const where = nameOption(given, 'where');
  reading.options(index.options, {
    ...{ prefix: '', unique: '', concurrently: '', include: '' },
    ...{ name: index.name, where, using, nulls_distinct: nullsDistinct, only, comment, options },
  });
  return {
    kind: 'create-index' as const,
    unique: index.unique,
    ...{ using, where, nullsDistinct, options, comment, only: ifSet(only), ifNotExists: ifSet(ifNotExists) },
    include: include.length === 0 ? undefined : include,
    includedAs: include.length > 0 && index.includesAtoms ? ('columns' as const) : undefined,
  };
}

function indexColumn({ name, isExpression, order }: IndexColumn): IndexColumnName {
  return { name, kind: isExpression ? 'sql' : 'column', order: indexOrders.find((word) => word === order) };
}

/** `unique_index(…)`, or `index(…)` with or without `unique: true`. */
function formOf({
  args: [object],
}: {
  readonly args: CreateIndex['args'];
  readonly index: Index;
}): 'index' | 'unique_index' {
  return object?.kind === 'call' && object.name === 'unique_index' ? 'unique_index' : 'index';
}
