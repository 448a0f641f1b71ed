import { foretoldAt, foretoldMessages } from '../../../generator-findings.ts';
import { defineRule } from '../../../rule.ts';

export default defineRule({
  subject: 'resource',
  tier: 1,
  severity: 'error',
  summary: 'A renamed table loses its snapshots, and the next codegen creates it again.',
  messages: foretoldMessages,
  check: (resource, context) => foretoldAt(resource, context, 'rename-loses-snapshot'),
});
