import { z } from 'zod';

const moduleName = z.string().regex(/^[A-Z]\w*(\.[A-Z]\w*)*$/, 'a module name such as `Shop.Orders.Order`');
const fieldName = z.string().regex(/^[a-z_]\w*[?!]?$/, 'a name such as `inserted_at`');
const reason = (what: string): z.ZodString => z.string().min(1).max(500).describe(what);

export const primaryKeys = ['uuid', 'uuid_v7', 'serial', 'composite', 'none'] as const;
const relationshipKinds = ['belongs_to', 'has_one', 'has_many', 'many_to_many'] as const;
const deleteActions = ['nothing', 'restrict', 'delete', 'nilify'] as const;
const aggregateKinds = ['count', 'exists', 'first', 'sum', 'list', 'max', 'min', 'avg', 'custom'] as const;

const attribute = z.strictObject({
  name: fieldName,
  type: z
    .string()
    .min(1)
    .max(200)
    .describe('An Ash type as in the DSL: `:string`, `{:array, :string}`, or a module such as `Shop.OrderStatus`.'),
  constraints: z.string().max(300).optional().describe('As in the DSL, such as `max_length: 200`.'),
  required: z.boolean().describe('`allow_nil? false`.'),
  default: z.string().max(200).optional().describe('As in the DSL.'),
  isPublic: z.boolean().optional(),
  isSensitive: z.boolean().optional(),
  reason: z.string().max(500).optional().describe('Only where the type is not obvious.'),
});

const identity = z.strictObject({
  name: fieldName,
  keys: z.array(fieldName).min(1),
  where: z.string().max(300).optional().describe('A condition, such as `is_nil(archived_at)`.'),
  nilsDistinct: z.boolean().optional().describe('False makes NULLs equal (PostgreSQL 15 or later).'),
  reason: reason('What would go wrong without it.'),
});

const relationship = z.strictObject({
  name: fieldName,
  kind: z.enum(relationshipKinds),
  destination: moduleName,
  through: moduleName.optional().describe('The join resource of a many_to_many.'),
  required: z.boolean().optional().describe('For belongs_to: `allow_nil? false`.'),
  sourceAttribute: fieldName.optional(),
  destinationAttribute: fieldName.optional(),
  onDelete: z.enum(deleteActions).optional().describe('For belongs_to: what the database does with this row.'),
  isIndexed: z.boolean().optional().describe('For belongs_to: `index? true` on the reference, or covered by an index.'),
});

const index = z.strictObject({
  fields: z.array(z.string().min(1)).min(1).describe('Columns in order, or SQL expressions.'),
  using: z.enum(['btree', 'gin', 'gist', 'brin', 'hash', 'spgist']).optional(),
  where: z.string().max(300).optional().describe('SQL of a partial index.'),
  isUnique: z.boolean().optional(),
  query: reason('The query that it serves, with its filter and sort.'),
});

const resource = z.strictObject({
  module: moduleName,
  domain: moduleName,
  table: z
    .string()
    .regex(/^[a-z_][a-z0-9_]*$/, 'a table name')
    .optional()
    .describe('Without it, an embedded resource.'),
  change: z.enum(['new', 'changed']).describe('`changed`: the resource exists; give only what is new or different.'),
  purpose: reason('What it is, in a sentence.'),
  primaryKey: z
    .strictObject({
      kind: z.enum(primaryKeys),
      fields: z.array(fieldName).optional().describe('The fields of a composite key; otherwise `id`.'),
      reason: reason('Why this kind.'),
    })
    .optional(),
  attributes: z.array(attribute).max(80).default([]),
  identities: z.array(identity).max(20).default([]),
  relationships: z.array(relationship).max(40).default([]),
  calculations: z
    .array(z.strictObject({ name: fieldName, type: z.string().min(1), expression: z.string().min(1).max(1000) }))
    .max(40)
    .default([]),
  aggregates: z
    .array(
      z.strictObject({
        name: fieldName,
        kind: z.enum(aggregateKinds),
        path: z.array(fieldName).min(1).describe('Relationship names.'),
        field: fieldName.optional(),
        filter: z.string().max(300).optional(),
      }),
    )
    .max(40)
    .default([]),
  indexes: z.array(index).max(20).default([]),
  checks: z
    .array(z.strictObject({ name: z.string().min(1).max(63), sql: z.string().min(1).max(500) }))
    .max(20)
    .default([])
    .describe('Check constraints.'),
  tenancy: z.enum(['none', 'attribute', 'context']).default('none'),
  lifecycle: z
    .strictObject({ kind: z.enum(['kept', 'deleted', 'archived', 'partitioned']), reason: reason('Why.') })
    .optional(),
});

/** What phase 2 produces; the names are Ash's. */
export const blueprintSchema = z.strictObject({
  title: z.string().min(1).max(120),
  types: z
    .array(
      z.strictObject({
        module: moduleName,
        values: z
          .array(z.string().regex(/^[a-z_]\w*$/))
          .min(2)
          .max(60),
      }),
    )
    .max(20)
    .default([])
    .describe('New enum types (`use Ash.Type.Enum`), so that attributes can name them.'),
  resources: z.array(resource).min(1).max(40),
});

export type Blueprint = z.output<typeof blueprintSchema>;
export type BlueprintResource = Blueprint['resources'][number];
export type BlueprintRelationship = BlueprintResource['relationships'][number];
