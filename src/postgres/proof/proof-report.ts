import { z } from 'zod';

/** What running migrations up, down and up again came to, as it is printed and handed on. Lines count from 1. */

const error = z
  .strictObject({
    sqlstate: z.string().nullable().describe('Null where Ecto itself refuses, before anything is sent.'),
    message: z.string(),
    operation: z.string().describe('What the migration was at, in words: "add column `title` to `posts`".'),
    line: z.int().min(1),
  })
  .meta({ id: 'error' });

const ok = z.boolean().describe('False as well where it was not run, since something before it failed.');

const lock = z
  .strictObject({ relation: z.string(), mode: z.string().describe("PostgreSQL's own name: `AccessExclusiveLock`.") })
  .describe('On a relation that was there before, held until the transaction ends.');

const step = z.strictObject({
  direction: z.enum(['up', 'down', 'again']),
  sql: z.string(),
  ms: z.number(),
  locks: z.array(lock).describe('Those that this statement added to the ones that were held.'),
});

const difference = z.strictObject({
  object: z.string().describe('What differs: "table public.posts column title".'),
  before: z.string().nullable().describe('Null where it did not exist.'),
  after: z.string().nullable().describe('Null where it is gone.'),
  operation: z.string().optional().describe('The operation that caused it, in words, where one can be told.'),
  line: z.int().min(1).optional().describe('The line of that operation.'),
});

export const proofNotes = [
  'column-order',
  'extensions-kept',
  'schema-kept',
  'writes-rows',
  'rows-not-checked',
  'history-in-part',
  'state-from-snapshots',
  'needs-newer',
] as const;

const note = z
  .enum(proofNotes)
  .describe(
    'Columns stand in another order afterwards; extensions and functions of an extension migration stay; a schema ' +
      'that `up` made stays; code that writes rows was not run; it was not run on rows; a migration before it was run ' +
      "in part only; the state before was made from snapshots; it uses what the Repo's `min_pg_version` lacks.",
  );

const rows = z.strictObject({
  seeded: z.int().describe('How many rows there were before `up`.'),
  up: z.strictObject({ ok, error: error.optional() }),
  down: z.strictObject({ ok, error: error.optional() }),
  restored: z.boolean().describe('Whether the rows were afterwards as before.'),
  faults: z
    .array(
      z.strictObject({
        direction: z.enum(['up', 'down']),
        error,
        always: z.boolean().describe('Whatever the rows are; otherwise it depends on their values.'),
      }),
    )
    .describe('What fails when the tables have rows.'),
});

export const migrationProofSchema = z
  .strictObject({
    path: z.string(),
    verdict: z.enum(['proven', 'refuted', 'not-proven']),
    reason: z.string().optional().describe('Why it is refuted or not proven: a sentence.'),
    notes: z.array(note),
    warnings: z
      .array(z.strictObject({ message: z.string(), line: z.int().min(1).optional() }))
      .describe('What does not count against it, and has to be known: sentences.'),
    up: z.strictObject({ ok, error: error.optional() }),
    down: z.strictObject({
      ok,
      restored: z.boolean().describe('Whether the schema was as before `up`, but for what the notes name.'),
      error: error.optional(),
    }),
    again: z.strictObject({
      ok,
      equal: z.boolean().describe('Whether the second `up` made the same schema as the first.'),
      error: error.optional(),
    }),
    differences: z.array(difference),
    steps: z.array(step).describe('What was sent, in its order.'),
    rows: rows.nullable().describe('Null where it was not run on rows.'),
    ms: z.number().describe('What the statements took together.'),
  })
  .meta({ id: 'migration' });

const schemaComparison = z
  .strictObject({
    repo: z.string().describe('The folder below `priv` that holds the migrations.'),
    equal: z.boolean().optional().describe('Absent where it was not compared; `reason` says why.'),
    reason: z.string().optional(),
    differences: z
      .array(
        z.strictObject({
          object: z.string(),
          declared: z.string().nullable().describe('What the resources say; null where they say nothing of it.'),
          migrated: z.string().nullable().describe('What all migrations together built.'),
        }),
      )
      .readonly(),
    unknown: z.array(z.strictObject({ table: z.string(), reason: z.string() })).describe('Tables not compared.'),
  })
  .describe('The tables that the resources declare beside those that all migrations build.');

/** What `prove --format json` prints. */
export const proofJsonSchema = z.strictObject({
  version: z.literal(1),
  engine: z
    .strictObject({ name: z.string(), version: z.string() })
    .nullable()
    .describe('What ran them: `PGlite` or `PostgreSQL`, with the version of PostgreSQL. Null where nothing was run.'),
  migrations: z.array(migrationProofSchema),
  schemas: z.array(schemaComparison),
  unread: z
    .array(z.strictObject({ path: z.string(), reason: z.string() }))
    .describe('Files in the folders of migrations that were not read.'),
});

export type ProofJson = z.output<typeof proofJsonSchema>;
export type ProofReport = Omit<ProofJson, 'version'>;
export type MigrationProof = z.output<typeof migrationProofSchema>;
export type ProofError = z.output<typeof error>;
export type ProofStep = z.output<typeof step>;
export type ProofDifference = z.output<typeof difference>;
export type ProofNote = z.output<typeof note>;
export type RowsProof = z.output<typeof rows>;
export type SchemaComparison = z.output<typeof schemaComparison>;
