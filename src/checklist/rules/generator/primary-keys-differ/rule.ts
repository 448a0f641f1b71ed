import { foretoldAt, foretoldMessages } from '../../../generator-findings.ts';
import { defineRule } from '../../../rule.ts';

export default defineRule({
  subject: 'resource',
  tier: 1,
  severity: 'error',
  summary: 'Resources of one table have different primary keys, over which codegen raises.',
  messages: foretoldMessages,
  check: (resource, context) => foretoldAt(resource, context, 'primary-keys-differ'),
});
