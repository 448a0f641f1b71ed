/** What the commands that need a model ask it. The phase text of the system prompt holds the rules; this is the task. */
const tasks = {
  analyze: {
    whole: 'Analyse the domain of this project as it stands.',
    about: 'Analyse the domain for the following. Everything else only as far as it touches it.',
    steps: `Start from the list of resources and the findings, not from file names. Then tell me:
1. which entities there are, which are missing, and which should be an attribute, an embedded resource or a calculation instead;
2. how they are related, with cardinality, ownership and what a deletion does, and where the resources disagree with that;
3. what can be derived by calculations and aggregates instead of being stored or computed by callers;
4. which queries will be frequent, and what they need;
5. what only I can decide.
Write the outcome into the plan's analysis section, the decisions you need into its open questions, and ask me the most consequential one.`,
  },
  design: {
    whole: 'Design the resources that the plan asks for.',
    about: 'Design the resources for the following.',
    steps: `Read the plan first; I may have edited it. If it has no analysis that covers this, say what you assume. Propose a blueprint: attributes with types, identities, relationships with on_delete and their index, calculations and aggregates, the primary key of each resource with its reason, indexes with the query that each serves, and the lifecycle. Repair what its check reports. Then stop and let me agree before you propose edits.`,
  },
  migrate: {
    whole: 'Examine what the migration generator would write for the resources as they are now.',
    about: 'Examine what the migration generator would write, with a view to the following.',
    steps: `Read the plan first. For every statement say: what it locks and for how long, whether it rewrites or scans the table, whether it can fail on existing rows, whether down restores what up changed, and whether it is one of the known errors of the generator. Prove each migration that is written before you call it reversible, and each index before you suggest it. Then list what needs a human, as steps in the order in which they are deployed, and write them into the plan's migrations section.`,
  },
} as const;

export function promptFor(name: keyof typeof tasks, about: string): string {
  const task = tasks[name];
  return about === '' ? `${task.whole}\n\n${task.steps}` : `${task.about}\n\n${about}\n\n${task.steps}`;
}
