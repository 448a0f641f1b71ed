import type { Phase } from '../tool.ts';

export const commandNames = ['analyze', 'design', 'migrate', 'review', 'explain', 'fix', 'help'] as const;
export type CommandName = (typeof commandNames)[number];

export interface CommandHelp {
  readonly usage: string;
  readonly summary: string;
  readonly needsModel: boolean;
}

export const commandHelp: Readonly<Record<CommandName, CommandHelp>> = {
  analyze: {
    usage: '/analyze [what it is about]',
    summary: 'Phase 1: examine the domain, find what is missing, ask what only you can decide.',
    needsModel: true,
  },
  design: {
    usage: '/design [what is wanted]',
    summary: 'Phase 2: design resources as a blueprint, then propose the edits.',
    needsModel: true,
  },
  migrate: {
    usage: '/migrate [what to look at]',
    summary: 'Phase 3: examine what codegen would write, and what needs a human.',
    needsModel: true,
  },
  review: {
    usage: '/review [resource | file or folder | changed | all]',
    summary: 'The checklist and the findings; without a word, of the file that you are in.',
    needsModel: false,
  },
  explain: {
    usage: '/explain [rule | resource | path:line]',
    summary: 'A rule, what is known of a resource, or the findings on a line.',
    needsModel: false,
  },
  fix: {
    usage: '/fix [safe | rule or area] [file or folder]',
    summary: 'Fixes without a model, shown as a difference first: the safe ones, or all of a rule.',
    needsModel: false,
  },
  help: { usage: '/help', summary: 'This list.', needsModel: false },
};

/** The phase that a command leads into. */
export const phaseOfCommand: Readonly<Partial<Record<CommandName, Phase>>> = {
  analyze: 'analysis',
  design: 'design',
  migrate: 'migrations',
};

export type ParsedCommand =
  | { readonly kind: 'command'; readonly name: CommandName; readonly rest: string }
  | { readonly kind: 'unknown'; readonly name: string };

/** Undefined for a message that is no command: one that does not start with `/` and a word (a path does not either). */
export function parseCommand(text: string): ParsedCommand | undefined {
  const match = /^\s*\/([a-z][a-z-]*)(?:\s+([\s\S]*))?$/i.exec(text);
  if (match === null) return undefined;
  const [, given = '', rest = ''] = match;
  const name = commandNames.find((known) => known === given.toLowerCase());
  return name === undefined ? { kind: 'unknown', name: given } : { kind: 'command', name, rest: rest.trim() };
}
