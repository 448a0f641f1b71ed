import { foretoldMessages, raisedAt } from '../../../generator-findings.ts';
import { defineRule } from '../../../rule.ts';

export default defineRule({
  subject: 'resource',
  tier: 1,
  severity: 'error',
  summary: 'An index of nothing but directions does not compile.',
  messages: foretoldMessages,
  check: (resource, context) => raisedAt(resource, context, 'index-of-directions'),
});
