import type { LoadedTask } from './load-tasks.ts';

/** The tasks as a table in Markdown, as the documentation has it. */
export function taskTable(tasks: readonly LoadedTask[]): string {
  const rows = tasks.map(({ id, title, messages, mistakes = [] }) => {
    const phases = [...new Set(messages.map(({ phase }) => phase))].join(', ');
    return `| \`${id}\` | ${title} | ${phases} | ${mistakes.length + 1} |`;
  });
  return ['| task | what is asked for | phase | mistakes |', '| --- | --- | --- | --- |', ...rows].join('\n');
}
