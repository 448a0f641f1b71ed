import { foretoldAt, foretoldMessages } from '../../../generator-findings.ts';
import { defineRule } from '../../../rule.ts';

export default defineRule({
  subject: 'resource',
  tier: 1,
  severity: 'warning',
  summary: 'A changed base filter does not reach the checks that are there.',
  messages: foretoldMessages,
  check: (resource, context) => foretoldAt(resource, context, 'check-keeps-old-filter'),
});
