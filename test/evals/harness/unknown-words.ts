import { catalogue, type DslEntity, type DslSection } from '../../../src/architect/dsl/catalogue.ts';
import type { Resource } from '../../../src/ash/model.ts';
import type { Declaration } from '../../../src/elixir/declaration.ts';

const sections: Readonly<Record<string, DslSection>> = Object.assign(
  {},
  ...Object.values(catalogue.extensions).map((extension) => extension.sections),
) as Readonly<Record<string, DslSection>>;

/** Macros beside the DSL, of which introspection does not tell. */
const macros: ReadonlySet<string> = new Set(['attributes.timestamps']);

/**
 * Options and words in the blocks of some resources that no extension of the catalogue knows, as paths such as
 * `attributes.attribute.unique?`: code that parses and does not compile. Blocks of extensions that the catalogue does
 * not have are passed over.
 */
export function unknownWords(resources: readonly Resource[]): readonly string[] {
  return resources.flatMap(({ module, sections: blocks }) =>
    [...blocks].flatMap(([name, written]) => {
      const section = sections[name];
      return section === undefined ? [] : written.flatMap((block) => inSection(block, section, module, name));
    }),
  );
}

function inSection({ body }: Declaration, section: DslSection, module: string, at: string): readonly string[] {
  return body.flatMap((child) => {
    const [entity, nested] = [section.entities[child.name], section.sections[child.name]];
    const path = `${at}.${child.name}`;
    if (entity !== undefined) return inEntity(child, entity, `${module} ${path}`);
    if (nested !== undefined) return inSection(child, nested, module, path);
    return macros.has(path) || hasOption(section.options, child.name) ? [] : [`${module} ${path}`];
  });
}

function inEntity({ args, keywords, body }: Declaration, entity: DslEntity, at: string): readonly string[] {
  // `filter status: :open`: the keywords are the argument.
  const isArgument = entity.args.length > 0 && args[0]?.kind === 'list';
  const words = [...(isArgument ? [] : keywords), ...body].map(({ name }) => name);
  const unknown = words.filter((name) => !hasOption(entity.options, name) && entity.entities[name] === undefined);
  const nested = body.flatMap((child) => {
    const inner = entity.entities[child.name];
    return inner === undefined ? [] : inEntity(child, inner, `${at}.${child.name}`);
  });
  return [...unknown.map((name) => `${at}.${name}`), ...nested];
}

function hasOption(options: readonly string[], name: string): boolean {
  return options.some((text) => text.startsWith(`${name} `));
}
