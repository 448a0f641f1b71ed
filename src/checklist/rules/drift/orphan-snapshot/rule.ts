import { driftAt, inSnapshot } from '../../../drift-findings.ts';
import { defineRule } from '../../../rule.ts';

export default defineRule({
  subject: 'module',
  tier: 2,
  severity: 'info',
  summary: 'A snapshot of a table that no resource has any more.',
  messages: {
    orphan:
      'No resource has the table `{table}` any more. `mix ash.codegen` asks whether to drop it with all its rows; say no there if others still use it, and it does not ask again.',
  },
  *check({ repo }, context) {
    if (repo === undefined) return;
    for (const { file } of driftAt(repo.path, context).orphansOf(repo.module)) {
      const { at } = inSnapshot(file.path, ['table'], context);
      yield { message: 'orphan', data: { table: file.place.table }, at };
    }
  },
});
