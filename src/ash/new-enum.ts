import { camelize, lastSegment, underscore } from '../base/names.ts';
import type { CustomType, Resource } from './model.ts';
import { oncePerState } from './once-per-state.ts';
import type { Project } from './project.ts';

/** A module that is still to be written, and where it goes. */
export interface NewModule {
  readonly name: string;
  readonly path: string;
}

/**
 * How projects call the enums of a resource: `Blog.Post.Status`, `Blog.Post.Types.Status` as `mix ash.gen.enum` has it
 * in its example, or `Blog.PostStatus`.
 */
type Style = 'nested' | 'types' | 'beside';

/** The enum of an attribute, in the style of the project's others; undefined when there is something of that name. */
export function newEnumFor(
  project: Project,
  resource: Resource,
  attribute: string,
  textOf: (path: string) => string,
): NewModule | undefined {
  const root = project.rootOf(resource.path).path;
  const { name, path } = nameFor(styles(project).get(root) ?? 'nested', resource, camelize(attribute));
  const namesake = project.find(name, resource.path);
  const isTaken = namesake !== undefined && project.rootOf(namesake.source.path).path === root;
  return isTaken || textOf(path) !== '' ? undefined : { name, path };
}

function nameFor(style: Style, resource: Resource, word: string): NewModule {
  const { module } = resource;
  const folder = folderOf(resource);
  const file = `${underscore(word)}.ex`;
  switch (style) {
    case 'nested':
      return { name: `${module}.${word}`, path: `${folder}/${file}` };
    case 'types':
      return { name: `${module}.Types.${word}`, path: `${folder}/types/${file}` };
    case 'beside':
      return { name: `${module}${word}`, path: `${folder}_${file}` };
  }
}

/** `lib/blog/post` of a `Blog.Post` in `lib/blog/post.ex`, in `lib/blog/post/post.ex`, or in `lib/blog.ex`. */
function folderOf({ module, path }: Resource): string {
  const segments = module.split('.').map(underscore);
  const folder = parentOf(path);
  const file = path.replace(/\.exs?$/, '');
  const places = lastPart(folder) === lastPart(file) ? [folder] : [file, folder];
  for (const place of places) {
    const index = segments.lastIndexOf(lastPart(place));
    if (index !== -1) return [place, ...segments.slice(index + 1)].join('/');
  }
  return `${folder}/${segments.at(-1) ?? ''}`;
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The commonest style of each Mix project that has one, by its folder. */
const styles = oncePerState((project) => {
  const votes = new Map<string, Style[]>();
  for (const type of project.types()) {
    const style = type.kind === 'enum' ? styleOf(type, project) : undefined;
    const root = project.rootOf(type.path).path;
    if (style !== undefined) votes.set(root, [...(votes.get(root) ?? []), style]);
  }
  return new Map([...votes].map(([root, all]) => [root, commonest(all)]));
});

function styleOf({ module, path }: CustomType, project: Project): Style | undefined {
  const owner = module.slice(0, module.lastIndexOf('.'));
  const isResource = (name: string): boolean => project.findResource(name, path) !== undefined;
  if (isResource(owner)) return 'nested';
  if (owner.endsWith('.Types') && isResource(owner.slice(0, -'.Types'.length))) return 'types';
  const words = lastSegment(module).match(/[A-Z][a-z0-9]*/g) ?? [];
  const starts = words.slice(1).map((_, index) => words.slice(0, index + 1).join(''));
  return starts.some((start) => isResource(`${owner}.${start}`)) ? 'beside' : undefined;
}

function commonest(styles: readonly Style[]): Style {
  const count = (style: Style): number => styles.filter((other) => other === style).length;
  return [...styles].sort((a, b) => count(b) - count(a))[0] ?? 'nested';
}
