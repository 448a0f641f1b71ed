import type { AnalysisPort } from '../../../src/analysis/port.ts';
import { AnalysisService } from '../../../src/analysis/service.ts';
import { configSchema } from '../../../src/checklist/config.ts';
import { rules } from '../../../src/checklist/rules.generated.ts';
import type { Clock, Files, Runner } from '../../../src/architect/ports.ts';
import type { Proposed, Tool, ToolContext, ToolResult } from '../../../src/architect/tool.ts';
import { createSeenFiles } from '../../../src/architect/tools/seen.ts';
import { createWorkspace } from '../../helpers/workspace.ts';

/** Files in memory; `unsaved` says which of them have changes that are not on disk. */
export function memoryFiles(files: Readonly<Record<string, string>>, unsaved: readonly string[] = []): Files {
  return {
    list: () => Promise.resolve(Object.keys(files)),
    read: (path) => {
      const text = files[path];
      return Promise.resolve(
        text === undefined ? { kind: 'missing' } : { kind: 'text', text, isUnsaved: unsaved.includes(path) },
      );
    },
    apply: () => Promise.reject(new Error('a tool wrote')),
  };
}

/** A clock that runs on only when somebody sleeps, or by `step` each time it is asked. */
export function stepClock(step = 0): Clock {
  let now = 0;
  let id = 0;
  return {
    now: () => (now += step),
    sleep: (milliseconds) => {
      now += milliseconds;
      return Promise.resolve();
    },
    randomId: () => `id-${++id}`,
  };
}

const noRunner: Runner = { run: () => Promise.reject(new Error('a tool ran something')) };

/** A context over files that no analysis knows. */
export function plainContext(files: Readonly<Record<string, string>>, given: Partial<ToolContext> = {}): ToolContext {
  const analysis = new Proxy({} as AnalysisPort, {
    get: (_, name) => {
      throw new Error(`the analysis was asked for ${String(name)}`);
    },
  });
  return {
    files: memoryFiles(files),
    facts: {
      analysis,
      settled: () => Promise.resolve(),
      config: configSchema.parse({ preset: 'strict' }),
      migrations: { kind: 'some', paths: [], reason: 'none changed', changed: { paths: [], comparedWith: 'main' } },
    },
    runner: noRunner,
    clock: stepClock(),
    phase: 'free',
    signal: new AbortController().signal,
    seen: createSeenFiles(),
    ...given,
  };
}

/** A context over files that a real analysis has read. */
export async function analysedContext(
  files: Readonly<Record<string, string>>,
  given: Partial<ToolContext> = {},
): Promise<ToolContext> {
  const plain = plainContext(files, given);
  const analysis = new AnalysisService(await createWorkspace(files), rules);
  return { ...plain, facts: { ...plain.facts, analysis, migrations: { kind: 'all' } } };
}

/** Calls a tool as a loop does: with input that its schema has seen. */
export async function call(tool: Tool, input: unknown, context: ToolContext): Promise<ToolResult> {
  if (tool.risk !== 'read') throw new Error(`${tool.name} is not a tool that answers`);
  return tool.run(tool.input.parse(input), context);
}

export async function proposeWith(tool: Tool, input: unknown, context: ToolContext): Promise<Proposed> {
  if (tool.risk !== 'propose') throw new Error(`${tool.name} is not a tool that proposes`);
  return tool.propose(tool.input.parse(input), context);
}
