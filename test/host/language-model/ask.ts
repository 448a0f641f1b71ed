import {
  CancellationTokenSource,
  Uri,
  type CancellationToken,
  type ChatContext,
  type ChatPromptReference,
  type ChatRequest,
  type ChatResponseStream,
  type ChatResult,
  type Command,
  type Location,
} from 'vscode';
import { languageModel } from './api.ts';
import { testModel } from './test-model.ts';

export interface Answer {
  readonly result: ChatResult;
  /** All Markdown; links to places as `«title»`. */
  readonly said: string;
  readonly places: readonly string[];
  readonly progress: readonly string[];
  readonly buttons: readonly Command[];
}

interface Asked {
  readonly prompt: string;
  readonly command?: string;
  readonly references?: readonly ChatPromptReference[];
  readonly toolReferences?: readonly { readonly name: string }[];
  readonly history?: ChatContext['history'];
  readonly model?: string;
  readonly token?: CancellationToken;
}

/** Asks `@ash` as VS Code's chat would, whose own window wants an account before anybody may type into it. */
export async function ask({ model, token, history = [], ...request }: Asked): Promise<Answer> {
  const said: string[] = [];
  const places: string[] = [];
  const progress: string[] = [];
  const buttons: Command[] = [];
  const stream = {
    markdown: (value: string) => said.push(value),
    anchor: (value: Uri | Location, title = '') => {
      said.push(`«${title}»`);
      const uri = value instanceof Uri ? value : value.uri;
      places.push(`${uri.path.split('/').at(-1) ?? ''}:${value instanceof Uri ? 0 : value.range.start.line + 1}`);
    },
    progress: (value: string) => progress.push(value),
    button: (value: Command) => buttons.push(value),
  } as unknown as ChatResponseStream;
  const asked = {
    command: undefined,
    references: [],
    toolReferences: [],
    ...request,
    model: await testModel(model),
  } as unknown as ChatRequest;
  const { answer } = (await languageModel()).load();
  const result = await answer(asked, { history }, stream, token ?? new CancellationTokenSource().token);
  return { result, said: said.join(''), places, progress, buttons };
}
