import { ErrorCode, McpError, type CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import type { ReadTool } from '../architect/tool.ts';
import { createCallContext } from './call-context.ts';
import type { OpenProofs } from './load-proofs.ts';
import type { Pages } from './pages.ts';
import type { Projects } from './projects.ts';

export interface CallSources {
  readonly tools: readonly ReadTool<never>[];
  readonly projects: Projects;
  readonly pages: Pages;
  readonly openProofs: OpenProofs;
  readonly signal: AbortSignal;
}

/** Every tool takes it besides its own input. */
const which = z.looseObject({ project: z.string().optional() });

/**
 * Answers one call. What the model can put right is a result that says so; a tool that there is not is an error of the
 * protocol, as the protocol wants it.
 */
export async function callTool(name: string, given: unknown, sources: CallSources): Promise<CallToolResult> {
  const tool = sources.tools.find((other) => other.name === name);
  if (tool === undefined) {
    const known = sources.tools.map((other) => other.name).sort();
    throw new McpError(ErrorCode.InvalidParams, `There is no tool \`${name}\`. Tools: ${known.join(', ')}.`);
  }
  const place = which.safeParse(given);
  if (!place.success) return failure(describeIssues(place.error));
  const { project, ...rest } = place.data;
  const input = tool.input.safeParse(rest);
  if (!input.success) return failure(describeIssues(input.error));
  try {
    const { text, isError } = await tool.run(input.data, createCallContext({ ...sources, project }));
    return isError === true ? failure(text) : { content: [{ type: 'text', text }] };
  } catch (error) {
    return failure(error instanceof Error ? error.message : String(error));
  }
}

function failure(text: string): CallToolResult {
  return { content: [{ type: 'text', text }], isError: true };
}

function describeIssues({ issues }: z.ZodError): string {
  const lines = issues.map(({ path, message }) => `- ${path.length === 0 ? '(input)' : path.join('.')}: ${message}`);
  return ['The input is not valid, and nothing was looked at:', ...lines].join('\n');
}
