import type { Command, Runner, RunResult } from '../../../src/architect/ports.ts';

/** Plays what programs print; nothing is started. */
export function createRunner(commands: Readonly<Record<string, string>>): Runner {
  return {
    run: (command): Promise<RunResult> => {
      const output = outputOf(commands, commandLine(command));
      if (output === undefined) return Promise.resolve({ kind: 'not-found' });
      return Promise.resolve({ kind: 'ended', code: 0, output, isCut: false });
    },
  };
}

/** What a task lets a command print; undefined for one that it does not let run. */
export function outputOf(commands: Readonly<Record<string, string>>, line: string): string | undefined {
  return Object.entries(commands).find(([beginning]) => line.startsWith(beginning))?.[1];
}

export function commandLine({ program, args }: Pick<Command, 'program' | 'args'>): string {
  return [program, ...args].join(' ');
}
