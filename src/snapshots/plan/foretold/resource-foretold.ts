import type { Resource } from '../../../ash/model.ts';
import type { Project } from '../../../ash/project.ts';
import { at, type Location } from '../../../base/span.ts';
import { childrenNamed, type Declaration } from '../../../elixir/declaration.ts';
import { asModule, valueOf } from '../../../elixir/literal.ts';
import type { Foretold } from './foretold.ts';
import { raisedByResource } from '../raised-by-resource.ts';

/** What goes wrong with a resource before codegen gets to compare anything. */
export interface ResourceForetold extends Omit<Foretold, 'cause' | 'table'> {
  readonly at: Location;
}

export function foretellResource(project: Project, resource: Resource): ResourceForetold[] {
  return [...directionsOnly(resource), ...dataLayerTwice(project, resource), ...missingSql(resource)];
}

/** `index [desc: :a]` is taken for the options of an index, and does not compile. */
function directionsOnly({ postgres }: Resource): ResourceForetold[] {
  const sections = (postgres?.declarations ?? []).flatMap((block) => childrenNamed(block, 'custom_indexes'));
  const indexes = sections.flatMap((section) => childrenNamed(section, 'index'));
  return indexes.filter(hasDirectionsOnly).map((declaration) => ({
    slug: 'index-of-directions',
    severity: 'error',
    message:
      'This does not compile ("unknown options"): a list of nothing but directions is taken for the options of the index.',
    instead: 'Write the directions as tuples and add an option, such as `index [{:desc, :inserted_at}], name: "…"`.',
    at: at(declaration.path, declaration),
  }));
}

function hasDirectionsOnly({ args, keywords, body }: Declaration): boolean {
  const [fields] = args;
  const isDirection = (name: string): boolean => name === 'asc' || name === 'desc';
  if (body.length > 0 || args.length !== 1 || !keywords.every(({ name }) => isDirection(name))) return false;
  return (
    fields?.kind === 'list' &&
    fields.items.length > 0 &&
    fields.items.every((item) => item.kind === 'pair' && item.key.kind === 'atom' && isDirection(item.key.name))
  );
}

/** A fragment that sets `data_layer` and a resource that does so too. */
function dataLayerTwice(project: Project, resource: Resource): ResourceForetold[] {
  if (asModule(valueOf(resource.use.argument, 'data_layer')) === undefined) return [];
  return resource.fragments.flatMap((name): ResourceForetold[] => {
    const fragment = project.find(name, resource.path);
    const sets = fragment?.expanded.uses.some(
      (use) => use.module === 'Spark.Dsl.Fragment' && asModule(valueOf(use.argument, 'data_layer')) !== undefined,
    );
    if (sets !== true) return [];
    return [
      {
        slug: 'data-layer-twice',
        severity: 'error',
        message: `This does not compile: \`${name}\` sets \`data_layer\`, and so does \`${resource.module}\`.`,
        instead: 'Set `data_layer` in one of the two: in the fragment, if it has a `postgres` block.',
        at: at(resource.use.path, resource.use),
      },
    ];
  });
}

function missingSql(resource: Resource): ResourceForetold[] {
  const reason = raisedByResource(resource);
  if (reason === undefined) return [];
  return [
    {
      slug: 'sql-missing',
      severity: 'error',
      message: `Codegen raises on \`${resource.module}\` and writes nothing: ${sentence(reason)}`,
      instead: 'Write the SQL into the `postgres` block, or leave the index out with `skip_unique_indexes`.',
      at: at(resource.path, resource.nameSpan),
    },
  ];
}

/** The first line of what is raised; not all of them end with a full stop. */
function sentence(reason: string): string {
  const [line = ''] = reason.split('\n', 1);
  return line.endsWith('.') ? line : `${line}.`;
}
