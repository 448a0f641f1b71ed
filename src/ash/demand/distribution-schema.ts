import { z } from 'zod';

/** What the rows of a table are like, as the configuration says it or a server tells it. */

const share = z.number().min(0).max(1);

const value = z
  .union([z.string(), z.strictObject({ value: z.string(), share: share.optional() })])
  .describe("In PostgreSQL's text form; with the share of the rows that have it where that is known.");

export const columnDistributionSchema = z.strictObject({
  distinct: z.int().min(1).optional().describe('How many different values there are.'),
  nulls: share.optional().describe('The share of rows without a value.'),
  skew: z
    .number()
    .min(0)
    .max(5)
    .optional()
    .describe('How much more often some values are than others: 0 all alike, 1 as words of a language.'),
  values: z.array(value).optional().describe('The values themselves, the most frequent first.'),
  correlation: z
    .number()
    .min(-1)
    .max(1)
    .optional()
    .describe('Whether rows stand in the order of the values: 1 as they grow, 0 not at all, -1 the other way.'),
});

export const tableDistributionSchema = z.strictObject({
  rows: z.int().min(0).optional().describe('How many rows there are.'),
  columns: z.record(z.string(), columnDistributionSchema).optional(),
});

/** By table; one in another schema than the usual one is named with it: `audit.events`. */
export const distributionSchema = z.record(z.string(), tableDistributionSchema);

export interface ColumnDistribution {
  readonly distinct?: number | undefined;
  readonly nulls?: number | undefined;
  readonly skew?: number | undefined;
  readonly values?: readonly (string | { readonly value: string; readonly share?: number | undefined })[] | undefined;
  readonly correlation?: number | undefined;
}

export interface TableDistribution {
  readonly rows?: number | undefined;
  readonly columns?: Readonly<Record<string, ColumnDistribution>> | undefined;
}

export type Distributions = Readonly<Record<string, TableDistribution>>;
