import { commandHelp, commandNames } from '../src/architect/commands/command.ts';
import { coreTools } from '../src/architect/tools/registry.ts';
import { manifestEntry, offeredTools } from '../src/editor/chat/lm/offered-tools.ts';

/** What agents in VS Code are told of our tools: names, descriptions and schemas are those of the registry. */
export function languageModelTools(): readonly object[] {
  return offeredTools.map((offered) => manifestEntry(offered, coreTools));
}

/** The commands of the chat participant: those of the chat panel. */
export function participantCommands(): readonly { readonly name: string; readonly description: string }[] {
  return commandNames.map((name) => ({
    name,
    description: name === 'help' ? 'What there is to ask, and what needs a model.' : commandHelp[name].summary,
  }));
}
