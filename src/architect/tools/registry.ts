import { z } from 'zod';
import type { ToolDescription } from '../provider.ts';
import type { Phase, Tool } from '../tool.ts';
import { ashEdit } from './ash-edit.ts';
import { check } from './check.ts';
import { drift } from './drift.ts';
import { dsl } from './dsl.ts';
import { edit } from './edit.ts';
import { explainRule } from './explain-rule.ts';
import { getResource } from './get-resource.ts';
import { glob } from './glob.ts';
import { grep } from './grep.ts';
import { listResources } from './list-resources.ts';
import { plan } from './plan.ts';
import { readMigration } from './read-migration.ts';
import { read } from './read.ts';
import { run } from './run.ts';
import { write } from './write.ts';

/** The tools of this room; those for skills and whatever else comes are added to the list by whoever puts it together. */
export const coreTools: readonly Tool[] = [
  ...[listResources, getResource, check, drift, plan, readMigration, explainRule, dsl],
  ...[read, grep, glob],
  ...[ashEdit, edit, write, run],
];

/** The tools that a phase offers, in the order of the list: a stable one, so that requests can be cached. */
export function toolsFor(phase: Phase, tools: readonly Tool[]): readonly Tool[] {
  return tools.filter((tool) => tool.phases.includes(phase));
}

/** By name, among those that the phase offers. */
export function findTool(name: string, phase: Phase, tools: readonly Tool[]): Tool | undefined {
  return toolsFor(phase, tools).find((tool) => tool.name === name);
}

/** As providers and other agents are told of a tool. */
export function describeTool({ name, description, input }: Tool): ToolDescription {
  const { $schema: _, ...inputSchema } = z.toJSONSchema(input, { io: 'input', target: 'draft-7' });
  return { name, description, inputSchema };
}
