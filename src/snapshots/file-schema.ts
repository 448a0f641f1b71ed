import { z } from 'zod';

/**
 * Snapshot files as they were ever written, from the first versions of ash_postgres on. Keys that a version did not
 * have yet are optional here; `read-snapshot.ts` fills in what the generator's loader would.
 */

const text = z.string().nullish();
const flag = z.boolean().nullish();

const typeSchema: z.ZodType<FileType> = z.lazy(() =>
  z.union([z.string(), z.array(z.union([typeSchema, z.number()])).min(1)]),
);

/** `"text"`, `["array", "text"]`, and of old `["varchar", 255]`. */
export type FileType = string | readonly (FileType | number)[];

const multitenancySchema = z.object({
  strategy: z.enum(['attribute', 'context']).nullish(),
  attribute: text,
  global: flag,
});

const referencesSchema = z.object({
  table: z.string(),
  schema: text,
  name: text,
  destination_attribute: z.string().optional(),
  destination_attribute_default: text,
  destination_attribute_generated: flag,
  destination_field: z.string().optional(),
  destination_field_default: text,
  destination_field_generated: flag,
  'primary_key?': flag,
  on_delete: z.union([z.string(), z.tuple([z.literal('nilify'), z.array(z.string())])]).nullish(),
  on_update: text,
  deferrable: z.union([z.boolean(), z.literal('initially')]).nullish(),
  'index?': flag,
  index_where: text,
  'match_tenant?': flag,
  match_type: text,
  match_with: z.record(z.string(), z.string()).nullish(),
  multitenancy: multitenancySchema.nullish(),
});

const attributeSchema = z.object({
  source: z.string().optional(),
  name: z.string().optional(),
  type: typeSchema,
  size: z.number().nullish(),
  precision: z.number().nullish(),
  scale: z.number().nullish(),
  default: text,
  'allow_nil?': z.boolean(),
  'primary_key?': flag,
  'generated?': flag,
  references: referencesSchema.nullish(),
});

/** A plain string of old files is SQL when it holds a parenthesis. */
const keySchema = z.union([z.string(), z.object({ type: z.enum(['atom', 'string']), value: z.string() })]);

const fieldSchema = z.union([
  keySchema,
  z.object({ type: z.literal('directed'), order: z.enum(['asc', 'desc']), value: z.string() }),
]);

const identitySchema = z.object({
  name: z.string(),
  keys: z.array(keySchema),
  where: text,
  base_filter: text,
  'all_tenants?': flag,
  'nils_distinct?': flag,
  index_name: text,
});

const indexSchema = z.object({
  fields: z.array(fieldSchema).nullish(),
  name: text,
  unique: flag,
  concurrently: flag,
  using: text,
  prefix: text,
  table: text,
  where: text,
  include: z.array(z.string()).nullish(),
  nulls_distinct: flag,
  message: text,
  error_fields: z.array(z.string()).nullish(),
  'all_tenants?': flag,
  'include_base_filter?': flag,
});

const statementSchema = z.object({
  name: z.string(),
  up: text,
  down: text,
  'code?': flag,
  'global?': flag,
  after_tables: z.array(z.string()).nullish(),
});

const checkSchema = z.object({
  name: z.string(),
  attribute: z.union([z.string(), z.array(z.string())]),
  check: z.string(),
  base_filter: text,
});

export const snapshotFileSchema = z.object({
  table: z.string(),
  schema: text,
  repo: z.string(),
  attributes: z.array(attributeSchema),
  identities: z.array(identitySchema),
  custom_indexes: z.array(indexSchema).nullish(),
  custom_statements: z.array(statementSchema).nullish(),
  check_constraints: z.array(checkSchema).nullish(),
  multitenancy: multitenancySchema.nullish(),
  base_filter: text,
  has_create_action: flag,
  create_table_options: text,
  drop_table_opted_out: flag,
});

/** Old files are a plain list. */
export const extensionsFileSchema = z.union([
  z.array(z.string()),
  z.object({ ash_functions_version: z.number().nullish(), installed: z.array(z.string()) }),
]);

export type SnapshotFile = z.output<typeof snapshotFileSchema>;
export type AttributeFile = z.output<typeof attributeSchema>;
export type ReferencesFile = z.output<typeof referencesSchema>;
export type IdentityFile = z.output<typeof identitySchema>;
export type IndexFile = z.output<typeof indexSchema>;
export type KeyFile = z.output<typeof keySchema>;
export type MultitenancyFile = z.output<typeof multitenancySchema>;
