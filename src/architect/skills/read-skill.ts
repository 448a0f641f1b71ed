import { z } from 'zod';
import { defineTool, phases, type Tool } from '../tool.ts';
import { failure } from '../tools/data-result.ts';
import { loadSkill } from './load-skill.ts';
import { skillNames, skillSummaries, type SkillPages } from './skill.ts';

const input = z.strictObject({ name: z.enum(skillNames).describe('Which page.') });

/** The tool that loads a skill page on demand. */
export function createReadSkill(pages: SkillPages, isTrusted: () => boolean): Tool {
  const list = skillNames.map((name) => `- ${name}: ${skillSummaries[name]}`).join('\n');
  return defineTool<z.output<typeof input>>({
    risk: 'read',
    name: 'read_skill',
    description: `Gives a page of guidance for this trade, whole. Read a page once in a conversation, before the work that it is about:\n${list}`,
    title: ({ name }) => `Read the skill ${name}`,
    input,
    phases,
    run: async ({ name }, { files, clock }) => {
      const skill = await loadSkill(name, { pages, files, clock, isTrusted: isTrusted() });
      return skill.ok ? { text: skill.text } : failure(skill.reason);
    },
  });
}
