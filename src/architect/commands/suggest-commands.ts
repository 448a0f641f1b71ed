import { commandHelp, commandNames } from './command.ts';
import type { Suggestion } from '../context/suggest-mentions.ts';

/** Completions for what was typed from a `/` on at the start of a message. */
export function suggestCommands(prefix: string): readonly Suggestion[] {
  if (!prefix.startsWith('/')) return [];
  const typed = prefix.slice(1).toLowerCase();
  return commandNames
    .filter((name) => name.startsWith(typed))
    .map((name) => ({ insert: `/${name} `, label: commandHelp[name].usage, detail: commandHelp[name].summary }));
}
