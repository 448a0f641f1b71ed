import { commandHelp, commandNames } from './command.ts';

/** The commands and mentions, with what needs a model. */
export function help(): string {
  const row = (name: (typeof commandNames)[number]): string => {
    const { usage, summary, needsModel } = commandHelp[name];
    return `| \`${usage.replaceAll('|', '\\|')}\` | ${summary} | ${needsModel ? 'yes' : 'no'} |`;
  };
  return [
    '| command | what it does | needs a model |',
    '| --- | --- | --- |',
    ...commandNames.map(row),
    '',
    'With `@` a message names something of the project: `@resource`, `@domain`, `@migration`, `@file`, `@finding` and `@selection`.',
    '',
    'A message without a command is a question to the model. It can change files only by proposals that are checked first and that you decide on, and starts a program only when you allow it.',
  ].join('\n');
}
