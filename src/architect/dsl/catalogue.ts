import { z } from 'zod';
import json from './catalogue.json' with { type: 'json' };

/** `name type = default (required)`, the type in Spark's notation. */
const options = z.array(z.string()).default([]);

/** What is written as `name arg, arg do … end`, such as `attribute` or `create`. */
export interface DslEntity {
  readonly args: readonly string[];
  readonly options: readonly string[];
  readonly entities: Readonly<Record<string, DslEntity>>;
}

/** A block such as `attributes do … end`. */
export interface DslSection {
  readonly options: readonly string[];
  readonly entities: Readonly<Record<string, DslEntity>>;
  readonly sections: Readonly<Record<string, DslSection>>;
}

const entities: z.ZodType<Readonly<Record<string, DslEntity>>> = z.lazy(() => z.record(z.string(), entity));
const entity: z.ZodType<DslEntity> = z.object({
  args: z.array(z.string()).default([]),
  options,
  entities: entities.prefault({}),
});
const sections: z.ZodType<Readonly<Record<string, DslSection>>> = z.lazy(() => z.record(z.string(), section));
const section: z.ZodType<DslSection> = z.object({
  options,
  entities: entities.prefault({}),
  sections: sections.prefault({}),
});

const catalogueSchema = z.object({
  /** Where all of it is from. */
  source: z.string(),
  /** The versions that were looked at, by package. */
  packages: z.record(z.string(), z.string()),
  extensions: z.record(z.string(), z.object({ package: z.string(), sections })),
  /** Short names of types, with their modules. */
  types: z.record(z.string(), z.string()),
  /** Signatures of what may be called in a change, a validation, a policy and so on. */
  builtins: z.record(z.string(), z.array(z.string())),
  expressions: z.object({ functions: z.array(z.string()), operators: z.array(z.string()) }),
});

export type Catalogue = z.output<typeof catalogueSchema>;

/** The DSL of Ash and of the extensions that the model knows, as their own introspection tells it. */
export const catalogue: Catalogue = catalogueSchema.parse(json);
