import { strict as assert } from 'node:assert';
import type { CancellationToken, ChatContext, ChatFollowup, ChatRequest, ChatResponseStream, ChatResult } from 'vscode';
import type { McpStdioServerDefinition } from 'vscode';
import { api } from '../problems.ts';

/** What the extension gives to tests of its AI features (src/editor/language-model.ts). */
interface LanguageModel {
  readonly load: () => {
    readonly answer: (
      request: ChatRequest,
      chat: ChatContext,
      stream: ChatResponseStream,
      token: CancellationToken,
    ) => Promise<ChatResult>;
    readonly followUps: (result: ChatResult) => ChatFollowup[];
  };
  readonly mcpServers: () => readonly McpStdioServerDefinition[];
}

export async function languageModel(): Promise<LanguageModel> {
  const { languageModel: own } = (await api()) as { readonly languageModel?: LanguageModel };
  assert(own, 'The extension does not know that it is tested.');
  return own;
}
