/** Where the page of a rule is published. */
export function ruleUrl(id: string): string {
  return `https://github.com/ash-architect/ash-architect/blob/main/docs/rules/${id}.md`;
}
