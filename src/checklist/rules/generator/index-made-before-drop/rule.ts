import { at } from '../../../../base/span.ts';
import type { TextEdit } from '../../../../base/text-edit.ts';
import { isEditable } from '../../../../ecto/edits.ts';
import type { Migration } from '../../../../ecto/migration.ts';
import { moveInFront } from '../../../../ecto/move.ts';
import type { CreateIndex, Statement } from '../../../../ecto/statement.ts';
import { foretoldAt, foretoldMessages } from '../../../generator-findings.ts';
import { collisionsIn } from '../../../index-collisions.ts';
import { directionsOf } from '../../../migration-directions.ts';
import { defineRule } from '../../../rule.ts';
import { createdIndex, droppedIndex } from '../../../standing-index.ts';

export default defineRule({
  subject: 'resource',
  tier: 1,
  severity: 'error',
  summary: 'An index is made again before the one of the same name is dropped.',
  messages: {
    ...foretoldMessages,
    written:
      'The migration fails (42P07): there is an index `{name}` already, which is only dropped further down. Drop it first.',
  },
  check: (resource, context) => foretoldAt(resource, context, 'index-made-before-drop'),
  *checkMigration(migration, context) {
    for (const { made, statement, other, isReplaced } of collisionsIn(migration, context)) {
      if (!isReplaced) continue;
      const edits = dropFirst(statement, migration, context.textOf(migration.path));
      yield {
        message: 'written',
        data: { name: made.name ?? '' },
        at: at(migration.path, made),
        related: [{ at: other.at, message: 'This one is still there.' }],
        fixes:
          edits === undefined
            ? []
            : [{ title: 'Drop the old index first', safe: false, edits: [{ path: migration.path, edits }] }],
      };
    }
  },
});

/** The same the other way: as the generator writes it, `down` has the same mistake. */
function dropFirst(made: CreateIndex, migration: Migration, text: string): TextEdit[] | undefined {
  const [up, down] = directionsOf(migration);
  const edits = dropInFront(made, up?.statements ?? [], text);
  if (edits === undefined) return undefined;
  const name = createdIndex(made);
  const remade = down?.statements.find((statement) => createdIndex(statement) === name);
  return [...edits, ...(remade === undefined ? [] : (dropInFront(remade, down?.statements ?? [], text) ?? []))];
}

/** Nothing but indexes may stand between the two: a foreign key may need one of them. */
function dropInFront(made: Statement, statements: readonly Statement[], text: string): TextEdit[] | undefined {
  const position = statements.indexOf(made);
  const length = statements.slice(position + 1).findIndex((later) => droppedIndex(later) === createdIndex(made));
  const drop = length === -1 ? undefined : statements[position + 1 + length];
  const between = statements.slice(position + 1, position + 1 + length);
  if (drop === undefined || !between.every(({ kind }) => kind === 'create-index' || kind === 'drop-index'))
    return undefined;
  return isEditable(made) && isEditable(drop) ? moveInFront(text, drop, made) : undefined;
}
