import { z } from 'zod';
import { operationSchema } from '../ecto/operation.ts';

const remark = z.strictObject({ path: z.string(), line: z.int().min(1), reason: z.string() });

/** What `migration --format json` prints. Lines count from 1. */
export const migrationJsonSchema = z.strictObject({
  version: z.literal(1),
  path: z.string().describe('Relative to the root of the project.'),
  module: z.string(),
  transaction: z.boolean().describe('Whether each direction runs in one transaction.'),
  up: z.array(operationSchema),
  down: z
    .array(operationSchema)
    .describe('What a rollback runs, in its order; `change` turned around as Ecto does it.'),
  irreversible: z.array(remark).describe('Where a rollback raises, or may.'),
  opaque: z
    .array(remark)
    .describe('What the text does not decide; it is passed over, or stands among the operations as `code`.'),
});

/** What a migration file says. */
export type MigrationReport = Omit<z.output<typeof migrationJsonSchema>, 'version'>;

export type MigrationAnswer =
  { readonly ok: true; readonly migration: MigrationReport } | { readonly ok: false; readonly reason: string };

export interface MigrationRequest {
  readonly path: string;
  /** The file's text where it may be none of the workspace's. */
  readonly text?: string;
}
