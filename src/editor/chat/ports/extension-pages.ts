import { Uri, workspace, type ExtensionContext } from 'vscode';
import type { SkillPages } from '../../../architect/skills/skill.ts';
import { ruleIndex } from '../../../checklist/rule-index.generated.ts';
import { isMissing } from '../../workspace-disk.ts';

/** The page of a rule, as Markdown; undefined for a rule that there is not. */
export async function readRulePage({ extensionUri }: ExtensionContext, id: string): Promise<string | undefined> {
  if (!ruleIndex.some((rule) => rule.id === id)) return undefined;
  return readPage(Uri.joinPath(extensionUri, 'docs', 'rules', `${id}.md`));
}

/** The skill pages that come with the extension; what a workspace puts in their place, the architect reads itself. */
export function skillPages({ extensionUri }: ExtensionContext): SkillPages {
  return { read: (name) => readPage(Uri.joinPath(extensionUri, 'dist', 'skills', `${name}.md`)) };
}

async function readPage(uri: Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await workspace.fs.readFile(uri));
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
