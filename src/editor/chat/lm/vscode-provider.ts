import { lm, type LanguageModelAccessInformation, type LanguageModelChat } from 'vscode';
import type { ModelRequest, Provider, StreamEvent } from '../../../architect/provider.ts';
import { failure } from '../../../architect/providers/failures.ts';
import { streamReply } from './stream-reply.ts';
import { chatModelOf, modelInfoOf } from './vscode-model.ts';

export interface VsCodeOptions {
  /** `languageModelAccessInformation` of the extension's context. */
  readonly access: LanguageModelAccessInformation;
  /** The models to choose from; all that VS Code has, where it is left out. Asked before every request. */
  readonly select?: () => Promise<readonly LanguageModelChat[]>;
  /** Gets lines without a word of the conversation. */
  readonly log?: (line: string) => void;
}

/**
 * The models that other extensions bring to VS Code, such as those of GitHub Copilot. The first request asks the user
 * for consent, so that it must follow something that they did.
 */
export function createVsCodeProvider(options: VsCodeOptions): Provider {
  return {
    id: 'vscode',
    label: 'VS Code',
    models: async () => (await select(options)).map(modelInfoOf),
    stream: (request, signal) => stream(options, request, signal),
  };
}

async function* stream(
  options: VsCodeOptions,
  request: ModelRequest,
  signal: AbortSignal,
): AsyncGenerator<StreamEvent> {
  if (signal.aborted) throw failure('stopped');
  const model = (await select(options)).find((other) => modelInfoOf(other).id === request.model);
  if (model === undefined) {
    throw failure('no-such-model', { detail: 'VS Code has no language model of this name at the moment.' });
  }
  options.log?.(`Asking ${request.model} with ${request.messages.length} messages.`);
  for await (const event of streamReply(chatModelOf(model, options.access), request, signal)) {
    if (event.kind === 'reply') {
      options.log?.(`${request.model} answered with ${event.blocks.length} blocks and stopped for: ${event.stop}.`);
    }
    yield event;
  }
}

async function select({ select: own }: VsCodeOptions): Promise<readonly LanguageModelChat[]> {
  return own === undefined ? lm.selectChatModels() : own();
}
