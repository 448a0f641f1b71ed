import type { ExtensionContext, LogOutputChannel } from 'vscode';
import type { ProofsOf } from '../proof-view.ts';
import type { Projects } from '../projects.ts';
import { createLanguageModelFeatures } from './lm/features.ts';
import { createPanelCommands, type PanelCommands } from './panel-commands.ts';
import { ChatPanel } from './panel.ts';

export interface LoadedChat {
  readonly panel: ChatPanel;
  readonly commands: PanelCommands;
}

// The entry of the bundle that is loaded when somebody looks at the panel, gives one of its commands, or asks `@ash`.
export function createChat(
  context: ExtensionContext,
  projects: Projects,
  proofsOf: ProofsOf,
  log: LogOutputChannel,
): LoadedChat {
  const panel = new ChatPanel(context, projects, proofsOf, log);
  return { panel, commands: createPanelCommands(panel, projects) };
}

export { createLanguageModelFeatures };
