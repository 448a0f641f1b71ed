import { ErrorCode, McpError, type GetPromptResult, type Prompt } from '@modelcontextprotocol/sdk/types.js';

interface Task {
  readonly title: string;
  readonly description: string;
  /** What may be said about it, in the client's form. */
  readonly argument: { readonly name: string; readonly description: string; readonly required: boolean };
  readonly write: (about: string) => string;
}

/** Said wherever something may be written. */
const checked =
  'Before you write anything, call `check` with the whole text of every file of the change as `proposed`; repair what it would break, leave undefined or add. After writing, call `check` again and report what is left.';

/** What people start by name; the tools that the texts name are those of this server. */
const tasks: Readonly<Record<string, Task>> = {
  review: {
    title: 'Review Ash resources',
    description: 'The checklist of a resource, a folder or the project, explained, worst first.',
    argument: {
      name: 'target',
      description: 'A resource, a file or a folder; all where it is left out.',
      required: false,
    },
    write: (target) => `Review ${target === '' ? 'the Ash resources and migrations of this project' : target}.

1. Call \`check\`${target === '' ? '' : ' for it'}. Its findings are proven; take them as they are.
2. Call \`explain_rule\` for each rule that has findings, and \`get_resource\` where a finding needs its surroundings.
3. Report the findings worst first, by rule: what happens to the data or to a user, where, and what to do. Name the boxes that are open or were not examined, with the reason; they are not passed.
4. What you see beyond the findings comes last, marked as your own opinion.

Change nothing unless I ask for it. ${checked}`,
  },
  design: {
    title: 'Design Ash resources',
    description: 'Resources for a need, as a blueprint to agree on before anything is written.',
    argument: { name: 'about', description: 'What is to be modelled.', required: true },
    write: (about) => `Design Ash resources for the following.

${about}

1. Call \`list_resources\`, and \`get_resource\` for what this touches. Read the pages \`database-design\` and \`ash-framework-expert\` with \`read_skill\`.
2. Give me a blueprint: for each resource its attributes with types, identities, relationships with what a deletion does and the index of the foreign key, what is derived by calculations and aggregates, its primary key with the reason, indexes each with the query that it serves, and its lifecycle. Look options up with \`dsl\` where you are not sure.
3. Say what only I can decide, and ask. Write nothing until I agree.

${checked} Then read what \`mix ash.codegen\` generates, and \`prove\` it, before it is applied.`,
  },
  fix: {
    title: 'Fix findings',
    description: 'The findings of a rule, a resource, a file or the project, fixed and checked before writing.',
    argument: {
      name: 'target',
      description: 'A rule, a resource, a file or a folder; all where it is left out.',
      required: false,
    },
    write: (target) => `Fix the findings of ${target === '' ? 'this project, errors first' : target}.

1. Call \`check\`${target === '' ? '' : ' narrowed to it'}, and \`explain_rule\` for each rule that has findings.
2. Take the fix that a finding names where it has one. Where there are several, or where rows that exist already may contradict it, ask me.
3. A finding that is meant to be so is not fixed but suppressed, with the comment that the rule's page shows and its reason; ask me first.

${checked}`,
  },
};

export function listPrompts(): Prompt[] {
  return Object.entries(tasks).map(([name, { title, description, argument }]) => ({
    ...{ name, title, description },
    arguments: [argument],
  }));
}

export function getPrompt(name: string, given: Readonly<Record<string, string>>): GetPromptResult {
  const task = Object.hasOwn(tasks, name) ? tasks[name] : undefined;
  if (task === undefined) {
    const known = Object.keys(tasks).join(', ');
    throw new McpError(ErrorCode.InvalidParams, `There is no prompt \`${name}\`. Prompts: ${known}.`);
  }
  const about = given[task.argument.name]?.trim() ?? '';
  if (about === '' && task.argument.required) {
    throw new McpError(ErrorCode.InvalidParams, `The prompt \`${name}\` needs \`${task.argument.name}\`.`);
  }
  return {
    description: task.description,
    messages: [{ role: 'user', content: { type: 'text', text: task.write(about) } }],
  };
}
