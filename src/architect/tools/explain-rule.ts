import { z } from 'zod';
import { closest } from '../../base/names.ts';
import { ruleIndex } from '../../checklist/rule-index.generated.ts';
import { defineTool, phases, type ToolContext, type ToolResult } from '../tool.ts';
import { failure } from './data-result.ts';
import { ruleAreas } from './known-rules.ts';

const input = z.strictObject({
  rule: z.string().min(1).describe('The id as findings name it, such as `identities/missing-natural-key`, or an area.'),
});

export const explainRule = defineTool({
  name: 'explain_rule',
  description:
    'The page of a checklist rule: why it matters, what is flagged, what passes, when to ignore it and how to suppress a finding. For an area such as `indexes` it lists the rules. Use it before you defend or dismiss a finding.',
  title: ({ rule }) => `Explain ${rule}`,
  input,
  risk: 'read',
  phases,
  run: async ({ rule: given }, context) => {
    const id = given.trim().replace(/\/\*?$/, '');
    const ofArea = ruleIndex.filter((rule) => rule.id.startsWith(`${id}/`));
    if (ofArea.length > 0) return { text: ofArea.map(({ id: own, summary }) => `- ${own}: ${summary}`).join('\n') };
    const known = ruleIndex.find((rule) => rule.id === id);
    return known === undefined ? failure(unknown(id)) : page(known, context);
  },
});

function unknown(id: string): string {
  const near = closest(id, [...ruleIndex.map((rule) => rule.id), ...ruleAreas]);
  return `There is no rule \`${id}\`.${near === undefined ? '' : ` Did you mean \`${near}\`?`} The areas are ${ruleAreas.join(', ')}.`;
}

/** Pages are ours and come with the extension: they are no data of the project. */
async function page(rule: (typeof ruleIndex)[number], { rulePages }: ToolContext): Promise<ToolResult> {
  const text = await rulePages?.(rule.id);
  return { text: text ?? `${rule.id}: ${rule.summary} (Its page is not at hand here.)` };
}
