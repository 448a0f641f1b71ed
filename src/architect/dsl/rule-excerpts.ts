/** Blocks whose page of usage rules has another name than the block. */
const pageNames: Readonly<Record<string, readonly string[]>> = {
  policies: ['authorization', 'policies'],
  field_policies: ['authorization'],
  code_interface: ['code_interfaces'],
  references: ['foreign_keys'],
  identities: ['identities', 'data_layers'],
  multitenancy: ['multitenancy'],
  postgres: ['migrations', 'best_practices'],
};

/** Where a package's own usage rules may speak of a topic, relative to the project. */
export function usageRulePaths(packageName: string, topics: readonly string[]): string[] {
  const pages = [...new Set(topics.flatMap((topic) => [topic, ...(pageNames[topic] ?? [])]))];
  const folder = `deps/${packageName}`;
  return [`${folder}/usage-rules.md`, ...pages.map((page) => `${folder}/usage-rules/${page}.md`)];
}

/** The paragraphs of a page that name a word, as many as fit into `limit` characters. */
export function excerptsOf(page: string, word: string, limit: number): string {
  const wanted = word.toLowerCase();
  const kept: string[] = [];
  let length = 0;
  for (const paragraph of page.split(/\r?\n[ \t]*\r?\n/)) {
    if (!paragraph.toLowerCase().includes(wanted)) continue;
    // A long example may be followed by the sentence that is looked for.
    if (length + paragraph.length > limit) continue;
    length += paragraph.length + 2;
    kept.push(paragraph.trim());
  }
  return kept.join('\n\n');
}
