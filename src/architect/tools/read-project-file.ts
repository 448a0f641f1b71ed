import { mayRead } from '../safety/paths.ts';
import type { ToolContext } from '../tool.ts';

export type ProjectFile =
  | { readonly kind: 'text'; readonly path: string; readonly text: string; readonly isUnsaved: boolean }
  | { readonly kind: 'missing'; readonly path: string; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string };

/** A file of the project, if a model may see it. */
export async function readProjectFile({ files }: Pick<ToolContext, 'files'>, path: string): Promise<ProjectFile> {
  const verdict = mayRead(path);
  if (verdict.kind === 'refused') return verdict;
  const file = await files.read(verdict.path);
  if (file.kind === 'missing') {
    return {
      kind: 'missing',
      path: verdict.path,
      reason: `There is no file \`${verdict.path}\`: find it with \`glob\`.`,
    };
  }
  if (file.kind === 'refused') return { kind: 'refused', reason: `\`${verdict.path}\` is not read: ${file.reason}` };
  return { kind: 'text', path: verdict.path, text: file.text, isUnsaved: file.isUnsaved };
}
