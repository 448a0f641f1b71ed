import { z } from 'zod';
import type { AshEdit } from '../../analysis/ash-edits/ash-edit.ts';

const module = z
  .string()
  .regex(/^[A-Z]\w*(\.[A-Z]\w*)*$/)
  .max(200)
  .describe('Full name of a module, such as `Blog.Post`.');
const name = z
  .string()
  .regex(/^[a-z_]\w*[?!]?$/)
  .max(100);
const code = z.string().min(1).max(2000);
const resource = module.describe('Full name of the resource that is changed.');

const reference = {
  onDelete: z
    .enum(['delete', 'nilify', 'restrict', 'nothing'])
    .optional()
    .describe('What a delete of the other row does.'),
  onUpdate: z.enum(['update', 'nilify', 'restrict', 'nothing']).optional(),
  index: z.boolean().optional().describe('Whether the foreign key gets an index.'),
};

const attribute = {
  name,
  type: code.describe('As in Elixir: `:string`, `Blog.Status`, `{:array, :uuid}`.'),
  constraints: code.optional().describe('Keywords as in Elixir: `one_of: [:draft, :done]`.'),
  default: code
    .optional()
    .describe('A literal or a captured function as in Elixir: `0`, `:draft`, `&DateTime.utc_now/0`.'),
  allowNil: z.boolean().optional().describe('True where it is not given, as in Ash.'),
  public: z.boolean().optional().describe('As the neighbours are where it is not given.'),
  sensitive: z.boolean().optional(),
};

const addIdentity = z.strictObject({
  kind: z.literal('add_identity'),
  resource,
  keys: z.array(name).min(1).max(20).describe('Attributes or calculations that are unique together.'),
  name: name.optional().describe('`unique_` and the keys where it is not given.'),
  where: code.optional().describe('An Ash expression that selects the rows: `is_nil(archived_at)`.'),
  whereSql: code.optional().describe('The same as SQL; needed only where it cannot be derived.'),
  nilsDistinct: z.boolean().optional().describe('Whether rows with nil in a key may repeat.'),
});

const addRelationship = z.strictObject({
  kind: z.literal('add_relationship'),
  resource,
  type: z.enum(['belongs_to', 'has_many', 'has_one', 'many_to_many']),
  name,
  destination: module,
  allowNil: z.boolean().optional().describe('Of a belongs_to: whether the foreign key may be nil.'),
  public: z.boolean().optional(),
  through: module.optional().describe('Of a many_to_many: the join resource, which has a belongs_to to both sides.'),
  destinationAttribute: name.optional().describe('Of a has_many or has_one: the foreign key there.'),
  inverse: z
    .strictObject({ type: z.enum(['has_many', 'has_one', 'many_to_many']), name })
    .optional()
    .describe('The relationship back; a has_one makes the foreign key unique.'),
  reference: z.strictObject(reference).optional().describe('Of a belongs_to: what its foreign key does.'),
});

const setReference = z.strictObject({
  kind: z.literal('set_reference'),
  resource,
  relationship: name.describe('A belongs_to of the resource.'),
  ...reference,
});

const addIndex = z.strictObject({
  kind: z.literal('add_index'),
  resource,
  columns: z
    .array(z.string().min(1).max(500))
    .min(1)
    .max(32)
    .describe('Columns, or SQL expressions such as `lower(email)`.'),
  unique: z.boolean().optional(),
  where: code.optional().describe('SQL that selects the rows of a partial index.'),
  using: name.optional().describe('The method, such as `gin`.'),
  include: z.array(name).max(32).optional().describe('Columns that the index only carries along.'),
  name: z.string().min(1).max(63).optional(),
});

const changeType = z.strictObject({
  kind: z.literal('change_type'),
  resource,
  attribute: name,
  type: attribute.type,
  constraints: attribute.constraints.describe('The constraints of the old type go with it.'),
  default: attribute.default.describe('Needed where the old default does not fit the new type.'),
});

const addAttribute = z.strictObject({ kind: z.literal('add_attribute'), resource, ...attribute });

const addAction = z.strictObject({
  kind: z.literal('add_action'),
  resource,
  type: z.enum(['create', 'read', 'update', 'destroy']),
  name,
  accept: z.array(name).max(200).optional().describe('Of a create or update: the attributes that it takes.'),
  primary: z.boolean().optional(),
});

const createResource = z.strictObject({
  kind: z.literal('create_resource'),
  module: module.describe('Full name of the new resource.'),
  domain: module.describe('The domain that lists it; it has to be there.'),
  attributes: z.array(z.strictObject(attribute)).max(100).describe('Without the primary key and the timestamps.'),
  table: z.string().min(1).max(63).optional().describe('The plural of the name where it is not given.'),
  primaryKey: z
    .enum(['uuid', 'uuid_v7', 'integer', 'none'])
    .optional()
    .describe('As the neighbours have it where it is not given.'),
  timestamps: z.boolean().optional(),
});

/** The structured changes of resources, as models ask for them. */
export const ashEditSchema = z.discriminatedUnion('kind', [
  addIdentity,
  addRelationship,
  setReference,
  addIndex,
  changeType,
  addAttribute,
  addAction,
  createResource,
]) satisfies z.ZodType<AshEdit>;
