import { closest } from '../../base/names.ts';
import { commandNames, phaseOfCommand, type ParsedCommand } from './command.ts';
import type { CommandContext } from './command-context.ts';
import { answer, type CommandOutput } from './command-output.ts';
import { explain } from './explain.ts';
import { fix } from './fix.ts';
import { help } from './help.ts';
import { promptFor } from './prompts.ts';
import { review } from './review.ts';

/** Answers what needs no model, and gives the prompt of what does. Never throws for what the user wrote. */
export async function runCommand(command: ParsedCommand, context: CommandContext): Promise<CommandOutput> {
  if (command.kind === 'unknown') return answer(unknownCommand(command.name));
  const { name, rest } = command;
  switch (name) {
    case 'review':
      return review(rest, context);
    case 'explain':
      return explain(rest, context);
    case 'fix':
      return fix(rest, context);
    case 'help':
      return answer(help());
    case 'analyze':
    case 'design':
    case 'migrate':
      return { kind: 'prompt', phase: phaseOfCommand[name] ?? 'free', prompt: promptFor(name, rest) };
  }
}

function unknownCommand(name: string): string {
  const near = closest(name, commandNames);
  return `There is no command \`/${name}\`.${near === undefined ? '' : ` Did you mean \`/${near}\`?`} \`/help\` lists them all.`;
}
