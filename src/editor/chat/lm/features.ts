import {
  LanguageModelTextPart,
  LanguageModelToolResult,
  MarkdownString,
  window,
  type CancellationToken,
  type ChatContext,
  type ChatFollowup,
  type ChatRequest,
  type ChatResponseStream,
  type ChatResult,
  type PreparedToolInvocation,
} from 'vscode';
import { commandNames } from '../../../architect/commands/command.ts';
import { createProjectPorts } from '../ports/project-ports.ts';
import { chooseProject } from './choose-project.ts';
import { followUps } from './follow-ups.ts';
import { invokeTool, readInput, titleOf } from './invoke-tool.ts';
import { answerChatRequest, type LanguageModelHost } from './participant.ts';
import { withoutDependencies } from './without-dependencies.ts';

/** What VS Code's own AI may ask of us; loaded when it asks for the first time. */
export interface LanguageModelFeatures {
  readonly prepareTool: (name: string, input: unknown) => PreparedToolInvocation | undefined;
  /** Throws what went wrong, in words for the model that asked. */
  readonly invokeTool: (name: string, input: unknown, token: CancellationToken) => Promise<LanguageModelToolResult>;
  readonly answer: (
    request: ChatRequest,
    chat: ChatContext,
    stream: ChatResponseStream,
    token: CancellationToken,
  ) => Promise<ChatResult>;
  readonly followUps: (result: ChatResult) => ChatFollowup[];
}

export function createLanguageModelFeatures(host: LanguageModelHost): LanguageModelFeatures {
  return {
    prepareTool: (name, input) => {
      const title = titleOf(name, input);
      return title === undefined ? undefined : { invocationMessage: new MarkdownString().appendText(title) };
    },
    invokeTool: (name, input, token) => runTool(name, input, signalOf(token), host),
    answer: (request, chat, stream, token) => answerChatRequest(request, chat, stream, signalOf(token), host),
    followUps: ({ metadata }) => {
      const command = commandNames.find((name) => name === metadata?.['command']);
      return followUps(command).map((followUp) => ({ ...followUp }));
    },
  };
}

async function runTool(
  name: string,
  given: unknown,
  signal: AbortSignal,
  { context, projects, proofsOf, log }: LanguageModelHost,
): Promise<LanguageModelToolResult> {
  const { project, input } = readInput(given);
  await projects.settled();
  const active = window.activeTextEditor?.document.uri;
  const current = active === undefined ? undefined : projects.find(active)?.session;
  const chosen = chooseProject(projects.sessions, project, current, 'Name one of them as `project`.');
  if (!chosen.ok) throw new Error(chosen.reason);
  const { files, facts, runner, clock, rulePages } = createProjectPorts(chosen.project, context, log);
  const result = await invokeTool(name, input, {
    files: withoutDependencies(files),
    ...{ facts, runner, proofs: proofsOf(chosen.project), clock, rulePages, signal },
    phase: 'free',
  });
  if (result.isError === true) throw new Error(result.text);
  return new LanguageModelToolResult([new LanguageModelTextPart(result.text)]);
}

function signalOf(token: CancellationToken): AbortSignal {
  const stopper = new AbortController();
  if (token.isCancellationRequested) stopper.abort();
  else token.onCancellationRequested(() => stopper.abort());
  return stopper.signal;
}
