import type { Domain, Resource } from '../ash/model.ts';
import { oncePerState } from '../ash/once-per-state.ts';
import type { Project } from '../ash/project.ts';
import { asBoolean, asModule, isNil } from '../elixir/literal.ts';
import { childrenNamed, findOption } from '../elixir/declaration.ts';
import { opaque, type Opaque } from '../elixir/expand.ts';
import { versionResourceOf } from './version-resource.ts';

/** The resources that `mix ash.codegen` sees, in its order: those of domains that the application knows. */
export interface SeenResources {
  readonly resources: readonly Resource[];
  /** Whether the order of domains is that of the configuration. */
  readonly isOrderKnown: boolean;
  /** Domains that may have more resources than the text tells. */
  readonly openBecause: readonly Opaque[];
}

export const seenResources = oncePerState((project): SeenResources => {
  const domains = project.domains().filter(({ path }) => !isTestCode(path));
  const configuredAt = (domain: Domain): number => project.rootOf(domain.path).settings.domains.indexOf(domain.module);
  const isConfigured = (domain: Domain): boolean =>
    project.rootOf(domain.path).settings.domains.length === 0 || configuredAt(domain) !== -1;
  const seen = domains.filter(isConfigured).sort((a, b) => configuredAt(a) - configuredAt(b));
  const resources = seen.flatMap((domain) => resourcesOf(project, domain));
  return {
    resources: [...new Set(resources)],
    isOrderKnown: seen.length < 2 || seen.every((domain) => configuredAt(domain) !== -1),
    openBecause: [...seen.flatMap((domain) => unreadOf(project, domain)), ...unreadDomains(project, domains)],
  };
});

/** Why a domain may have more resources than the text tells. */
function unreadOf(project: Project, domain: Domain): Opaque[] {
  const [first] = domain.openBecause;
  const open =
    first === undefined
      ? []
      : [opaque(first, `what \`${domain.module}\` declares is not known in full, since ${first.reason}`)];
  const entries = (domain.sections.get('resources') ?? []).flatMap((block) => childrenNamed(block, 'resource'));
  const isRead = (name: string): boolean =>
    project.findResource(name, domain.path) !== undefined || name.endsWith('.Version');
  const unread = entries.flatMap((entry): Opaque[] => {
    const name = asModule(entry.args[0]);
    if (name !== undefined && isRead(name)) return [];
    return [opaque(entry.via?.use ?? entry, `the resource \`${name ?? '…'}\` is not in this project`)];
  });
  return [...open, ...unread];
}

/** Domains that the configuration names and that are not among the project's. */
function unreadDomains(project: Project, domains: readonly Domain[]): Opaque[] {
  const known = new Set(domains.map(({ module }) => module));
  const named = new Map(
    domains.flatMap((domain) => project.rootOf(domain.path).settings.domains.map((name) => [name, domain] as const)),
  );
  return [...named].flatMap(([name, { path, nameSpan }]) =>
    known.has(name) ? [] : [opaque({ path, ...nameSpan }, `the domain \`${name}\` is not in this project`)],
  );
}

/** Code that only tests use: codegen runs without it. */
export function isTestCode(path: string): boolean {
  return /(^|\/)tests?\//.test(path);
}

/** With the versions that AshPaperTrail adds, or that the domain lists itself. */
function resourcesOf(project: Project, domain: Domain): Resource[] {
  const found = domain.resources.flatMap(({ module }): Resource[] => {
    const resource = project.findResource(module, domain.path);
    if (resource !== undefined) return isTestCode(resource.path) ? [] : [resource];
    if (!module.endsWith('.Version')) return [];
    const source = project.findResource(module.slice(0, -'.Version'.length), domain.path);
    const version = source === undefined ? undefined : versionOf(project, source);
    return version === undefined ? [] : [version];
  });
  if (!includesVersions(domain)) return found;
  return [...found, ...found.flatMap((resource) => versionOf(project, resource) ?? [])];
}

/** One object for each source, so that what hangs on it is computed once. */
const versions = new WeakMap<Resource, { readonly version: Resource | undefined }>();

export function versionOf(project: Project, source: Resource): Resource | undefined {
  const known = versions.get(source) ?? { version: versionResourceOf(project, source) };
  versions.set(source, known);
  return known.version;
}

function includesVersions(domain: Domain): boolean {
  if (!domain.extensions.includes('AshPaperTrail.Domain')) return false;
  const blocks = domain.sections.get('paper_trail') ?? [];
  const option = blocks.map((block) => findOption(block, 'include_versions?')).findLast((found) => found !== undefined);
  return option !== undefined && !isNil(option.value) && asBoolean(option.value) === true;
}
