import { z } from 'zod';
import type { ToolDescription } from '../provider.ts';
import type { Phase, Tool } from '../tool.ts';

/** The tools that a phase offers, in the order of the list. */
export function toolsFor(phase: Phase, tools: readonly Tool[]): readonly Tool[] {
  return tools.filter((tool) => tool.phases.includes(phase));
}

/** The tools of a phase as a model sees them, by name: a stable order, so that requests can be cached. */
export function describeTools(tools: readonly Tool[], phase: Phase): readonly ToolDescription[] {
  return toolsFor(phase, tools)
    .map(describeTool)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** As providers and other agents are told of a tool. */
export function describeTool({ name, description, input }: Tool): ToolDescription {
  const { $schema: _, ...inputSchema } = z.toJSONSchema(input, { io: 'input' });
  return { name, description, inputSchema };
}
