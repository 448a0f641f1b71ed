import type { ResourceChecklist } from '../../analysis/port.ts';
import type { ItemState } from '../../checklist/checklist.ts';
import { checklistItems } from '../../checklist/finding.ts';

/** The signs that the command line prints as well. */
const signs: Readonly<Record<ItemState, string>> = { passed: '✓', flagged: '✗', open: '○', 'not-examined': '–' };

/** The five boxes of each resource as a Markdown table, with the reasons of those that were not wholly examined, and what was proven. */
export function printChecklist(checklist: readonly ResourceChecklist[]): string {
  const header = `| resource | ${checklistItems.join(' | ')} |\n| --- |${' --- |'.repeat(checklistItems.length)}`;
  const rows = checklist.map(({ resource, items }) => {
    const cells = checklistItems.map((area) => {
      const item = items.find((entry) => entry.area === area);
      if (item === undefined) return signs['not-examined'];
      return item.state === 'flagged' ? `${signs.flagged} ${item.findings.length}` : signs[item.state];
    });
    return `| \`${resource}\` | ${cells.join(' | ')} |`;
  });
  const legend = '✓ passed, ✗ flagged, ○ examined in part (open resource), – not examined';
  return [header, ...rows, '', legend, ...reasonLines(checklist)].join('\n');
}

/** Each reason once, with the number of boxes that it stands for. */
function reasonLines(checklist: readonly ResourceChecklist[]): string[] {
  const counts = new Map<string, number>();
  for (const { items } of checklist) {
    for (const { area, state, reason } of items) {
      const isProof = state === 'passed' && area === 'migrations';
      if (reason === undefined || state === 'flagged' || (state === 'passed' && !isProof)) continue;
      const key = state === 'open' ? `${signs.open} ${reason}` : `${signs[state]} ${area}: ${reason}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  const sorted = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, 8);
  const lines = sorted.map(([text, count]) => `- ${text}${count > 1 ? ` (${count}×)` : ''}`);
  return lines.length === 0 ? [] : ['', ...lines];
}
