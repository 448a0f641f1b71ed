/** Lines of a plan that are shown: its upper nodes tell what it does. */
const lineLimit = 8;

/** The first lines of a plan that is drawn as text, and how many there are besides. */
export function headOf(plan: string): string {
  const lines = plan.trimEnd().split('\n');
  if (lines.length <= lineLimit) return lines.join('\n');
  return [...lines.slice(0, lineLimit - 1), `(${lines.length - lineLimit + 1} more lines)`].join('\n');
}
