import {
  Location,
  Position,
  window,
  workspace,
  type ChatContext,
  type ChatRequest,
  type ChatResponseStream,
  type ChatResult,
  type ExtensionContext,
  type LogOutputChannel,
} from 'vscode';
import { redact } from '../../../architect/safety/redact.ts';
import { createReadSkill } from '../../../architect/skills/read-skill.ts';
import { createReadUsageRules } from '../../../architect/skills/read-usage-rules.ts';
import { coreTools } from '../../../architect/tools/registry.ts';
import { createSeenFiles } from '../../../architect/tools/seen.ts';
import type { ProofsOf } from '../../proof-view.ts';
import type { ProjectSession } from '../../project-session.ts';
import type { Projects } from '../../projects.ts';
import { createProjectPorts } from '../ports/project-ports.ts';
import { answerParticipant } from './answer-participant.ts';
import { earlierTurns, referencesOf, uriOf } from './chat-request.ts';
import { chooseProject } from './choose-project.ts';
import type { ParticipantProject, ParticipantSink, Reference } from './participant-request.ts';
import { PlaceStream, type TextOrPlace } from './place-stream.ts';
import { modelInfoOf } from './vscode-model.ts';
import { createVsCodeProvider } from './vscode-provider.ts';

export interface LanguageModelHost {
  readonly context: ExtensionContext;
  readonly projects: Projects;
  readonly proofsOf: ProofsOf;
  readonly log: LogOutputChannel;
}

/** Opens the panel with a text that is not sent yet. */
const askCommand = 'ashArchitect.chat.ask';

/** What `@ash` says to a request of VS Code's chat. */
export async function answerChatRequest(
  request: ChatRequest,
  chat: ChatContext,
  stream: ChatResponseStream,
  signal: AbortSignal,
  host: LanguageModelHost,
): Promise<ChatResult> {
  try {
    await host.projects.settled();
    const chosen = chooseProject(
      host.projects.sessions,
      undefined,
      currentSession(request, host.projects),
      'Open a file of the one that you mean, or attach one.',
    );
    if (!chosen.ok) return { errorDetails: { message: chosen.reason } };
    const session = chosen.project;
    const references = referencesOf(request, session.place);
    const sink = sinkOf(stream, session);
    const { error, ...metadata } = await answerParticipant(
      {
        command: request.command,
        prompt: request.prompt,
        references,
        history: earlierTurns(chat),
        model: () => ({ provider: providerOf(request, host), model: modelInfoOf(request.model) }),
      },
      projectOf(session, references, host),
      sink,
      signal,
    );
    sink.end();
    return { metadata, ...(error === undefined ? {} : { errorDetails: { message: error } }) };
  } catch (error) {
    host.log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    const reason = redact(error instanceof Error ? error.message : String(error));
    return { errorDetails: { message: `The question could not be answered: ${reason}` } };
  }
}

function currentSession({ references }: ChatRequest, projects: Projects): ProjectSession | undefined {
  const uris = [...references.map(uriOf), window.activeTextEditor?.document.uri];
  for (const uri of uris) {
    const found = uri === undefined ? undefined : projects.find(uri);
    if (found?.session.place.isFolder === true) return found.session;
  }
  return undefined;
}

/** Only the model that the user chose in the chat, whatever else there is. */
function providerOf(
  { model }: ChatRequest,
  { context, log }: LanguageModelHost,
): ReturnType<typeof createVsCodeProvider> {
  return createVsCodeProvider({
    access: context.languageModelAccessInformation,
    select: () => Promise.resolve([model]),
    log: (line) => log.debug(line),
  });
}

function projectOf(
  session: ProjectSession,
  references: readonly Reference[],
  { context, proofsOf, log }: LanguageModelHost,
): ParticipantProject {
  const ports = createProjectPorts(session, context, log);
  const { files, facts, runner, clock, rulePages, changed } = ports;
  const isTrusted = (): boolean => workspace.isTrusted;
  return {
    commands: { files, facts, clock, rulePages, changed, active: activePlace(session, references) },
    ports: { files, facts, runner, proofs: proofsOf(session), clock, rulePages, seen: createSeenFiles() },
    tools: [
      ...coreTools.filter(({ risk }) => risk === 'read'),
      createReadSkill(ports.skillPages, isTrusted),
      createReadUsageRules(ports.guidance, isTrusted),
    ],
    isTrusted: workspace.isTrusted,
  };
}

/** What is attached goes before what is open. */
function activePlace(
  { place }: ProjectSession,
  references: readonly Reference[],
): { readonly path: string; readonly line: number } | undefined {
  for (const reference of references) {
    if (reference.kind !== 'mention') continue;
    const { mention } = reference;
    if (mention.kind === 'file') return { path: mention.path, line: 1 };
    if (mention.kind === 'selection') return { path: mention.path, line: mention.startLine };
  }
  const editor = window.activeTextEditor;
  const path = editor === undefined ? undefined : place.pathOf(editor.document.uri);
  return editor === undefined || path === undefined ? undefined : { path, line: editor.selection.active.line + 1 };
}

/** Markdown with links to the places that it names. */
function sinkOf(stream: ChatResponseStream, session: ProjectSession): ParticipantSink & { readonly end: () => void } {
  const places = new PlaceStream((path) => session.has(path));
  const show = (parts: readonly TextOrPlace[]): void => {
    for (const part of parts) {
      if (part.kind === 'text') stream.markdown(part.text);
      else showPlace(part, stream, session);
    }
  };
  const end = (): void => show(places.end());
  return {
    text: (markdown) => show(places.add(markdown)),
    progress: (what) => {
      end();
      stream.progress(what);
    },
    handOver: (text) => {
      end();
      stream.button({ command: askCommand, title: 'Open in the Architect', arguments: [{ text, mentions: [] }] });
    },
    end,
  };
}

function showPlace(
  { path, line }: TextOrPlace & { readonly kind: 'place' },
  stream: ChatResponseStream,
  { place }: ProjectSession,
): void {
  const title = line === undefined ? path : `${path}:${line}`;
  const uri = place.uriOf(path);
  if (uri === undefined) stream.markdown(`\`${title}\``);
  else stream.anchor(line === undefined ? uri : new Location(uri, new Position(Math.max(0, line - 1), 0)), title);
}
