import { catalogue, type DslEntity, type DslSection } from './catalogue.ts';

/** A word of the DSL and where it may stand. */
export interface DslEntry {
  readonly kind: 'section' | 'entity' | 'option';
  readonly name: string;
  /** From the outermost block on: `postgres.references.reference.on_delete`. */
  readonly path: string;
  readonly extension: string;
  readonly package: string;
  /** Of an option: `name type = default (required)`. */
  readonly text: string;
  readonly args: readonly string[];
  readonly options: readonly string[];
  /** Names of what may stand in it. */
  readonly inside: readonly string[];
}

type Home = Pick<DslEntry, 'extension' | 'package'>;

/** Every section, entity and option, blocks before what is in them. */
export const dslEntries: readonly DslEntry[] = Object.entries(catalogue.extensions).flatMap(([extension, entry]) =>
  ofSections(entry.sections, '', { extension, package: entry.package }),
);

function ofSections(sections: Readonly<Record<string, DslSection>>, above: string, home: Home): DslEntry[] {
  return Object.entries(sections).flatMap(([name, section]) => {
    const path = above + name;
    const inside = [...Object.keys(section.entities), ...Object.keys(section.sections)];
    return [
      { ...home, kind: 'section' as const, name, path, text: '', args: [], options: section.options, inside },
      ...ofOptions(section.options, path, home),
      ...ofEntities(section.entities, `${path}.`, home),
      ...ofSections(section.sections, `${path}.`, home),
    ];
  });
}

function ofEntities(entities: Readonly<Record<string, DslEntity>>, above: string, home: Home): DslEntry[] {
  return Object.entries(entities).flatMap(([name, { args, options, entities: nested }]) => {
    const path = above + name;
    return [
      { ...home, kind: 'entity' as const, name, path, text: '', args, options, inside: Object.keys(nested) },
      ...ofOptions(options, path, home),
      ...ofEntities(nested, `${path}.`, home),
    ];
  });
}

function ofOptions(options: readonly string[], above: string, home: Home): DslEntry[] {
  return options.map((text) => {
    const name = text.slice(0, text.indexOf(' '));
    return { ...home, kind: 'option', name, path: `${above}.${name}`, text, args: [], options: [], inside: [] };
  });
}
