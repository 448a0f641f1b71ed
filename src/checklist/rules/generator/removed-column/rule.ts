import { foretoldAt, foretoldMessages } from '../../../generator-findings.ts';
import { defineRule } from '../../../rule.ts';

export default defineRule({
  subject: 'resource',
  tier: 2,
  severity: 'warning',
  summary: 'The next migration drops a column that a rollback does not bring back as it was.',
  messages: foretoldMessages,
  check: (resource, context) => foretoldAt(resource, context, 'removed-column'),
});
