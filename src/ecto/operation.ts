import { z } from 'zod';
import { costSchema } from './cost-schema.ts';

/**
 * What a migration asks of the database, in Ecto's vocabulary: one command each, of one direction. Facts that a
 * command does not mention are absent. Code is Elixir as it stands in a migration; SQL is as PostgreSQL gets it.
 */

const cause = z
  .strictObject({ path: z.string(), line: z.int() })
  .describe('The line that asks for it: of a resource, or of the migration that was read. Lines count from 1.')
  .readonly();

/** What every operation may tell besides. */
const origin = {
  cause: cause.optional(),
  note: z.string().optional().describe('What the text does not decide, and was assumed here.'),
  cost: costSchema.readonly().optional(),
};

const table = z.string();
const prefix = z
  .string()
  .optional()
  .describe('A schema, or `prefix()` where the migration names the schema it runs in by that call.');
const written = z
  .array(z.string())
  .readonly()
  .optional()
  .describe('The order of the options as they are written, where it is not the usual one.');

/** The name of a type, or `["array", type]`. */
export type TypeName = string | readonly ['array', TypeName];

const typeName: z.ZodType<TypeName> = z.lazy(() =>
  z.union([z.string(), z.tuple([z.literal('array'), typeName]).readonly()]),
);

const reference = z
  .strictObject({
    table,
    column: z.string(),
    name: z.string(),
    type: typeName,
    prefix,
    onDelete: z.string().optional().describe('As code: `:delete_all`, `{:nilify, [:owner_id]}`.'),
    onUpdate: z.string().optional(),
    with: z
      .array(z.tuple([z.string(), z.string()]).readonly())
      .readonly()
      .optional()
      .describe('Further columns of a composite key, own to foreign.'),
    match: z.string().optional(),
    size: z.number().optional(),
    precision: z.number().optional(),
    scale: z.number().optional(),
    validate: z.boolean().optional().describe('False where rows that are there are not looked at.'),
    written,
  })
  .readonly();

const definition = {
  column: z.string(),
  type: z.union([typeName, reference]),
  null: z.boolean().optional(),
  default: z.string().optional().describe('As code: `fragment("now()")`, `"draft"`, `nil`.'),
  size: z.number().optional(),
  precision: z.number().optional(),
  scale: z.number().optional(),
  primaryKey: z.boolean().optional(),
  generated: z.string().optional().describe('SQL: `ALWAYS AS (…) STORED`.'),
  fields: z.string().optional().describe('Of a duration: `YEAR TO MONTH`.'),
  startValue: z.number().optional().describe('Of a column that numbers the rows.'),
  increment: z.number().optional(),
  comment: z.string().optional(),
  collation: z.string().optional(),
  written,
  ...origin,
};

const dropsConstraint = z
  .string()
  .optional()
  .describe('The foreign key that goes with it, where the command says what the column refers to.');

const columnOperation = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('add'), ifNotExists: z.boolean().optional(), ...definition }).readonly(),
    z
      .strictObject({
        kind: z.literal('modify'),
        ...definition,
        dropsConstraint,
        from: z
          .strictObject({
            type: typeName,
            null: z.boolean().optional(),
            size: z.number().optional(),
            precision: z.number().optional(),
            scale: z.number().optional(),
          })
          .readonly()
          .optional()
          .describe('What the column is before, where it is known; the command does not say it.'),
      })
      .readonly(),
    z
      .strictObject({
        ...{ kind: z.literal('remove'), column: z.string(), ifExists: z.boolean().optional() },
        dropsConstraint,
        ...origin,
      })
      .readonly(),
    z
      .strictObject({
        kind: z.literal('rename-column'),
        table,
        prefix,
        column: z.string(),
        to: z.string(),
        ...origin,
      })
      .describe('A `rename` inside of `alter table`, which Ecto refuses to run.')
      .readonly(),
  ])
  .meta({ id: 'columnOperation' });

/** Ecto's words for the order of a column in an index. */
export const indexOrders = [
  'asc',
  'asc_nulls_first',
  'asc_nulls_last',
  'desc',
  'desc_nulls_first',
  'desc_nulls_last',
] as const;

const indexColumn = z
  .strictObject({
    name: z.string(),
    kind: z.enum(['column', 'sql']).describe('SQL is given as a string, which may name just a column.'),
    order: z.enum(indexOrders).optional(),
  })
  .readonly();

const indexTarget = {
  table,
  prefix,
  columns: z.array(indexColumn).readonly(),
  name: z.string().optional().describe("Absent where the name is Ecto's own."),
  /** `unique_index(…)` rather than `index(…, unique: true)`. */
  form: z.enum(['index', 'unique_index']),
  ...origin,
};

export const operationSchema = z
  .discriminatedUnion('kind', [
    z
      .strictObject({
        kind: z.literal('create-table'),
        table,
        prefix,
        options: z.string().optional().describe('SQL behind the definition of the table.'),
        modifiers: z.string().optional().describe('SQL in front of the word `TABLE`: `UNLOGGED`.'),
        comment: z.string().optional(),
        ifNotExists: z.boolean().optional(),
        columns: z.array(columnOperation).readonly(),
        ...origin,
      })
      .readonly(),
    z
      .strictObject({
        kind: z.literal('alter-table'),
        table,
        prefix,
        comment: z.string().optional(),
        changes: z.array(columnOperation).readonly(),
        ...origin,
      })
      .readonly(),
    z
      .strictObject({
        kind: z.literal('drop-table'),
        table,
        prefix,
        ifExists: z.boolean().optional(),
        cascade: z.boolean().optional(),
        ...origin,
      })
      .readonly(),
    z.strictObject({ kind: z.literal('rename-table'), table, prefix, to: z.string(), ...origin }).readonly(),
    z
      .strictObject({
        kind: z.literal('rename-column'),
        table,
        prefix,
        column: z.string(),
        to: z.string(),
        ...origin,
      })
      .readonly(),
    z
      .strictObject({
        kind: z.literal('create-index'),
        ...indexTarget,
        unique: z.boolean(),
        concurrently: z.boolean().optional(),
        using: z.string().optional(),
        where: z.string().optional(),
        include: z.array(z.string()).readonly().optional(),
        includedAs: z.literal('columns').optional().describe('`include` is written as atoms; otherwise it is SQL.'),
        nullsDistinct: z.boolean().optional(),
        only: z.boolean().optional().describe('Not on the partitions of the table.'),
        options: z.string().optional().describe('SQL of the storage parameters: `fillfactor = 70`.'),
        comment: z.string().optional(),
        ifNotExists: z.boolean().optional(),
        written,
      })
      .readonly(),
    z
      .strictObject({
        kind: z.literal('drop-index'),
        ...indexTarget,
        ifExists: z.boolean(),
        concurrently: z.boolean().optional(),
        cascade: z.boolean().optional(),
      })
      .readonly(),
    z
      .strictObject({ kind: z.literal('rename-index'), table, prefix, name: z.string(), to: z.string(), ...origin })
      .readonly(),
    z
      .strictObject({
        kind: z.literal('create-constraint'),
        table,
        prefix,
        name: z.string(),
        check: z.string().optional().describe('Of a check constraint, as it stands in a heredoc.'),
        exclude: z.string().optional().describe('Of an exclusion constraint: `gist (…)`.'),
        validate: z.boolean().optional().describe('False where rows that are there are not looked at.'),
        comment: z.string().optional(),
        ...origin,
      })
      .readonly(),
    z
      .strictObject({
        kind: z.literal('drop-constraint'),
        table,
        prefix,
        name: z.string(),
        constraint: z
          .enum(['check', 'foreign-key', 'primary-key', 'unknown'])
          .describe('The command says the name only: where a migration is read, it is unknown.'),
        ifExists: z.boolean(),
        cascade: z.boolean().optional(),
        ...origin,
      })
      .readonly(),
    z
      .strictObject({
        kind: z.literal('execute'),
        table: table.optional(),
        prefix,
        sql: z.string(),
        exact: z.boolean().describe('Otherwise the text still has `#{…}` in it, which Elixir replaces.'),
        form: z.enum(['string', 'heredoc']),
        ...origin,
      })
      .readonly(),
    z
      .strictObject({
        kind: z.literal('code'),
        table: table.optional(),
        prefix,
        code: z.string(),
        ...origin,
      })
      .describe('Elixir that a resource brings itself (`code? true`), only a comment, or what could not be read.')
      .readonly(),
  ])
  .meta({ id: 'operation' });

export type Operation = z.infer<typeof operationSchema>;
export type ColumnOperation = z.infer<typeof columnOperation>;
export type ReferenceTarget = z.infer<typeof reference>;
export type IndexColumnName = z.infer<typeof indexColumn>;
export type Cause = z.infer<typeof cause>;

/** The line that asks for an operation, and what had to be assumed. */
export interface Origin {
  readonly cause?: Cause | undefined;
  readonly note?: string | undefined;
}
