import type { Resource } from '../ash/model.ts';
import type { Declaration } from '../elixir/declaration.ts';
import { isEditable, removeOptions, removeStatement } from '../elixir/edits.ts';
import type { ComparableIndex } from './comparable-indexes.ts';
import type { Fix } from './finding.ts';
import type { RuleContext } from './rule.ts';

/** Takes an index out of the resource; the next migration drops it. */
export function removeIndex(index: ComparableIndex, resource: Resource, context: RuleContext): Fix[] {
  const { declaration, origin } = index;
  const { path } = resource;
  if (declaration === undefined || !isEditable(declaration, path)) return [];
  const text = context.textOf(path);
  const edits =
    origin === 'reference'
      ? removeOptions(text, declaration, ['index?', 'index_where'])
      : [removeStatement(text, sectionOfOnly(declaration, resource, text) ?? declaration)];
  const title = origin === 'reference' ? 'Remove `index?: true`' : 'Remove the index';
  return [{ title, safe: false, edits: [{ path, edits }] }];
}

/** The section goes with the last of its indexes, unless a comment stands in it. */
function sectionOfOnly(declaration: Declaration, { postgres }: Resource, text: string): Declaration | undefined {
  const sections = (postgres?.declarations ?? []).flatMap(({ body }) => body);
  const section = sections.find(({ body }) => body.length === 1 && body[0] === declaration);
  if (section === undefined || !isEditable(section, declaration.path)) return undefined;
  return text.slice(section.start, section.end).includes('#') ? undefined : section;
}
