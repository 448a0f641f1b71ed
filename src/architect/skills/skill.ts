/** The skill pages of the architect: what it reads before it does something, and does not carry along all the time. */
export const skillNames = ['clean-code', 'database-design', 'ash-framework-expert'] as const;
export type SkillName = (typeof skillNames)[number];

export const skillSummaries: Readonly<Record<SkillName, string>> = {
  'clean-code': 'Where logic belongs in an Ash project: domains, code interfaces, actions, callers, names and tests.',
  'database-design':
    'Keys, types, NULLs, constraints, indexes, partitions, locks of migrations and reading EXPLAIN on PostgreSQL.',
  'ash-framework-expert':
    'The DSL of Ash 3 and AshPostgres, what it does in the database, and where the migration generator goes wrong.',
};

/** The pages that come with the product: `<name>.md` in one folder. */
export interface SkillPages {
  read(name: SkillName): Promise<string | undefined>;
}

/** Where a trusted workspace may put a page of its own in the place of ours. */
export function replacementPath(name: SkillName): string {
  return `.ash-architect/skills/${name}.md`;
}
