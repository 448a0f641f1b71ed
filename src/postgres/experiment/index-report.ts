import { z } from 'zod';

/** What indexes came to on generated rows, as it is printed and handed on. Lines count from 1. */

const origin = z
  .strictObject({
    resource: z.string(),
    path: z.string(),
    line: z.int().min(1),
    what: z.string().describe('In words: "read action `published`".'),
  })
  .meta({ id: 'origin' });

const figures = z
  .strictObject({
    cost: z.number().describe("In the planner's unit: reading one page in order is 1."),
    rows: z.number().describe('Rows that were looked at.'),
    buffers: z.number().describe('Pages that were touched.'),
    ms: z.number().describe('Of the second of two runs, on this machine: for information only.'),
  })
  .meta({ id: 'figures' });

export const sampleNames = ['common', 'median', 'rare', 'fixed'] as const;

const sample = z
  .strictObject({
    name: z
      .enum(sampleNames)
      .describe('How frequent the values are among the rows; `fixed` where a query takes none of them.'),
    values: z.array(z.string().nullable()).describe('Of `$1`, `$2` and so on.'),
    found: z.number().describe('Rows that the query found in its tables; with 0 it says nothing about indexes.'),
    figures,
    scans: z.array(z.strictObject({ table: z.string(), scan: z.string() })).describe('How each table is read.'),
    indexes: z.array(z.string()).describe('Those that the plan uses.'),
  })
  .describe('The query as the tables stand, with the values of one kind.');

const query = z
  .strictObject({
    id: z.string(),
    origin,
    sql: z.string(),
    table: z.string().describe('The table on whose account it was run.'),
    samples: z.array(sample),
    failed: z.string().optional().describe('Why it was not measured: a sentence.'),
  })
  .meta({ id: 'query' });

const flip = z
  .strictObject({
    query: z.string().describe('The id of the query.'),
    sample: z.enum(sampleNames),
    before: figures.describe('Without the index.'),
    after: figures.describe('With the index.'),
    scans: z.array(z.strictObject({ table: z.string(), before: z.string(), after: z.string() })),
    plans: z.strictObject({ before: z.string(), after: z.string() }).describe('Both plans, drawn as text.'),
  })
  .describe('A query whose plan changes with the index.')
  .meta({ id: 'flip' });

const insertion = z
  .strictObject({ buffers: z.number(), walRecords: z.number(), ms: z.number() })
  .describe('Pages touched, records in the write-ahead log, and milliseconds: medians of several runs.');

const writeCost = z
  .strictObject({
    rows: z.int().describe('How many rows were inserted with one statement.'),
    without: insertion,
    with: insertion,
  })
  .describe('What inserting costs without and with the index; rows are checked against no foreign key.')
  .meta({ id: 'writeCost' });

export const indexVerdicts = [
  'serves',
  'superseded',
  'not-helpful',
  'helps',
  'redundant',
  'serves-none',
  'guards',
  'not-measured',
] as const;

const index = z
  .strictObject({
    table: z.string(),
    name: z.string(),
    sql: z.string(),
    columns: z.array(z.string()).describe('Columns or expressions.'),
    where: z.string().optional(),
    using: z.string(),
    unique: z.boolean(),
    status: z.enum(['standing', 'suggested', 'needless']).describe('As it was before anything was measured.'),
    origin,
    verdict: z
      .enum(indexVerdicts)
      .describe(
        'Suggested ones: `serves`, plans change to it at less than half the cost and pages; `superseded`, so they do, but ' +
          'another suggested one serves them as well; `not-helpful`. Standing ones: `helps`, queries get worse without it; ' +
          '`redundant`, none does, and another index serves them; `serves-none`, no declared query that could be read uses ' +
          'it; `guards`, it keeps values unique whatever it serves.',
      ),
    by: z.string().optional().describe('The index that serves instead, where it is superseded or redundant.'),
    summary: z.string().describe('Full sentences with the figures.'),
    flips: z.array(flip),
    usedBy: z.array(z.string()).describe('Ids of the queries that use it as the tables stand.'),
    bytes: z.number().optional(),
    writeCost: writeCost.optional(),
    declaration: z.strictObject({ block: z.string(), code: z.string() }).optional(),
  })
  .meta({ id: 'index' });

const estimate = z
  .strictObject({
    table: z.string(),
    index: z.string(),
    query: z.string(),
    before: z.number(),
    after: z.number(),
  })
  .describe('Costs that PostgreSQL foresees on made-up statistics, without rows: an estimate, and no evidence.');

/** What `explain --format json` prints. */
export const indexReportSchema = z.strictObject({
  version: z.literal(1),
  engine: z.strictObject({ name: z.string(), version: z.string() }).nullable().describe('Null where nothing was run.'),
  repo: z.string(),
  settings: z.strictObject({
    rows: z.int().describe('Of a table that is measured and whose number of rows is not configured.'),
    rowsPerParent: z.int().describe('Rows that refer to one row of another table, where nothing is configured.'),
    tenants: z.int().describe('How many tenants share a table, where nothing is configured.'),
    seed: z.int(),
    randomPageCost: z.number(),
  }),
  tables: z.array(
    z.strictObject({
      table: z.string(),
      resource: z.string(),
      rows: z.int().describe('How many rows it was given.'),
      failed: z.string().optional().describe('Why it was not measured: a sentence.'),
    }),
  ),
  queries: z.array(query),
  indexes: z.array(index),
  estimates: z.array(estimate),
  notes: z.array(z.string()).describe('What was left out or went wrong besides: sentences.'),
  unread: z.array(z.strictObject({ origin, reason: z.string() })).describe('Queries that could not be told as SQL.'),
});

export type IndexReport = z.output<typeof indexReportSchema>;
export type ReportedIndex = z.output<typeof index>;
export type ReportedQuery = z.output<typeof query>;
export type Flip = z.output<typeof flip>;
export type Figures = z.output<typeof figures>;
export type WriteCost = z.output<typeof writeCost>;
export type Estimate = z.output<typeof estimate>;
export type IndexVerdict = (typeof indexVerdicts)[number];
export type SampleName = (typeof sampleNames)[number];
