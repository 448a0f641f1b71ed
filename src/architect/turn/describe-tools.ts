import { z } from 'zod';
import type { ToolDescription } from '../provider.ts';
import type { Phase, Tool } from '../tool.ts';

/** The tools of a phase as a model sees them, by name. */
export function describeTools(tools: readonly Tool[], phase: Phase): readonly ToolDescription[] {
  return tools
    .filter((tool) => tool.phases.includes(phase))
    .map(({ name, description, input }) => ({ name, description, inputSchema: jsonSchema(input) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function jsonSchema(input: z.ZodType): Readonly<Record<string, unknown>> {
  const { $schema: _, ...schema } = z.toJSONSchema(input, { io: 'input' });
  return schema;
}
