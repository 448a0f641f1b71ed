import type { z } from 'zod';
import type { Evidence } from '../../base/evidence.ts';
import { evidenceListSchema } from '../../checklist/evidence-schema.ts';
import { proofJsonSchema, type ProofReport } from '../../postgres/proof/proof-report.ts';

/** What `prove --format json` prints. */
export const proofOutputSchema = proofJsonSchema.extend({
  evidence: evidenceListSchema.describe('The same for `check --evidence`: it counts for the texts that were run.'),
});

export function proofToJson(report: ProofReport, evidence: readonly Evidence[]): z.input<typeof proofOutputSchema> {
  return { version: 1, ...report, evidence: [...evidence] };
}
