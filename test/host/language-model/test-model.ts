import { strict as assert } from 'node:assert';
import { extensions, lm, type LanguageModelChat } from 'vscode';

/** A step of a reply that the model gives (test-model/extension.mjs). */
export type Step =
  | { readonly text: string }
  | { readonly call: { readonly id: string; readonly name: string; readonly input: object } }
  | { readonly error: { readonly name: string; readonly message: string } }
  | { readonly notFound: true }
  /** Says nothing until it is stopped. */
  | { readonly wait: true };

export type SentPart =
  | { readonly text: string }
  | { readonly call: string; readonly name: string; readonly input: object }
  | { readonly result: string; readonly text: string };

export interface SentRequest {
  readonly model: string;
  readonly tools: readonly string[];
  readonly messages: readonly { readonly role: number; readonly parts: readonly SentPart[] }[];
}

interface TestModel {
  /** False before VS Code 1.104, where no extension can bring models. */
  readonly isThere: boolean;
  readonly replies: (readonly Step[])[];
  readonly requests: SentRequest[];
}

/** The model with these replies to come and nothing asked of it yet. */
export async function scripted(...replies: readonly (readonly Step[])[]): Promise<TestModel> {
  const extension = extensions.getExtension<TestModel>('ash-architect.test-model');
  assert(extension, 'The extension with the test model is not installed.');
  const model = await extension.activate();
  assert(model.isThere, 'These tests need VS Code 1.104, where extensions can bring models.');
  model.replies.splice(0, Infinity, ...replies);
  model.requests.splice(0);
  return model;
}

export async function testModel(id = 'one'): Promise<LanguageModelChat> {
  const [model] = await lm.selectChatModels({ vendor: 'ash-test', id });
  assert(model, `VS Code does not know the model ${id}.`);
  return model;
}

/** The text of the last message of a request. */
export function lastText({ messages }: SentRequest): string {
  return (messages.at(-1)?.parts ?? []).map((part) => ('text' in part ? part.text : part.name)).join('\n');
}
