import { z } from 'zod';
import type { ModelJson } from '../../ash/model-json.ts';

/** A type as the model prints it: a name, or `{ array: … }`; null where it is not known. */
export type TypeName = string | { readonly array: TypeName | null };

const typeName: z.ZodType<TypeName | null> = z.lazy(() =>
  z.union([z.string(), z.object({ array: typeName.nullish().transform((inner) => inner ?? null) }), z.null()]),
);
const type = typeName.nullish().transform((value) => value ?? null);
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined);
const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? undefined);
const line = z
  .number()
  .nullish()
  .transform((value) => value ?? undefined);
const names = z
  .array(z.string())
  .nullish()
  .transform((value) => value ?? undefined);
const origin = { origin: z.string().default('declared'), path: text, line };

const attribute = z.object({
  name: z.string(),
  type,
  'allow_nil?': flag,
  'primary_key?': flag,
  'public?': flag,
  'sensitive?': flag,
  default: text,
  ...origin,
});

const relationship = z.object({
  name: z.string(),
  type: z.string(),
  destination: text,
  'destination_loaded?': flag,
  source_attribute: text,
  destination_attribute: text,
  through: z.unknown(),
  'allow_nil?': flag,
  ...origin,
});

const identity = z.object({
  name: z.string(),
  keys: names,
  where_text: text,
  'nils_distinct?': flag,
  ...origin,
});

const action = z.object({ name: z.string(), type: z.string(), 'primary?': flag, ...origin });
const calculation = z.object({ name: z.string(), type, expression: text, ...origin });
const aggregate = z.object({
  name: z.string(),
  kind: z.string(),
  relationship_path: names,
  field: text,
  type,
  ...origin,
});

const postgres = z.object({
  table: text,
  schema: text,
  base_filter_sql: text,
  references: z
    .array(
      z.object({
        relationship: text,
        on_delete: z.unknown(),
        'index?': flag,
        line,
      }),
    )
    .default([]),
  custom_indexes: z
    .array(z.object({ fields: names, name: text, unique: flag, using: text, where: text, line }))
    .default([]),
  check_constraints: z.array(z.object({ name: text, check: text, line })).default([]),
});

const resource = z.object({
  module: z.string(),
  path: z.string(),
  line: z.number().default(1),
  closed: z.boolean().default(true),
  openBecause: z.array(z.object({ reason: z.string() })).default([]),
  domain: text,
  'embedded?': flag,
  table: text,
  schema: text,
  extensions: names,
  primary_key: names,
  base_filter: text,
  attributes: z.array(attribute).default([]),
  relationships: z.array(relationship).default([]),
  identities: z.array(identity).default([]),
  actions: z.array(action).default([]),
  calculations: z.array(calculation).default([]),
  aggregates: z.array(aggregate).default([]),
  multitenancy: z.object({ strategy: text, attribute: text, 'global?': flag }).optional(),
  policies: z.number().default(0),
  postgres: postgres.nullish().transform((value) => value ?? undefined),
});

const domain = z.object({
  module: z.string(),
  path: z.string(),
  line: z.number().default(1),
  resources: z.array(z.string().nullish()).default([]),
});

const customType = z.object({
  module: z.string(),
  path: z.string(),
  line: z.number().default(1),
  kind: text,
  values: z.array(z.string()).nullish(),
});

const modelView = z.object({
  resources: z.array(resource),
  domains: z.array(domain),
  types: z.array(customType),
});

/** The parts of the printed model that the architect speaks of; what the text does not decide is undefined. */
export type ModelView = z.output<typeof modelView>;
export type ResourceView = ModelView['resources'][number];
export type DomainView = ModelView['domains'][number];

export function readModel(model: ModelJson): ModelView {
  return modelView.parse(model);
}

/** By full module name, or by as many of its last segments as tell it from the others; undefined when none or several fit. */
export function findByModule<Entry extends { readonly module: string }>(
  entries: readonly Entry[],
  name: string,
): Entry | undefined {
  const exact = entries.find(({ module }) => module === name);
  if (exact !== undefined) return exact;
  const fitting = entries.filter(({ module }) => module.endsWith(`.${name}`));
  return fitting.length === 1 ? fitting[0] : undefined;
}

export function printType(name: TypeName | null): string {
  if (name === null) return 'unknown';
  return typeof name === 'string' ? name : `{:array, ${printType(name.array)}}`;
}
