import { foretoldAt, foretoldMessages } from '../../../generator-findings.ts';
import { defineRule } from '../../../rule.ts';

export default defineRule({
  subject: 'resource',
  tier: 1,
  severity: 'error',
  summary: 'The next migration changes a column to a type that PostgreSQL does not cast to by itself.',
  messages: foretoldMessages,
  check: (resource, context) => foretoldAt(resource, context, 'type-without-cast'),
});
