import type { Tool as ToolListing } from '@modelcontextprotocol/sdk/types.js';
import { ToolSchema } from '@modelcontextprotocol/sdk/types.js';
import { createReadSkill } from '../architect/skills/read-skill.ts';
import type { ReadTool, Tool } from '../architect/tool.ts';
import { check } from '../architect/tools/check.ts';
import { drift } from '../architect/tools/drift.ts';
import { dsl } from '../architect/tools/dsl.ts';
import { explain } from '../architect/tools/explain.ts';
import { explainRule } from '../architect/tools/explain-rule.ts';
import { getResource } from '../architect/tools/get-resource.ts';
import { listResources } from '../architect/tools/list-resources.ts';
import { plan } from '../architect/tools/plan.ts';
import { proveIndexes } from '../architect/tools/prove-indexes.ts';
import { prove } from '../architect/tools/prove.ts';
import { readMigration } from '../architect/tools/read-migration.ts';
import { describeTools } from '../architect/turn/describe-tools.ts';
import type { Pages } from './pages.ts';

/** What clients show to people. */
const titles: Readonly<Record<string, string>> = {
  check: 'Check Ash resources and migrations',
  drift: 'Compare resources with snapshots',
  dsl: "Look up Ash's DSL",
  explain: 'Explain a query on PostgreSQL',
  explain_rule: 'Explain a rule of the checklist',
  get_resource: 'Look at an Ash resource',
  list_resources: 'List Ash resources',
  plan: 'Foretell what ash.codegen would write',
  prove: 'Prove migrations on PostgreSQL',
  prove_indexes: 'Measure the indexes of resources',
  read_migration: 'Look at what a migration does',
  read_skill: 'Read a page of guidance',
};

/**
 * The architect's tools that tell facts. Agents read and search files with tools of their own, and change them with
 * those that their user watches. Imported one by one, so that the bundle holds nothing of the others.
 */
export function offeredTools(pages: Pages): readonly ReadTool<never>[] {
  // Whoever starts an agent in a folder lets it read what stands there, so the project's own pages are used.
  const readSkill = createReadSkill({ read: (name) => pages.skill(name) }, () => true);
  const facts = [listResources, getResource, check, drift, plan, readMigration, explainRule, dsl];
  const proofs = [prove, proveIndexes, explain];
  return [...facts, ...proofs, readSkill].filter(isReading);
}

/** As clients are told of them; where there are several projects, each tool can be told which one is meant. */
export function describeOffered(tools: readonly Tool[], projects: readonly string[]): ToolListing[] {
  const which = {
    type: 'string',
    enum: projects,
    description: 'Which of the projects in the folder; paths are relative to it.',
  };
  return describeTools(tools, 'free').map(({ name, description, inputSchema }) => {
    const { inputSchema: own } = ToolSchema.pick({ inputSchema: true }).parse({ inputSchema });
    const title = titles[name] ?? name;
    return {
      name,
      title,
      description,
      inputSchema: projects.length < 2 ? own : { ...own, properties: { ...own.properties, project: which } },
      annotations: { title, readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
    };
  });
}

function isReading(tool: Tool): tool is ReadTool<never> {
  return tool.risk === 'read';
}
