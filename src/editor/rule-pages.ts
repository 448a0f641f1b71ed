import {
  commands,
  QuickPickItemKind,
  Uri,
  window,
  type Disposable,
  type ExtensionContext,
  type QuickPickItem,
} from 'vscode';
import { ruleIndex } from '../checklist/rule-index.generated.ts';

export const openRuleCommand = 'ashArchitect.openRule';

/** A link that opens the page of a rule: the pages come with the extension, so no network is needed. */
export function rulePageLink(rule: string): Uri {
  return Uri.parse(`command:${openRuleCommand}?${encodeURIComponent(JSON.stringify([rule]))}`);
}

export function registerRulePages(context: ExtensionContext): Disposable {
  return commands.registerCommand(openRuleCommand, async (given?: unknown) => {
    const rule = typeof given === 'string' ? given : await pickRule();
    if (rule === undefined) return;
    const isKnown = ruleIndex.some(({ id }) => id === rule);
    const page = Uri.joinPath(context.extensionUri, 'docs', 'rules', isKnown ? `${rule}.md` : 'README.md');
    await commands.executeCommand('markdown.showPreview', page);
  });
}

async function pickRule(): Promise<string | undefined> {
  const items: QuickPickItem[] = [];
  let area = '';
  for (const { id, summary } of ruleIndex) {
    const [own = ''] = id.split('/');
    if (own !== area) items.push({ label: own, kind: QuickPickItemKind.Separator });
    area = own;
    items.push({ label: id, detail: summary });
  }
  const picked = await window.showQuickPick(items, { title: 'Rules', matchOnDetail: true });
  return picked?.label;
}
