import {
  chat,
  Disposable,
  lm,
  Uri,
  type ChatParticipant,
  type ExtensionContext,
  type LanguageModelTool,
  type LogOutputChannel,
  type McpStdioServerDefinition,
} from 'vscode';
import type { LanguageModelFeatures } from './chat/lm/features.ts';
import { loadChatBundle } from './chat-bundle.ts';
import { registerMcpServers } from './mcp-servers.ts';
import type { ProofsOf } from './proof-view.ts';
import type { Projects } from './projects.ts';

export interface LanguageModel {
  /** Loads what answers, unless it is loaded already. */
  readonly load: () => LanguageModelFeatures;
  /** One for each project whose server may be started. */
  readonly mcpServers: () => readonly McpStdioServerDefinition[];
  readonly dispose: () => void;
}

interface Manifest {
  readonly contributes: { readonly languageModelTools: readonly { readonly name: string }[] };
}

/** As the manifest names it. */
const participantId = 'ash-architect.ash';

/**
 * Offers what the architect knows to the AI of VS Code: tools, the participant `@ash`, and MCP servers. Only small
 * objects are made here; the rest is loaded when the first of them is used. Editors without an API are passed by.
 */
export function registerLanguageModel(
  context: ExtensionContext,
  projects: Projects,
  proofsOf: ProofsOf,
  log: LogOutputChannel,
): LanguageModel {
  let loaded: LanguageModelFeatures | undefined;
  const load = (): LanguageModelFeatures =>
    (loaded ??= loadChatBundle(context).createLanguageModelFeatures({ context, projects, proofsOf, log }));
  const { contributes } = context.extension.packageJSON as Manifest;
  const tools = has(lm, 'registerTool')
    ? contributes.languageModelTools.map(({ name }) => lm.registerTool(name, lazyTool(name, load)))
    : [];
  const participants = has(chat, 'createChatParticipant') ? [createParticipant(context, load)] : [];
  const servers = registerMcpServers(context, projects);
  const registered = Disposable.from(...tools, ...participants, servers);
  return { load, mcpServers: servers.definitions, dispose: () => void registered.dispose() };
}

function lazyTool(name: string, load: () => LanguageModelFeatures): LanguageModelTool<object> {
  return {
    prepareInvocation: ({ input }) => load().prepareTool(name, input),
    invoke: ({ input }, token) => load().invokeTool(name, input, token),
  };
}

function createParticipant(context: ExtensionContext, load: () => LanguageModelFeatures): ChatParticipant {
  const participant = chat.createChatParticipant(participantId, (request, chatContext, stream, token) =>
    load().answer(request, chatContext, stream, token),
  );
  participant.iconPath = Uri.joinPath(context.extensionUri, 'media', 'icon.png');
  participant.followupProvider = { provideFollowups: (result) => load().followUps(result) };
  return participant;
}

/** Some editors that are built from VS Code's sources leave parts of its API out. */
function has(namespace: object | undefined, name: string): boolean {
  return namespace !== undefined && typeof (namespace as Readonly<Record<string, unknown>>)[name] === 'function';
}
