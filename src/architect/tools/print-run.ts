import type { Command, RunResult } from '../ports.ts';
import type { ToolContext, ToolResult } from '../tool.ts';
import { dataResult, failure } from './data-result.ts';

/** What the model is told of a program that was run, or was not. */
export function printRun(command: Command, result: RunResult, context: Pick<ToolContext, 'clock'>): ToolResult {
  const line = [command.program, ...command.args].join(' ');
  const told = (note: string, output: string, isError: boolean): ToolResult => {
    if (output.trim() === '') return { text: `${note} It printed nothing.`, isError };
    const more = 'Ask for less at once, such as single files.';
    return { ...dataResult(context, `output of ${line}`, output, { more, note }), isError };
  };
  switch (result.kind) {
    case 'ended': {
      const cut = result.isCut ? ' The middle of its output is left out.' : '';
      return told(`\`${line}\` ended with code ${result.code}.${cut}`, result.output, result.code !== 0);
    }
    case 'not-found':
      return failure(
        `\`${command.program}\` was not found, so \`${line}\` was not run: Elixir is not installed here, or not in the editor's PATH. Go on without it, and tell the user what to run.`,
      );
    case 'refused':
      return failure(`\`${line}\` was not run: ${result.reason}`);
    case 'timed-out':
      return told(`\`${line}\` was ended after ${Math.round(command.timeLimit / 1000)} seconds.`, result.output, true);
    case 'stopped':
      return told(`\`${line}\` was stopped by the user.`, result.output, true);
  }
}
