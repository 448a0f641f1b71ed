import { foretoldMessages, raisedAt } from '../../../generator-findings.ts';
import { defineRule } from '../../../rule.ts';

export default defineRule({
  subject: 'resource',
  tier: 1,
  severity: 'error',
  summary: 'Codegen raises, since the SQL of a base filter or of a calculation in an identity is missing.',
  messages: foretoldMessages,
  *check(resource, context) {
    for (const report of raisedAt(resource, context, 'sql-missing')) {
      // Of conditions `identities/where-without-sql` says so, and writes the SQL.
      if (report.data?.['what']?.includes('`postgres.identity_wheres_to_sql`') !== true) yield report;
    }
  },
});
