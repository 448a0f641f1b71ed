import { z } from 'zod';
import type { ToolContext, ToolResult } from '../../../architect/tool.ts';
import { coreTools } from '../../../architect/tools/registry.ts';
import { failure } from '../../../architect/tools/data-result.ts';
import { registryName, withEditorNames } from './offered-tools.ts';

const withProject = z.looseObject({ project: z.string().optional() });

export interface ReadInput {
  /** The project that is asked for, where one is. */
  readonly project: string | undefined;
  /** What the tool itself gets; not checked yet. */
  readonly input: unknown;
}

/** Takes apart what an agent gives. */
export function readInput(given: unknown): ReadInput {
  const read = withProject.safeParse(given);
  if (!read.success) return { project: undefined, input: given };
  const { project, ...input } = read.data;
  return { project: project === '' ? undefined : project, input };
}

/** A few words on what a call does; undefined for one that cannot be made. */
export function titleOf(name: string, given: unknown): string | undefined {
  const tool = coreTools.find((other) => other.name === registryName(name));
  const input = tool?.input.safeParse(readInput(given).input);
  return input?.success === true ? tool?.title(input.data) : undefined;
}

/** Runs an offered tool. Results are bounded by the tools themselves, and marked as data. */
export async function invokeTool(name: string, input: unknown, context: ToolContext): Promise<ToolResult> {
  const tool = coreTools.find((other) => other.name === registryName(name));
  if (tool?.risk !== 'read') return failure(`There is no tool \`${name}\`.`);
  const read = tool.input.safeParse(input);
  if (!read.success) return failure(`The input is not valid.\n${z.prettifyError(read.error)}`);
  const { text, isError = false } = await tool.run(read.data, context);
  // What is ours names tools; in what is quoted nothing may be changed.
  return { text: isError ? withEditorNames(text) : text, isError };
}
