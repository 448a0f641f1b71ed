import { at } from '../../../../base/span.ts';
import { printNames } from '../../../../base/names.ts';
import { raising } from '../../../../ecto/down.ts';
import { replaceComments } from '../../../../ecto/edits.ts';
import { commentsIn, forwardOf, type Comment, type Migration } from '../../../../ecto/migration.ts';
import type { Fix } from '../../../finding.ts';
import { defineRule, type RuleContext } from '../../../rule.ts';

/** What AshPostgres writes where `down` would have to create a table (`Phase.Drop.down/1` of its migration generator). */
const marker = 'Rollback would require recreating the table manually';

export default defineRule({
  subject: 'migration',
  tier: 1,
  severity: 'warning',
  summary: 'The generator left a comment where `down` should bring a dropped table back.',
  messages: {
    comment:
      'A rollback counts this migration as undone but does not bring {tables} back: the generator left only this comment. Code of the former release then fails, and so does rolling back further, where the table was created. Create it again here, or raise.',
  },
  *check(migration, context) {
    const { down, path } = migration;
    if (down === undefined || down.statements.some(({ kind }) => kind === 'raise' || kind === 'create-table')) return;
    const comments = commentsIn(migration, down).filter(({ text }) => text.includes(marker));
    const dropped = forwardOf(migration).flatMap((it) => (it.kind === 'drop-table' ? (it.table.name ?? []) : []));
    const [first, ...others] = comments;
    if (first === undefined || dropped.length === 0) return;
    yield {
      message: 'comment',
      data: { tables: printNames(dropped) },
      at: at(path, first),
      related: others.map((comment) => ({ at: at(path, comment), message: 'Here is another one.' })),
      fixes: fixesOf(comments, migration, context),
    };
  },
});

/** A rollback that stops is honest; what the table looked like is for its author to say. */
function fixesOf(comments: readonly Comment[], { path }: Migration, { textOf }: RuleContext): Fix[] {
  const edits = replaceComments(textOf(path), comments, raising);
  return edits === undefined ? [] : [{ title: 'Raise in `down`', safe: false, edits: [{ path, edits }] }];
}
