import { z } from 'zod';
import { contentId } from '../edits/content-id.ts';
import { asData } from '../safety/as-data.ts';
import { bounded } from '../safety/bounded.ts';
import { defineTool, type Tool, type ToolResult } from '../tool.ts';
import { hasOpenFence, newPlan, parsePlan, planSections, printPlan, sectionTitles, withSection } from './plan.ts';
import type { PlanDocument } from './plan-document.ts';

/** In characters: for a section that is written, and for the whole plan when it is read. */
const sectionLimit = 20_000;
const planLimit = 40_000;

/** Somebody typing in the plan at the same moment is waited for this often. */
const attempts = 3;

const guided = ['analysis', 'design', 'migrations'] as const;

export function createReadPlan(document: PlanDocument): Tool {
  return defineTool<Record<string, never>>({
    risk: 'read',
    name: 'read_plan',
    description:
      'Gives the plan of this conversation as it is now. The user edits it: read it before every step that rests on it. What the user wrote there are decisions of the user.',
    title: () => 'Read the plan',
    input: z.strictObject({}),
    phases: ['free', ...guided],
    run: async (_, { clock }) => {
      const text = await document.read();
      if (text === undefined || text.trim() === '') return { text: 'There is no plan yet; update_plan makes one.' };
      const { text: shown, note } = bounded(
        text,
        planLimit,
        'The sections are too long; shorten them with update_plan.',
      );
      const parts = [`Version ${versionOf(text)}`, asData('the plan', shown, clock.randomId()), note ?? ''];
      return { text: parts.join('\n').trimEnd() };
    },
  });
}

const update = z.strictObject({
  section: z.enum(planSections).describe('The section that is replaced; all others stay as they are.'),
  text: z
    .string()
    .max(sectionLimit)
    .describe('The whole new text of the section in Markdown, without its heading and without `## ` headings.'),
  version: z
    .string()
    .optional()
    .describe(
      'The version of the plan as you last saw it, so that what the user wrote since is not lost. None before there is a plan.',
    ),
});

export function createUpdatePlan(document: PlanDocument): Tool {
  return defineTool<z.output<typeof update>>({
    risk: 'read',
    name: 'update_plan',
    description: `Replaces one section of the plan of this conversation (not a file of the project). The user sees it and may edit it. Read the plan first and give its version, keep what the user wrote, and give what is decided with its reason and places as path:line. Sections: ${planSections.join(', ')}.`,
    title: ({ section }) => `Update the plan: ${sectionTitles[section]}`,
    input: update,
    phases: guided,
    run: async ({ section, text, version }, { clock }) => {
      const mistake = mistakeIn(text);
      if (mistake !== undefined) return { text: mistake, isError: true };
      for (let attempt = 0; attempt < attempts; attempt++) {
        const before = await document.read();
        const isNew = before === undefined || before.trim() === '';
        if (!isNew && version !== versionOf(before)) return outdated(before, clock.randomId());
        const after = printPlan(withSection(parsePlan(isNew ? newPlan('Plan') : before), section, text));
        if (await document.replace(before, after)) {
          return {
            text: `The section ${sectionTitles[section]} is updated. The plan is now version ${versionOf(after)}.`,
          };
        }
      }
      return { text: 'The user is editing the plan at this moment. Go on and update it later.', isError: true };
    },
  });
}

/** What would make other sections part of this one, or this one several. */
function mistakeIn(text: string): string | undefined {
  if (hasOpenFence(text)) return 'The text begins fenced code and does not end it. Close the fence.';
  if (parsePlan(text).parts.length === 0) return undefined;
  return 'The text holds a `## ` heading, which would begin another section. Use `### `.';
}

function outdated(text: string, id: string): ToolResult {
  const { text: shown } = bounded(text, planLimit, '');
  const current = asData('the plan', shown, id);
  return {
    text: `The plan is at version ${versionOf(text)}; nothing was written. It says now:\n${current}`,
    isError: true,
  };
}

/** Tells one text of the plan from another. */
function versionOf(text: string): string {
  return contentId([text]);
}
