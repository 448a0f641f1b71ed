import { lm, window } from 'vscode';
import type { ModelInfo } from '../../../architect/provider.ts';
import { modelInfoOf } from './vscode-model.ts';

/**
 * Asks which of VS Code's models is to be used; undefined when none is chosen, or there is none, which is said. Call it
 * in answer to something that the user did: what follows may ask for their consent.
 */
export async function pickVsCodeModel(): Promise<ModelInfo | undefined> {
  const models = [...(await lm.selectChatModels())].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  if (models.length === 0) {
    void window.showInformationMessage(
      'VS Code has no language model yet. GitHub Copilot brings some, once you have signed in, and so do other extensions.',
    );
    return undefined;
  }
  const items = models.map((model) => ({
    label: model.name,
    description: model.vendor,
    detail: `${model.family}, takes ${model.maxInputTokens.toLocaleString('en')} tokens`,
    info: modelInfoOf(model),
  }));
  const picked = await window.showQuickPick(items, { title: 'Language Models of VS Code', matchOnDescription: true });
  return picked?.info;
}

const sortKey = ({ vendor, name }: { readonly vendor: string; readonly name: string }): string => `${vendor} ${name}`;
