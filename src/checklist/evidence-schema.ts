import { z } from 'zod';
import type { Evidence, IndexEvidence, MigrationEvidence } from '../base/evidence.ts';

const engine = z.strictObject({ name: z.string(), version: z.string() });
const textHash = z.string().regex(/^[0-9a-f]{16}$/, 'a hash of 16 hexadecimal digits is expected');

/** JSON has no undefined: what is left out, or null, is taken as it. */
const optionalText = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined);

const fault = z.strictObject({
  line: z.int().min(1),
  direction: z.enum(['up', 'down', 'again']),
  message: z.string(),
});

const migrationEvidence = z.strictObject({
  kind: z.literal('migration'),
  path: z.string(),
  textHash,
  engine,
  verdict: z.enum(['proven', 'refuted', 'not-proven']),
  reason: optionalText,
  faults: z.array(fault),
  rowFaults: z.array(fault.extend({ always: z.boolean() })),
}) satisfies z.ZodType<MigrationEvidence>;

const indexEvidence = z.strictObject({
  kind: z.literal('index'),
  resource: z.string(),
  path: z.string(),
  table: z.string(),
  columns: z.array(z.string()),
  where: optionalText,
  using: z.string(),
  verdict: z.enum(['missing', 'no-effect', 'used', 'redundant', 'unused']),
  summary: z.string(),
  engine,
  rows: z.int().min(0),
  textHash,
}) satisfies z.ZodType<IndexEvidence>;

/** What was run on PostgreSQL, as it is kept in files. */
export const evidenceSchema: z.ZodType<Evidence> = z.discriminatedUnion('kind', [migrationEvidence, indexEvidence]);

export const evidenceListSchema = z.array(evidenceSchema);

/** A report that has evidence among other things, as `prove` and `explain` print it. */
export const evidenceReportSchema = z.object({ evidence: evidenceListSchema });
