import { driftAt, inSnapshot } from '../../../drift-findings.ts';
import { foretoldIn, foretoldMessages, reportOf } from '../../../generator-findings.ts';
import { defineRule } from '../../../rule.ts';

/** Told where the table is left: in its snapshot. In a written migration it is `migrations/ash-drop-table-no-rollback`. */
export default defineRule({
  subject: 'module',
  tier: 2,
  severity: 'info',
  summary: 'The next migration drops a table, and a rollback of it brings nothing back.',
  messages: foretoldMessages,
  *check({ repo }, context) {
    if (repo === undefined) return;
    const dropped = foretoldIn(repo.path, context).filter(({ slug }) => slug === 'dropped-table');
    if (dropped.length === 0) return;
    for (const { file } of driftAt(repo.path, context).orphansOf(repo.module)) {
      const found = dropped.find(({ table }) => table === file.place.table);
      if (found !== undefined) yield reportOf(found, inSnapshot(file.path, ['table'], context).at);
    }
  },
});
