import { foretoldMessages, raisedAt } from '../../../generator-findings.ts';
import { defineRule } from '../../../rule.ts';

export default defineRule({
  subject: 'resource',
  tier: 1,
  severity: 'error',
  summary: 'A fragment and its resource both set the data layer, which does not compile.',
  messages: foretoldMessages,
  check: (resource, context) => raisedAt(resource, context, 'data-layer-twice'),
});
