// Brings models to VS Code that answer with what a test has written for them. Stable since VS Code 1.104.
import * as vscode from 'vscode';

const replies = [];
const requests = [];

const models = ['one', 'two'].map((id) => ({
  id,
  name: `Test ${id}`,
  family: 'test',
  version: '1',
  maxInputTokens: 60_000,
  maxOutputTokens: 4_000,
  capabilities: { toolCalling: true },
}));

const provider = {
  provideLanguageModelChatInformation: () => models,
  provideTokenCount: (_, text) => Promise.resolve(typeof text === 'string' ? Math.ceil(text.length / 4) : 1),
  provideLanguageModelChatResponse: async (model, messages, options, progress, token) => {
    requests.push({
      model: model.id,
      tools: (options.tools ?? []).map(({ name }) => name),
      messages: messages.map(({ role, content }) => ({ role, parts: content.map(plainPart) })),
    });
    for (const step of replies.shift() ?? []) {
      if (step.error !== undefined) throw Object.assign(new Error(step.error.message), { name: step.error.name });
      if (step.notFound === true) throw vscode.LanguageModelError.NotFound('It is gone.');
      if (step.wait === true) {
        await new Promise((resolve) => token.onCancellationRequested(resolve));
        return;
      }
      progress.report(
        step.call === undefined
          ? new vscode.LanguageModelTextPart(step.text)
          : new vscode.LanguageModelToolCallPart(step.call.id, step.call.name, step.call.input),
      );
    }
  },
};

function plainPart(part) {
  if (part instanceof vscode.LanguageModelToolCallPart)
    return { call: part.callId, name: part.name, input: part.input };
  if (part instanceof vscode.LanguageModelToolResultPart) {
    return { result: part.callId, text: part.content.map(({ value }) => value).join('') };
  }
  return { text: part.value };
}

export function activate(context) {
  const isThere = typeof vscode.lm.registerLanguageModelChatProvider === 'function';
  if (isThere) context.subscriptions.push(vscode.lm.registerLanguageModelChatProvider('ash-test', provider));
  return { isThere, replies, requests };
}
