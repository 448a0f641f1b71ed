import type { Tool } from '../../../architect/tool.ts';
import { describeTool } from '../../../architect/turn/describe-tools.ts';

/** A tool of the architect that agents in VS Code may call. */
export interface OfferedTool {
  /** Its name in the registry. */
  readonly tool: string;
  /** What follows `#` in a prompt. */
  readonly reference: string;
  readonly displayName: string;
  readonly userDescription: string;
}

/**
 * What answers from the static analysis, or from a PostgreSQL of our own, and changes nothing. Tools that read files, edit or run are not among them:
 * agents have their own, with the user's own rules for them.
 */
export const offeredTools: readonly OfferedTool[] = [
  {
    tool: 'list_resources',
    reference: 'ashResources',
    displayName: 'List Ash Resources',
    userDescription: 'The Ash resources of the project by domain, with their tables and sizes',
  },
  {
    tool: 'get_resource',
    reference: 'ashResource',
    displayName: 'Look at an Ash Resource',
    userDescription: 'Everything that is known of one Ash resource, with its checklist and its findings',
  },
  {
    tool: 'check',
    reference: 'ashCheck',
    displayName: 'Check Ash Resources',
    userDescription: 'The checklist and the findings of the project, or what a draft would fix and add',
  },
  {
    tool: 'drift',
    reference: 'ashDrift',
    displayName: 'Compare Ash Resources with Snapshots',
    userDescription: 'Where the resources and the last snapshots of their tables differ',
  },
  {
    tool: 'plan',
    reference: 'ashPlan',
    displayName: 'Foretell the Next Migration',
    userDescription: 'What ash.codegen would write, what it would ask and where it goes wrong',
  },
  {
    tool: 'read_migration',
    reference: 'ashMigration',
    displayName: 'Look at What a Migration Does',
    userDescription: 'The operations of a migration in both directions, with their locks and what cannot be told',
  },
  {
    tool: 'explain_rule',
    reference: 'ashRule',
    displayName: 'Explain a Rule of the Ash Checklist',
    userDescription: 'Why a rule of the checklist matters, what it flags and when to ignore it',
  },
  {
    tool: 'dsl',
    reference: 'ashDsl',
    displayName: 'Look Up Ash DSL',
    userDescription: 'Sections, entities, options and builtins of the DSL of Ash, with types and defaults',
  },
  {
    tool: 'prove',
    reference: 'ashProve',
    displayName: 'Prove Migrations on PostgreSQL',
    userDescription: 'Runs migrations up, down and up again on a PostgreSQL of its own and compares the schemas',
  },
  {
    tool: 'prove_indexes',
    reference: 'ashIndexes',
    displayName: 'Measure the Indexes of Ash Resources',
    userDescription: 'Which indexes the queries of resources need, measured on generated rows',
  },
  {
    tool: 'explain',
    reference: 'ashExplain',
    displayName: 'Explain a Query on PostgreSQL',
    userDescription: 'The plan of SQL, a query of Ecto or Ash, or a filter, on generated rows',
  },
];

const prefix = 'ash_architect_';

/** The name that the whole editor knows. */
export function editorName(tool: string): string {
  return `${prefix}${tool}`;
}

/** The name in the registry; undefined for what is not offered. */
export function registryName(name: string): string | undefined {
  return offeredTools.find(({ tool }) => editorName(tool) === name)?.tool;
}

/** Texts of the registry name its tools as the architect does. */
export function withEditorNames(text: string): string {
  return offeredTools.reduce((result, { tool }) => result.replaceAll(`\`${tool}\``, `\`${editorName(tool)}\``), text);
}

/** Which project is meant where a window has several; the architect's own tools never have to ask. */
export const projectInput = {
  type: 'string',
  description:
    'The project, as its folder is called in the window. Only needed where several Ash projects are open; leaving it out then lists them.',
} as const;

/** The entry of `contributes.languageModelTools` in the manifest. */
export function manifestEntry({ tool: name, ...offered }: OfferedTool, tools: readonly Tool[]): object {
  const tool = tools.find((other) => other.name === name);
  if (tool?.risk !== 'read') throw new Error(`${name} is not a tool of the registry that reads`);
  const { description, inputSchema } = describeTool(tool);
  return {
    name: editorName(name),
    displayName: offered.displayName,
    toolReferenceName: offered.reference,
    canBeReferencedInPrompt: true,
    userDescription: offered.userDescription,
    modelDescription: `Elixir, Ash Framework: ${withEditorNames(description)}`,
    icon: '$(checklist)',
    when: 'ashArchitect.isActive',
    tags: ['elixir', 'ash', 'database'],
    inputSchema: {
      ...inputSchema,
      properties: { ...(inputSchema['properties'] as object | undefined), project: projectInput },
    },
  };
}
