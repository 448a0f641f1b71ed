import {
  commands,
  Disposable,
  env,
  EventEmitter,
  lm,
  McpStdioServerDefinition,
  window,
  workspace,
  type Event,
  type ExtensionContext,
} from 'vscode';
import { pickSession } from './pick-session.ts';
import type { ProjectSession } from './project-session.ts';
import type { Projects } from './projects.ts';

/** As the manifest names it. */
const providerId = 'ash-architect';

/** How the server of a project is started, wherever that is done: by VS Code's own Node, so that none is needed. */
interface McpCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

export interface McpServers {
  readonly definitions: () => readonly McpStdioServerDefinition[];
  readonly dispose: () => void;
}

/** Tells VS Code of one MCP server for each project, and gives the configuration of one for other agents. */
export function registerMcpServers(context: ExtensionContext, projects: Projects): McpServers {
  const changed = new EventEmitter<void>();
  const definitions = (): McpStdioServerDefinition[] => served(projects).map((session) => definition(context, session));
  let known = '';
  const look = (): void => {
    const now = served(projects)
      .map(({ place }) => place.root.fsPath)
      .join('\n');
    if (now === known) return;
    known = now;
    changed.fire();
  };
  const registered = Disposable.from(
    changed,
    ...provide(definitions, changed.event),
    projects.onDidChange(look),
    workspace.onDidGrantWorkspaceTrust(look),
    commands.registerCommand('ashArchitect.copyMcpConfiguration', () => copyConfiguration(context, projects)),
  );
  return { definitions, dispose: () => void registered.dispose() };
}

/** VS Code has known MCP since 1.101; some editors that are built from its sources do not. */
function provide(definitions: () => McpStdioServerDefinition[], changed: Event<void>): readonly Disposable[] {
  if (typeof (lm as Partial<typeof lm> | undefined)?.registerMcpServerDefinitionProvider !== 'function') return [];
  const provider = { onDidChangeMcpServerDefinitions: changed, provideMcpServerDefinitions: definitions };
  return [lm.registerMcpServerDefinitionProvider(providerId, provider)];
}

/** A process is started in a project: only where the workspace is trusted, and in a folder of this machine. */
function served({ sessions }: Projects): readonly ProjectSession[] {
  if (!workspace.isTrusted) return [];
  return sessions.filter(({ place }) => place.isFolder && place.root.scheme === 'file');
}

function definition(context: ExtensionContext, session: ProjectSession): McpStdioServerDefinition {
  const { version } = context.extension.packageJSON as { readonly version: string };
  const { command, args, env: variables } = commandOf(context, session);
  const label = `Ash Architect: ${session.place.name}`;
  const server = new McpStdioServerDefinition(label, command, [...args], { ...variables }, version);
  server.cwd = session.place.root;
  return server;
}

function commandOf(context: ExtensionContext, { place }: ProjectSession): McpCommand {
  return {
    command: process.execPath,
    args: [context.asAbsolutePath('dist/mcp.cjs'), place.root.fsPath],
    // On a desktop the program is VS Code itself, which is Node only when it is told to be.
    env: { ELECTRON_RUN_AS_NODE: '1' },
  };
}

/** Puts what Claude Code and Cursor read (`.mcp.json`, `.cursor/mcp.json`) into the clipboard. */
async function copyConfiguration(context: ExtensionContext, projects: Projects): Promise<void> {
  const session = await pickSession(projects, 'Configuration of the MCP Server');
  if (session === undefined) return;
  if (session.place.root.scheme !== 'file') {
    void window.showWarningMessage('The MCP server needs a project in a folder of this machine.');
    return;
  }
  const servers = { 'ash-architect': commandOf(context, session) };
  await env.clipboard.writeText(`${JSON.stringify({ mcpServers: servers }, undefined, 2)}\n`);
  void window.showInformationMessage(
    'The configuration is in the clipboard. Put it into `.mcp.json` of the project (Claude Code) or `.cursor/mcp.json` (Cursor). It holds paths of this machine and of this version: copy it anew after an update.',
  );
}
