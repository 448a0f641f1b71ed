import { closest } from '../../base/names.ts';
import { loadModel } from '../context/look-up.ts';
import { parseMentions } from '../context/mention.ts';
import { findByModule } from '../context/model-view.ts';
import type { CommandContext } from './command-context.ts';

export type Target =
  | { readonly kind: 'resource'; readonly module: string; readonly path: string }
  /** A file, or a folder with files in it. */
  | { readonly kind: 'path'; readonly path: string };

export type FoundTarget =
  { readonly ok: true; readonly value: Target } | { readonly ok: false; readonly reason: string };

/** A resource by its module or the end of it, or a file or folder; mentions are understood as well. */
export async function findTarget(given: string, context: CommandContext): Promise<FoundTarget> {
  const name = plainName(given);
  const { resources } = await loadModel(context);
  const resource = findByModule(resources, name);
  if (resource !== undefined) {
    return { ok: true, value: { kind: 'resource', module: resource.module, path: resource.path } };
  }
  const path = name.replace(/^\.\//, '').replace(/\/$/, '');
  const files = await context.files.list();
  if (files.some((file) => file === path || file.startsWith(`${path}/`))) {
    return { ok: true, value: { kind: 'path', path } };
  }
  const several = resources.filter(({ module }) => module.endsWith(`.${name}`)).map(({ module }) => `\`${module}\``);
  if (several.length > 1)
    return { ok: false, reason: `Several resources are called \`${name}\`: ${several.join(', ')}.` };
  const near = closest(name, [...resources.map(({ module }) => module), ...files]);
  const hint = near === undefined ? 'Give a module, or a path relative to the project.' : `Did you mean \`${near}\`?`;
  return { ok: false, reason: `There is no resource, file or folder \`${name}\` in this project. ${hint}` };
}

/** `@resource:X` and `@file:x` stand for `X` and `x`. */
export function plainName(given: string): string {
  const [first] = parseMentions(given);
  if (first === undefined) return given.replace(/^[`"]|[`"]$/g, '');
  const { mention } = first;
  switch (mention.kind) {
    case 'resource':
    case 'domain':
      return mention.name;
    case 'finding':
      return `${mention.path}:${mention.line}`;
    default:
      return mention.path;
  }
}
