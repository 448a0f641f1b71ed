import { childrenNamed, type Declaration } from '../../elixir/declaration.ts';
import type { ExpandedModule } from '../../elixir/expand.ts';
import { asModule, modulesIn } from '../../elixir/literal.ts';
import type { Domain, DomainResource, Interface } from '../model.ts';
import { readInterface } from './interfaces.ts';

/** Reads a module that does `use Ash.Domain`; undefined when it does not. */
export function readDomain(
  expanded: ExpandedModule,
  expand: (module: string) => ExpandedModule | undefined,
): Domain | undefined {
  const use = expanded.uses.find((candidate) => candidate.module === 'Ash.Domain');
  if (use === undefined) return undefined;
  const { source } = expanded;
  const fragments = (modulesIn(use.argument, 'fragments') ?? []).flatMap((name) => expand(name) ?? []);
  const declarations = [expanded, ...fragments].flatMap((module) => module.declarations);
  const sections = new Map<string, Declaration[]>();
  for (const declaration of declarations) {
    sections.set(declaration.name, [...(sections.get(declaration.name) ?? []), declaration]);
  }
  const entries = (sections.get('resources') ?? []).flatMap((block) => childrenNamed(block, 'resource'));
  return {
    module: source.name,
    path: source.path,
    span: { start: source.start, end: source.end },
    nameSpan: source.nameSpan,
    extensions: modulesIn(use.argument, 'extensions') ?? [],
    resources: entries.flatMap((declaration): DomainResource[] => {
      const module = asModule(declaration.args[0]);
      return module === undefined ? [] : [{ module, declaration }];
    }),
    interfaces: entries.flatMap(interfacesOf),
    hasPolicies: sections.has('policies'),
    sections,
    openBecause: expanded.opaque,
  };
}

function interfacesOf(declaration: Declaration): Interface[] {
  const module = asModule(declaration.args[0]);
  if (module === undefined) return [];
  return declaration.body.flatMap((child) => readInterface(child, module) ?? []);
}
